"""Reads the bounce mailbox: which report mails another server sent back, or has not delivered yet.

A notice of delivery (RFC 3464) brings the headers of the mail that it is about: its Message-ID, and a proof that only
this installation can make, so that whoever writes a notice has held that very mail. Whoever received a report can work
out the Message-IDs of its other recipients, and can make no proof. A notice without one changes nothing, and of one
mail one notice of a kind is recorded. Nothing is sent again by itself: a person corrects the address and settles it.
"""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Any

from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.mailbox import mails_in
from include.mailing.outbox import PROOF_HEADER, is_proven
from include.mails import UNREADABLE, header_of, read_headers, read_mail
from include.reporting.notify import notify_operators
from include.settings import settings
from include.text import clean

log = logging.getLogger(__name__)
ACTOR = "include.reporting.bounces"
KINDS = {"failed": EntryKind.DELIVERY_BOUNCED, "delayed": EntryKind.DELIVERY_LATE}
REASON_LETTERS = 300
HEADERS = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
STATUSES = ("message/delivery-status", "message/global-delivery-status")
SUBJECT = "[Vận hành] Thư báo cáo không đến được nơi nhận"
GUIDE = "Hướng dẫn: docs/runbooks/issue_reports.md"


@dataclass(frozen=True)
class Bounce:
    """What one notice says of one mail of ours."""

    message_id: str
    proof: str
    action: str
    status: str
    reason: str
    notice: str

    def is_proven(self, claim: Entry, refused: Sequence[Entry]) -> bool:
        """Return whether its author has held the mail, as it left last: it brings back the proof put into that one.

        Whoever held it before, such as the wrong address that it came back from, says nothing of where it went since.

        Args:
            claim: The newest entry on the mail's leaving.
            refused: The entries on mails that a server or a person let leave once more.
        """
        mine = [one.sequence for one in refused if one.payload.get("message_id") == self.message_id]
        return is_proven(self.message_id, self.proof, max((n for n in mine if n < claim.sequence), default=0))


def read_notice(content: bytes) -> Iterator[Bounce]:
    """Yield what a mail says as a notice of delivery; nothing where it is none."""
    parts = list(read_mail(content).walk())
    message_id, proof = next((found for part in parts if (found := _returned(part))[0]), ("", ""))
    if not message_id:
        return
    for part in parts:
        for block in _blocks(part) if part.get_content_type() in STATUSES else ():
            action = header_of(block, "Action").strip().lower()
            if action in KINDS:
                status = clean(header_of(block, "Status")).strip()[:20]
                reason = " ".join(clean(header_of(block, "Diagnostic-Code")).split())[:REASON_LETTERS]
                yield Bounce(message_id, proof, action, status, reason, hashlib.sha256(content).hexdigest())


def _blocks(part: Message) -> list[Message]:
    """Return what stands inside a part as messages of their own; nothing where it is text."""
    inner: Any = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _returned(part: Message) -> tuple[str, str]:
    """Return Message-ID and proof of the mail that a notice brings back, whole or its headers alone."""
    if part.get_content_type() not in HEADERS:
        return "", ""
    headers = next(iter(_blocks(part)), None) or read_headers(_body(part))
    return clean(header_of(headers, "Message-ID")).strip(), clean(header_of(headers, PROOF_HEADER)).strip()


def _body(part: Message) -> bytes:
    """Return what a part holds; nothing where it is packed in a way that cannot be undone."""
    try:
        content = part.get_payload(decode=True)
    except UNREADABLE:
        return b""
    return content if isinstance(content, bytes) else b""


def record_bounces(at: datetime | None = None) -> dict[str, int]:
    """Read the bounce mailbox, record what is new, and mail the operators what came back.

    Args:
        at: Instant of the record; now when left out.

    Returns:
        How many mails were read, and how many of ours they newly say came back or are late.

    Raises:
        TransientError: The mailbox cannot be read now.
        DeliveryError: The operators could not be mailed; what was found is recorded.
    """
    counts = {"read": 0, "bounced": 0, "late": 0}
    named, password = settings().bounce_mailbox, settings().bounce_mailbox_password_file
    ours = {entry.payload["message_id"]: entry for entry in entries(EntryKind.DELIVERY_CLAIMED)}
    refused, lines = entries(EntryKind.DELIVERY_REFUSED), list[str]()
    noted = {entry.payload["notice"] for kind in KINDS.values() for entry in entries(kind)}
    for content in mails_in(named, password, "PRESS_BOUNCE_MAILBOX"):
        counts["read"] += 1
        for bounce in read_notice(content):
            claim = None if bounce.notice in noted else ours.get(bounce.message_id)
            if claim is not None and not bounce.is_proven(claim, refused):
                log.warning(
                    "A notice on %s does not come from where that mail went: it is not counted.", claim.subject_id
                )
            elif claim is not None and _record(bounce, claim, at):
                counts["bounced" if bounce.action == "failed" else "late"] += 1
                lines.append(f"- {claim.subject_id}: {bounce.action} {bounce.status} {bounce.reason}".rstrip())
    if lines:
        notify_operators(SUBJECT, [*lines, GUIDE])
    return counts


def _record(bounce: Bounce, claim: Entry, at: datetime | None) -> bool:
    """Record what a notice says of a mail, once for each time it left; return whether it is new."""
    kind = KINDS[bounce.action]
    payload: dict[str, Any] = {
        **{name: claim.payload[name] for name in ("content_hash", "message_id", "copy") if name in claim.payload},
        "status": bounce.status,
        "reason": bounce.reason,
        "notice": bounce.notice,
    }

    def is_new(known: Sequence[Entry]) -> bool:
        mine = [one for one in known if one.payload.get("message_id") == bounce.message_id]
        left = max(n for n, one in enumerate(mine) if one.kind == EntryKind.DELIVERY_CLAIMED)
        of_kind = [(n, one) for n, one in enumerate(mine) if one.kind == kind]
        return not any(n > left or one.payload["notice"] == bounce.notice for n, one in of_kind)

    return append_if(is_new, kind, claim.subject_id, payload, ACTOR, at) is not None
