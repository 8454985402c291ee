"""The state of a matter, as one line from waiting to closed; the marts say the same in SQL."""

from datetime import datetime
from enum import StrEnum

from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review.dossier import MatterRecord


class MatterState(StrEnum):
    """Where a matter stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    NOTICE_SENT = "notice_sent"
    REPLIED = "replied"
    SILENT = "silent"
    CONFIRMED = "confirmed"
    APPEALED = "appealed"
    DISMISSED = "dismissed"
    INSUFFICIENT = "insufficient"
    REFERRED = "referred"
    REMEDIED = "remedied"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    VANISHED = "vanished"

    @property
    def is_open(self) -> bool:
        """Whether the matter still asks something of people."""
        return self not in CLOSED


CLOSED_BY = {
    "dismiss": MatterState.DISMISSED,
    "insufficient": MatterState.INSUFFICIENT,
    "refer": MatterState.REFERRED,
    "remedied": MatterState.REMEDIED,
    "withdraw": MatterState.WITHDRAWN,
}
CLOSED = frozenset({*CLOSED_BY.values(), MatterState.MERGED, MatterState.VANISHED})


def state_of(record: MatterRecord, at: datetime) -> MatterState:
    """Return the state that a matter's entries give it at an instant."""
    decision = record.newest(EntryKind.DECISION)
    said = record.decision()
    if said in CLOSED_BY:
        return CLOSED_BY[said]
    if record.has_open_appeal():
        return MatterState.APPEALED
    is_final = decision is not None and said == "confirm" and decision.payload.get("stage") == "final"
    if is_final and not record.has_unheard_reply():
        return MatterState.CONFIRMED
    return _heard(record, at) or (MatterState.REVIEWED if said == "confirm" else _waiting(record, at))


def _heard(record: MatterRecord, at: datetime) -> MatterState | None:
    """Return how far the outlet has been heard; nothing while no notice was sent."""
    due = record.reply_due_on()
    if due is not None and record.replies():
        return MatterState.REPLIED
    if due is not None and local_day(at) > due:
        return MatterState.SILENT
    return MatterState.NOTICE_SENT if record.newest(EntryKind.NOTICE_SENT) else None


def _waiting(record: MatterRecord, at: datetime) -> MatterState:
    """Return whether somebody has claimed a matter that nobody has decided."""
    return MatterState.CLAIMED if record.claimed_by(at) else MatterState.WAITING
