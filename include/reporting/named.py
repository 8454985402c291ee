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
REPLIES = (EntryKind.REPLY, EntryKind.REPLY_CORRECTED, EntryKind.REPLY_WITHDRAWN)
HEARD = (*REPLIES, EntryKind.REPLY_EXTENDED)  # what an outlet said, or was given more time to say
BARRING = (EntryKind.DECISION, EntryKind.RECUSAL)  # whoever did one of them does not let the outlet be named
SINCE = (*BARRING, *ASKED[1:], EntryKind.NOTICE_BOUNCED, EntryKind.RETESTED, *HEARD)
MISREAD = "misread"  # what a retest says of a page that we had read wrongly
UNKNOWN = "matters/unknown"  # where messages of nobody known wait: they hold up every outlet


def not_released(snapshot: Snapshot) -> list[str]:
    """Return the matters that a report names though their outlet may not be so named by the ledger as it stands.

    It may where the newest decision confirms the matter after the time to reply, a person who decided nothing of it and
    is not recused let it be named after that, its notice has not come back since, its newest retest does not say that
    we had misread its page, and no appeal and no message waits. After the report was composed no answer was recorded,
    which it would lack, and no more time to reply was given. What else the marts ask, of calendar and licence, is
    theirs alone.
    """
    wanted = snapshot.content.named
    newest: dict[str, dict[EntryKind, Entry]] = defaultdict(dict)
    barred: dict[str, set[str]] = defaultdict(set)
    for kind in SINCE if wanted else ():  # those who are barred come first
        for entry in entries(kind):
            for matter_id in wanted & concerned(entry):
                if kind in BARRING:
                    barred[matter_id].add(entry.actor)
                if kind != EntryKind.NAMING_RELEASED or entry.actor not in barred[matter_id]:
                    newest[matter_id][kind] = entry
    waiting = _waiting() if wanted else set()
    return sorted(matter_id for matter_id in wanted if not _is_released(newest[matter_id], snapshot, waiting))


def concerned(entry: Entry) -> set[str]:
    """Return the matters that an act of the review desk concerns."""
    return set(str(entry.payload.get("matters", "")).split())


def _waiting() -> set[str]:
    """Return the subjects of the outlets that have a message which is neither entered nor set aside."""
    handled = {_message(entry) for entry in entries(EntryKind.MESSAGE_HANDLED)}
    return {one.subject_id for one in entries(EntryKind.MESSAGE_RECEIVED) if _message(one) not in handled}


def _message(entry: Entry) -> tuple[str, str]:
    """Return which message an entry is about, and whose."""
    return entry.subject_id, str(entry.payload["message"])


def _is_released(newest: Mapping[EntryKind, Entry], snapshot: Snapshot, waiting: set[str]) -> bool:
    """Return whether an outlet may be named by the newest entry of each kind on its matter.

    Args:
        newest: These entries.
        snapshot: The report; where nothing proves when it was composed, it is taken to lack every answer.
        waiting: The subjects with a message that waits.
    """
    decided, released, received, answered = (newest.get(kind) for kind in ASKED)
    if decided is None or released is None or released.sequence < decided.sequence:
        return False
    is_confirmed = (decided.payload["decision"], decided.payload.get("stage")) == ("confirm", "final")
    has_open_appeal = received is not None and (answered is None or answered.sequence < received.sequence)
    has_come_back = _is_after(newest.get(EntryKind.NOTICE_BOUNCED), released.sequence)
    retested = newest.get(EntryKind.RETESTED)
    is_misread = retested is not None and retested.payload.get("outcome") == MISREAD
    has_answer = any(_is_after(newest.get(kind), snapshot.composed_after) for kind in HEARD)
    is_open = bool({released.subject_id, UNKNOWN} & waiting)
    return is_confirmed and not (has_open_appeal or has_come_back or is_misread or has_answer or is_open)


def _is_after(entry: Entry | None, sequence: int) -> bool:
    """Return whether there is an entry and it is newer than a number."""
    return entry is not None and entry.sequence > sequence


def deciders_of(snapshot: Snapshot) -> frozenset[str]:
    """Return who decided a finding or a matter that the report names."""
    named = set(snapshot.content.named)
    return frozenset(entry.actor for entry in entries(EntryKind.DECISION) if named & _concerned(entry))


def _concerned(entry: Entry) -> set[str]:
    """Return the ids that a decision is about: its subject, its matters, and the findings its payload lists."""
    listed = [value for value in entry.payload.values() if isinstance(value, list)]
    matters = str(entry.payload.get("matters", "")).split()
    return {entry.subject_id, *matters, *(str(one) for values in listed for one in values)}
