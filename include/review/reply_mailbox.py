"""Reads the mailbox to which outlets answer: each mail is kept sealed and waits until somebody has handled it.

The mailbox is only read: a maildir's files are not moved, an IMAP folder is opened read-only. A mail says nothing by
itself: whose it seems to be, by its sender or by a notice's number in its subject, only decides where it waits. One
that is nobody's waits under ``unknown`` and holds up every outlet's naming.
"""

import base64
import hashlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from include.errors import TransientError
from include.ledger.kinds import EntryKind
from include.ledger.sealed_files import keep
from include.outlets import registry
from include.periods.days import local_day
from include.review.board import Board, board
from include.review.contacts import outlet_of_address
from include.review.dossier import UNKNOWN
from include.review.replies import receive_message
from include.settings import settings

ACTOR = "reply_mailbox"
LARGEST_BYTES = 50_000_000
TIMEOUT_SECONDS = 60
NUMBER = re.compile(r"\w+")
BEYOND_ASCII = re.compile(r"[^\x20-\x7e]+")


@dataclass(frozen=True)
class Mail:
    """One message as it was received."""

    content: bytes

    @property
    def message_id(self) -> str:
        """Its Message-ID, or a hash where it has none; the hash stands beside, so that no two mails pass for one."""
        named = str(self._headers.get("Message-ID") or "").strip()[:200]
        return f"{named} {hashlib.sha256(self.content).hexdigest()[:16]}".strip()

    @property
    def sender(self) -> str:
        """The address that it says it came from."""
        return parseaddr(str(self._headers.get("From") or ""))[1].casefold()

    @property
    def subject(self) -> str:
        """What it says it is about."""
        return str(self._headers.get("Subject") or "")

    @property
    def _headers(self) -> Message:
        """Its headers; what cannot be read of them is empty."""
        return message_from_bytes(self.content, policy=policy.compat32)


def read_replies(at: datetime) -> dict[str, int]:
    """Read the mailbox and note each mail that is new; return how many were read, new, and of nobody known.

    Raises:
        TransientError: The mailbox cannot be read now.
    """
    counts = {"read": 0, "new": 0, "unknown": 0}
    known = board()
    seen = {message_id for dossier in known.dossiers() for message_id in list(dossier.messages)}
    for mail in mails():
        counts["read"] += 1
        if mail.message_id in seen:
            continue
        outlet_id = whose(mail, known)
        written = receive_message(outlet_id, mail.message_id, local_day(at), ACTOR, at, keep(mail.content))
        counts["new"] += written is not None
        counts["unknown"] += written is not None and outlet_id == UNKNOWN
    return counts


def whose(mail: Mail, known: Board) -> str:
    """Return the outlet that a mail seems to come from: by its sender, else by a notice's number; else ``unknown``."""
    found = outlet_of_address(mail.sender) or _by_domain(mail.sender)
    if found:
        return found
    words = " ".join(NUMBER.findall(mail.subject.casefold()))
    for dossier in known.dossiers():
        for notice in list(dossier.notices.values()):
            sent = notice.newest(EntryKind.NOTICE_SENT)
            number = " ".join(NUMBER.findall(str(sent.payload["number"]).casefold())) if sent else ""
            if number and f" {number} " in f" {words} ":
                return dossier.outlet_id
    return UNKNOWN


def _by_domain(sender: str) -> str:
    """Return the outlet on whose domain an address lies, or nothing."""
    domain = sender.rpartition("@")[2]
    profile = registry.owner(f"https://{domain}/") if re.fullmatch(r"[a-z0-9.-]+", domain) else None
    return profile.outlet_id if profile else ""


def mails() -> Iterator[Mail]:
    """Yield every mail of the mailbox; none where the settings name no mailbox.

    Raises:
        TransientError: The mailbox cannot be read now.
    """
    named = settings().reply_mailbox
    if not named:
        return
    try:
        yield from _imap(named) if named.startswith("imaps://") else _maildir(Path(named))
    except (OSError, imaplib.IMAP4.error) as error:
        raise TransientError(
            f"The reply mailbox cannot be read: {error}", hint="Check PRESS_REPLY_MAILBOX and its password file."
        ) from error


def _maildir(folder: Path) -> Iterator[Mail]:
    """Yield the mails of a maildir, read or unread."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is no folder")
    for path in sorted(path for name in ("cur", "new") for path in (folder / name).glob("*") if path.is_file()):
        if path.stat().st_size <= LARGEST_BYTES:
            yield Mail(path.read_bytes())


def _imap(address: str) -> Iterator[Mail]:
    """Yield the mails of an IMAP folder, over an encrypted connection, without marking them as read."""
    parts = urlsplit(address)
    path = settings().reply_mailbox_password_file
    connection = imaplib.IMAP4_SSL(
        parts.hostname or "", parts.port or 993, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS
    )
    try:
        _sign_in(connection, unquote(parts.username or ""), path.read_text(encoding="utf-8").strip() if path else "")
        status, _ = connection.select(_quoted(unquote(parts.path.strip("/")) or "INBOX"), readonly=True)
        if status != "OK":
            raise OSError("there is no such folder")
        _, found = connection.search(None, "SMALLER", str(LARGEST_BYTES))
        for number in found[0].split():
            _, answer = connection.fetch(number.decode("ascii"), "(BODY.PEEK[])")
            if answer and isinstance(answer[0], tuple):
                yield Mail(answer[0][1])
    finally:
        connection.shutdown()


def _sign_in(connection: imaplib.IMAP4, user: str, password: str) -> None:
    """Sign in by SASL PLAIN (RFC 4616), which takes every letter, where the server offers it; else by LOGIN."""
    if "AUTH=PLAIN" in connection.capabilities:
        connection.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    else:
        connection.login(user, password)


def _quoted(folder: str) -> str:
    """Return a folder's name as IMAP writes it: quoted, beyond ASCII in modified UTF-7 (RFC 3501, section 5.1.3)."""
    plain = BEYOND_ASCII.sub(lambda found: _modified(found[0]), folder.replace("&", "&-"))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _modified(letters: str) -> str:
    """Return letters beyond ASCII in modified UTF-7."""
    return "&" + base64.b64encode(letters.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
