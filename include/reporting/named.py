"""Proves from the ledger that people decided what a report names.

The published copy, from which a report is composed, is a file: whoever writes files could put a name into it. And a
matter may be opened again after a report was composed. So the ledger is asked once more, when a report is answered to
and before it leaves.
"""

from collections import defaultdict
from collections.abc import Mapping

from include.ledger.entries import Entry, entries
from include.ledger.kinds import EntryKind
from include.reporting.compose import Snapshot

ASKED = (EntryKind.DECISION, EntryKind.NAMING_RELEASED, EntryKind.APPEAL_RECEIVED, EntryKind.APPEAL_ANSWERED)


def not_released(snapshot: Snapshot) -> list[str]:
    """Return the matters that a report names though their outlet may not be named by the ledger as it stands.

    It may where the newest decision confirms the matter after the time to reply, somebody let it be named after that,
    and no appeal waits. What else the marts ask, of calendar and mailbox, is theirs alone.
    """
    wanted = snapshot.content.named
    newest: dict[str, dict[EntryKind, Entry]] = defaultdict(dict)
    for kind in ASKED if wanted else ():
        for entry in entries(kind):
            for matter_id in wanted & set(str(entry.payload.get("matters", "")).split()):
                newest[matter_id][kind] = entry
    return sorted(matter_id for matter_id in wanted if not _is_released(newest[matter_id]))


def _is_released(newest: Mapping[EntryKind, Entry]) -> bool:
    """Return whether an outlet may be named by the newest entry of each kind on its matter."""
    decided, released, received, answered = (newest.get(kind) for kind in ASKED)
    if decided is None or released is None or released.sequence < decided.sequence:
        return False
    is_confirmed = (decided.payload["decision"], decided.payload.get("stage")) == ("confirm", "final")
    has_open_appeal = received is not None and (answered is None or answered.sequence < received.sequence)
    return is_confirmed and not has_open_appeal
