"""The outlet's reply to a finding, kept word by word; reports print it."""

from datetime import date, datetime

from include.errors import DeclarationError
from include.ledger.entries import Entry, append, entries
from include.ledger.kinds import EntryKind


def record(finding_id: str, text: str, received_on: date, actor: str, at: datetime | None = None) -> Entry:
    """Record what an outlet answered to a finding.

    Args:
        finding_id: The finding.
        text: The reply; never empty.
        received_on: Local day on which the department received it.
        actor: Account or role of whoever enters it.
        at: Instant of recording; now when left out.

    Raises:
        DeclarationError: The reply is empty.
    """
    if not text.strip():
        raise DeclarationError(f"The reply to {finding_id} is empty.", hint="Enter the outlet's words.")
    payload = {"text": text.strip(), "received_on": received_on}
    return append(EntryKind.REPLY, finding_id, payload, actor, at)


def replies_to(finding_id: str) -> list[Entry]:
    """Return the replies to a finding, oldest first."""
    return entries(EntryKind.REPLY, finding_id)
