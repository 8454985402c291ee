"""Reads the mailbox to which outlets answer: each mail is kept sealed and waits until somebody has handled it.

The mailbox is only read: a maildir's files are not moved, an IMAP folder is opened read-only. A mail says nothing by
itself: whose it seems to be, by its sender or by a notice's number in its subject, only decides where it waits. One
that is nobody's waits under ``unknown`` and holds up every outlet's naming.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesHeaderParser
from shutil import disk_usage

from include.errors import TransientError
from include.ledger.kinds import EntryKind
from include.ledger.sealed_files import keep
from include.mailbox import mails_in
from include.mails import HEADER_BYTES, header_of, read_headers, sender_of
from include.outlets import registry
from include.periods.days import local_day
from include.review.board import Board, board
from include.review.contacts import outlet_of_address
from include.review.dossier import UNKNOWN
from include.review.replies import receive_message
from include.settings import settings
from include.text import clean

ACTOR = "reply_mailbox"
LEAST_FREE_BYTES = 512 * 1024**2  # for ledger, archive and warehouse, which incoming mails must not crowd out
NUMBER = re.compile(r"\w+")


@dataclass(frozen=True)
class Mail:
    """One message as it was received."""

    content: bytes

    @property
    def message_id(self) -> str:
        """Its Message-ID, or a hash where it has none; the hash stands beside, so that no two mails pass for one."""
        headers = BytesHeaderParser(policy=policy.compat32).parsebytes(self.content[:HEADER_BYTES])
        named = clean(" ".join(str(headers.get("Message-ID") or "").split()))  # as it is kept, and a form sends it
        return f"{named[:200]} {hashlib.sha256(self.content).hexdigest()[:16]}".strip()

    @property
    def sender(self) -> str:
        """The address that it says it came from."""
        return sender_of(read_headers(self.content))

    @property
    def subject(self) -> str:
        """What it says it is about."""
        return header_of(read_headers(self.content), "Subject")


def read_replies(at: datetime) -> dict[str, int]:
    """Read the mailbox and note each mail that is new; return how many were read, new, and of nobody known.

    Raises:
        TransientError: The mailbox cannot be read now, or the disk has no room for what strangers send.
    """
    counts = {"read": 0, "new": 0, "unknown": 0}
    known = board()
    seen = {message_id for dossier in known.dossiers() for message_id in list(dossier.messages)}
    for mail in mails():
        counts["read"] += 1
        if mail.message_id in seen:
            continue
        _require_room(len(mail.content))
        outlet_id = whose(mail, known)
        written = receive_message(outlet_id, mail.message_id, local_day(at), ACTOR, at, keep(mail.content))
        counts["new"] += written is not None
        counts["unknown"] += written is not None and outlet_id == UNKNOWN
    return counts


def _require_room(size: int) -> None:
    """Refuse to keep a mail that would leave the stores too little room: whoever fills the mailbox must not stop them.

    Raises:
        TransientError: The disk is nearly full; the mail waits in the mailbox.
    """
    free = disk_usage(settings().home).free
    if free - size < LEAST_FREE_BYTES:
        raise TransientError(
            f"{settings().home}: {free // 1024**2} MB are free, too little to keep further mails of the mailbox.",
            hint="Free some space, or clear the mailbox of unrelated mails; what is left is read by a later run.",
        )


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
    named, password = settings().reply_mailbox, settings().reply_mailbox_password_file
    yield from map(Mail, mails_in(named, password, "PRESS_REPLY_MAILBOX"))
