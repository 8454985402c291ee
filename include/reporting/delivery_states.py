"""The delivery state of a report for each recipient: queued, accepted, refused, bounced, late, or uncertain."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from include.ledger.entries import Entry, entries
from include.ledger.kinds import EntryKind
from include.mailing.outbox import MailState, state_of
from include.mailing.recipients import Recipient, recipients_on
from include.periods.report_period import ReportPeriod
from include.reporting.compose import Snapshot
from include.reporting.declaration import report
from include.reporting.deliveries import STEPS, Copy, Delivery


class DeliveryState(StrEnum):
    """What is known of a mail; accepted says that our mail server took it, not that anybody read it."""

    QUEUED = "queued"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    BOUNCED = "bounced"
    LATE = "late"
    UNCERTAIN = "uncertain"


STATES = {
    EntryKind.DELIVERY_CLAIMED: DeliveryState.UNCERTAIN,
    EntryKind.DELIVERY_SENT: DeliveryState.ACCEPTED,
    EntryKind.DELIVERY_REFUSED: DeliveryState.REFUSED,
    EntryKind.DELIVERY_BOUNCED: DeliveryState.BOUNCED,
    EntryKind.DELIVERY_LATE: DeliveryState.LATE,
}


def recipients_of(snapshot: Snapshot) -> list[Recipient]:
    """Return who receives a report, by the register as it stood on the day of issue."""
    declared = report(snapshot.content.report_id)
    issuable = ReportPeriod.parse(snapshot.content.period_id).issuable_on
    return recipients_on(declared.recipients, issuable, with_every_report=declared.goes_to_all)


def delivery_states(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return one row per recipient and copy: where it stands, since when, and why; queued where nothing was tried.

    The signed copy has rows of its own only where it was tried.
    """
    rows: list[dict[str, Any]] = []
    for recipient in recipients_of(snapshot):
        known = entries(subject_id=Delivery(snapshot, recipient).subject_id)
        tried = [(copy, found) for copy in Copy if (found := _newest(Delivery(snapshot, recipient, copy), known))]
        for copy, found in tried:
            state = _state(found, Delivery(snapshot, recipient, copy).message_id)
            rows.append(_row(recipient, copy, state, found.recorded_at, str(found.payload.get("reason", ""))))
        if not tried:
            rows.append(_row(recipient, Copy.REFERENCE, DeliveryState.QUEUED, None, ""))
    return rows


def _newest(delivery: Delivery, known: list[Entry]) -> Entry | None:
    """Return the newest entry on a delivery, notices that it is late among them."""
    return delivery.newest(known, kinds=STEPS | {EntryKind.DELIVERY_LATE})


def _state(entry: Entry, message_id: str) -> DeliveryState:
    """Return the state that an entry gives; a claim that the outbox settles is not uncertain."""
    if entry.kind == EntryKind.DELIVERY_CLAIMED and state_of(message_id) == MailState.SENT:
        return DeliveryState.ACCEPTED
    return STATES[EntryKind(entry.kind)]


def _row(recipient: Recipient, copy: Copy, state: DeliveryState, at: datetime | None, reason: str) -> dict[str, Any]:
    """Write one row."""
    return {
        "recipient_id": recipient.recipient_id,
        "role": recipient.role,
        "copy": copy.value,
        "state": state.value,
        "since": at,
        "reason": reason,
    }
