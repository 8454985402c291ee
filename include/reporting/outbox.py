"""The mail's own record: what left, by Message-ID, beside the ledger and apart from it.

A mail is noted here before it leaves and once the mail server took it, so that a ledger put back from a backup, or a
process that was killed, does not make it go out twice. Where the mail server keeps a copy of what it took, that copy
settles a mail in doubt.
"""

import hashlib
from collections.abc import Iterator
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path

from include.atomic import replace_text
from include.mails import HEADER_BYTES, header_of, read_headers
from include.settings import settings


class MailState(StrEnum):
    """The state of a mail by the outbox."""

    UNKNOWN = "unknown"
    CLAIMED = "claimed"
    SENT = "sent"


def _path(message_id: str, suffix: str) -> Path:
    """Return a mail's file in the outbox."""
    return settings().home / "outbox" / f"{hashlib.sha256(message_id.encode()).hexdigest()[:32]}{suffix}"


def note_claimed(message: EmailMessage, written: bytes) -> None:
    """Note that a mail is about to leave: its header, and the hash of its bytes."""
    header = "".join(f"{name}: {value}\n" for name, value in message.items())
    digest = hashlib.sha256(written).hexdigest()
    replace_text(_path(message["Message-ID"], ".eml"), f"{header}X-Press-Sha256: {digest}\n\n")


def note_sent(message_id: str) -> None:
    """Note that the mail server took a mail."""
    replace_text(_path(message_id, ".sent"), f"{message_id}\n")


def forget(message_id: str) -> None:
    """Remove the notes of a mail that did not leave."""
    for suffix in (".sent", ".eml"):
        _path(message_id, suffix).unlink(missing_ok=True)


def state_of(message_id: str) -> MailState:
    """Return the state of a mail without asking the ledger."""
    if _path(message_id, ".sent").exists():
        return MailState.SENT
    if not _path(message_id, ".eml").exists():
        return MailState.UNKNOWN
    return MailState.SENT if message_id in set(_taken()) else MailState.CLAIMED


def _taken() -> Iterator[str]:
    """Yield the Message-IDs that the mail server has kept a copy of, where it keeps copies that we may read."""
    folder = settings().mail_record
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            with path.open("rb") as mail:
                header = read_headers(mail.read(HEADER_BYTES))
            yield header_of(header, "Message-ID").strip()
