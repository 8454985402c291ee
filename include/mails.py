"""Reads mails that anybody may have written: as far as they can be read, in bounded time, and without failing.

A mail whose structure would keep a reader busy, and a header that the library's parser fails on, must not stop the
reading of the mails behind it.
"""

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from include.errors import BUGS

HEADER_BYTES = 65_536
LONGEST_HEADER = 2_000  # letters: the library's parsers nest and repeat over longer ones
NESTED_LIMIT = 100  # parts within parts: the library's parser calls itself for each
LINE_LEVELS = 2_000_000  # lines times levels: it compares each line with the boundary of every level
UNREADABLE = (*BUGS, AssertionError, MessageError)
"""What the library's parsers raise for malformed headers and contents."""


def read_mail(content: bytes) -> EmailMessage:
    """Return a mail from an untrusted sender; its headers alone where parsing its structure would take too long."""
    lower = content.lower()
    nested = lower.count(b"boundary") + lower.count(b"message/")
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if nested > NESTED_LIMIT or lines * (1 + nested) > LINE_LEVELS:
        return read_headers(content)
    return message_from_bytes(content, _class=EmailMessage, policy=policy.default)


def read_headers(content: bytes) -> EmailMessage:
    """Return the headers of a mail; what follows them is one text."""
    return BytesHeaderParser(EmailMessage, policy=policy.default).parsebytes(content[:HEADER_BYTES])


def header_of(mail: Message, name: str) -> str:
    """Return a header of a mail as text, as it was received where it is too long or cannot be decoded; or nothing."""
    raw = next((str(value) for known, value in mail.raw_items() if known.lower() == name.lower()), "")
    if len(raw) > LONGEST_HEADER:
        return raw[:LONGEST_HEADER]
    try:
        return str(mail.get(name) or "")
    except UNREADABLE:
        return raw


def sender_of(mail: Message) -> str:
    """Return the address that a mail says it came from; nothing where it says none that can be read."""
    try:
        return parseaddr(header_of(mail, "From"))[1].casefold()
    except UNREADABLE:
        return ""
