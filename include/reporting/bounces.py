"""Reads the bounce mailbox: which report mails another server sent back, or has not delivered yet.

A notice of delivery (RFC 3464) names the Message-ID of ours that it is about; one that names none of ours changes
nothing. Nothing is sent again by itself: a person corrects the address and settles it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.mailbox import mails_in
from include.reporting.notify import notify_operators
from include.settings import settings
from include.text import clean

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
    action: str
    status: str
    reason: str
    notice: str


def read_notice(content: bytes) -> Iterator[Bounce]:
    """Yield what a mail says as a notice of delivery; nothing where it is none."""
    mail = message_from_bytes(content, policy=policy.compat32)
    parts = list(mail.walk())
    message_id = next((found for part in parts if (found := _returned_id(part))), "")
    if not message_id:
        return
    for part in parts:
        for block in _blocks(part) if part.get_content_type() in STATUSES else ():
            action = str(block.get("Action") or "").strip().lower()
            if action in KINDS:
                status = clean(str(block.get("Status") or "")).strip()[:20]
                reason = " ".join(clean(str(block.get("Diagnostic-Code") or "")).split())[:REASON_LETTERS]
                yield Bounce(message_id, action, status, reason, hashlib.sha256(content).hexdigest())


def _blocks(part: Message) -> list[Message]:
    """Return what stands inside a part as messages of their own; nothing where it is text."""
    inner: Any = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _returned_id(part: Message) -> str:
    """Return the Message-ID of the mail that a notice brings back, whole or its headers alone."""
    if part.get_content_type() not in HEADERS:
        return ""
    if blocks := _blocks(part):
        return str(blocks[0].get("Message-ID") or "").strip()
    decoded = part.get_payload(decode=True)
    headers = message_from_bytes(decoded, policy=policy.compat32) if isinstance(decoded, bytes) else part
    return str(headers.get("Message-ID") or "").strip()


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
    lines: list[str] = []
    for content in mails_in(named, password, "PRESS_BOUNCE_MAILBOX"):
        counts["read"] += 1
        for bounce in read_notice(content):
            claim = ours.get(bounce.message_id)
            if claim is not None and _record(bounce, claim, at):
                counts["bounced" if bounce.action == "failed" else "late"] += 1
                lines.append(f"- {claim.subject_id}: {bounce.action} {bounce.status} {bounce.reason}".rstrip())
    if lines:
        notify_operators(SUBJECT, [*lines, GUIDE])
    return counts


def _record(bounce: Bounce, claim: Entry, at: datetime | None) -> bool:
    """Record what a notice says of a mail, once; return whether it is new."""
    kind = KINDS[bounce.action]
    payload: dict[str, Any] = {
        **{name: claim.payload[name] for name in ("content_hash", "message_id", "copy") if name in claim.payload},
        "status": bounce.status,
        "reason": bounce.reason,
        "notice": bounce.notice,
    }

    def is_new(known: Sequence[Entry]) -> bool:
        return not any(one.kind == kind and one.payload["notice"] == bounce.notice for one in known)

    return append_if(is_new, kind, claim.subject_id, payload, ACTOR, at) is not None
