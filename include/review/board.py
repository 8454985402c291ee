"""Every outlet's dossier, followed through the ledger: each call reads only the entries that are new since the last.

Kept once a process, so that a page costs what changed and not what was ever decided. Acts never rest on it: they are
checked against the ledger itself.
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from threading import Lock

from include.ledger.entries import Entry, entries_from
from include.ledger.kinds import EntryKind
from include.review.dossier import SUBJECT, Dossier, MatterRecord, matters_of
from include.settings import settings

RECENT_REASONS = 3


@dataclass
class PastDecisions:
    """How matters of one rule and cause were decided: the newest decision on each, in the order of the decisions."""

    newest: dict[str, Entry] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, matter_id: str, entry: Entry) -> None:
        """Take in a decision, in place of the matter's earlier one."""
        before = self.newest.pop(matter_id, None)
        if before is not None:
            self.counts[before.payload["decision"]] -= 1
        self.newest[matter_id] = entry
        self.counts[entry.payload["decision"]] += 1


class Board:
    """All dossiers as of the newest entry that was read."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        """Start again from the first entry."""
        self._last: Entry | None = None
        self._dossiers: dict[str, Dossier] = {}
        self._reasons: dict[str, deque[str]] = {}
        self._past: dict[tuple[str, str], PastDecisions] = {}
        self.acted: list[tuple[str, str]] = []
        """Outlet and matter of each act that was read, in their order; another list once the ledger was exchanged."""

    def refresh(self) -> "Board":
        """Take in what the ledger holds since the last call; a ledger that was exchanged is read from its beginning."""
        with self._lock:
            found = entries_from(self._last.sequence if self._last else 0)
            if self._last is not None and (not found or found[0].entry_hash != self._last.entry_hash):
                self._forget()
                found = entries_from(0)
            for entry in found if self._last is None else found[1:]:
                self._add(entry)
            self._last = found[-1] if found else None
        return self

    def _add(self, entry: Entry) -> None:
        """Take in one entry."""
        if not entry.subject_id.startswith(SUBJECT):
            return
        outlet_id = entry.subject_id.removeprefix(SUBJECT)
        dossier = self._dossiers.setdefault(outlet_id, Dossier(outlet_id))
        dossier.add(entry)
        self.acted += [(outlet_id, matter_id) for matter_id in matters_of(entry)]
        if entry.kind == EntryKind.DECISION:
            self._reasons.setdefault(entry.actor, deque(maxlen=RECENT_REASONS)).append(entry.payload["reason"])
            for matter_id in matters_of(entry):
                self._count(dossier.matter(matter_id), entry)

    def _count(self, record: MatterRecord, entry: Entry) -> None:
        """Count a decision under the rule and the cause of its matter."""
        opened = record.newest(EntryKind.MATTER_OPENED)
        if opened is not None:
            key = (str(opened.payload["rule_id"]), str(opened.payload["cause"]))
            self._past.setdefault(key, PastDecisions()).add(record.matter_id, entry)

    @property
    def last_sequence(self) -> int:
        """Number of the newest entry that was read; 0 when there is none."""
        return self._last.sequence if self._last else 0

    def dossier(self, outlet_id: str) -> Dossier:
        """Return the dossier of an outlet; an empty one when nobody has acted on it."""
        return self._dossiers.get(outlet_id) or Dossier(outlet_id)

    def dossiers(self) -> list[Dossier]:
        """Return every dossier that holds something."""
        return list(self._dossiers.values())

    def record(self, outlet_id: str, matter_id: str) -> MatterRecord:
        """Return the record of a matter; an empty one when nobody has acted on it."""
        return self.dossier(outlet_id).matter(matter_id)

    def recent_reasons(self, actor: str) -> list[str]:
        """Return the last reasons that somebody gave."""
        return list(self._reasons.get(actor, ()))

    def decisions_alike(self, rule_id: str, cause: str, but_for: str, most: int) -> tuple[dict[str, int], list[Entry]]:
        """Return how other matters of a rule and cause were decided: how many by decision, and the newest few.

        Args:
            rule_id: The rule.
            cause: What was found.
            but_for: The matter that is left out.
            most: How many of the newest decisions to return.
        """
        with self._lock:
            past = self._past.get((rule_id, cause), PastDecisions())
            counts, own = past.counts.copy(), past.newest.get(but_for)
            last = list(islice(reversed(past.newest.items()), most + 1))
        if own is not None:
            counts[own.payload["decision"]] -= 1
        newest = [entry for matter_id, entry in last if matter_id != but_for][:most]
        return {decision: count for decision, count in counts.items() if count}, newest


@cache
def _board(ledger_url: str) -> Board:
    """Return the board of a ledger."""
    return Board()


def board() -> Board:
    """Return the board of the installation's ledger, up to date."""
    return _board(settings().ledger_url).refresh()
