"""A reviewer's decision on a finding: recorded with its reason, never changed, undone only by a later one.

A decision never alters a verdict. The state of a finding is what its newest decision says.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from include.errors import DeclarationError
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind


class Decision(StrEnum):
    """What a reviewer may say of a finding."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    REOPEN = "reopen"


class FindingState(StrEnum):
    """What a finding is, by the newest decision on it."""

    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


STATE_AFTER = {
    Decision.CONFIRM: FindingState.CONFIRMED,
    Decision.DISMISS: FindingState.DISMISSED,
    Decision.REOPEN: FindingState.CANDIDATE,
}


def _state(known: Sequence[Entry]) -> FindingState:
    """Return the state that follows from a finding's entries, in their order."""
    decided = [entry for entry in known if entry.kind == EntryKind.DECISION]
    return STATE_AFTER[Decision(decided[-1].payload["decision"])] if decided else FindingState.CANDIDATE


def state_of(finding_id: str) -> FindingState:
    """Return the state of a finding; one never decided is a candidate."""
    return _state(entries(EntryKind.DECISION, finding_id))


def states() -> dict[str, FindingState]:
    """Return the state of every finding that was ever decided, by finding id."""
    by_finding: dict[str, list[Entry]] = {}
    for entry in entries(EntryKind.DECISION):
        by_finding.setdefault(entry.subject_id, []).append(entry)
    return {finding_id: _state(known) for finding_id, known in by_finding.items()}


def decide(finding_id: str, decision: str, reason: str, actor: str, at: datetime | None = None) -> Entry:
    """Record one decision.

    Args:
        finding_id: The finding.
        decision: ``confirm``, ``dismiss`` or ``reopen``.
        reason: Why, in the reviewer's words; never empty.
        actor: Account or role of the reviewer.
        at: Instant of the decision; now when left out.

    Raises:
        DeclarationError: The decision is unknown, has no reason, or changes nothing.
    """
    if decision not in set(Decision):
        raise DeclarationError(f"A finding cannot be {decision!r}.", hint=f"Use one of {', '.join(Decision)}.")
    if not reason.strip():
        raise DeclarationError(f"The decision on {finding_id} has no reason.", hint="Say why, in a sentence.")
    wanted = STATE_AFTER[Decision(decision)]
    payload = {"decision": decision, "reason": reason.strip()}
    written = append_if(lambda known: _state(known) != wanted, EntryKind.DECISION, finding_id, payload, actor, at)
    if written is None:
        raise DeclarationError(f"The finding {finding_id} is {wanted} already.", hint="Read its log first.")
    return written
