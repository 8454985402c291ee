"""Every outlet's dossier, followed through the ledger: each call reads only the entries that are new since the last.

Kept once a process, so that a page costs what changed and not what was ever decided. Acts never rest on it: they are
checked against the ledger itself.
"""

from collections import deque
from functools import cache
from threading import Lock

from include.ledger.entries import Entry, entries_from
from include.ledger.kinds import EntryKind
from include.review.dossier import SUBJECT, Dossier, MatterRecord
from include.settings import settings

RECENT_REASONS = 3


class Board:
    """All dossiers as of the newest entry that was read."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        """Begin anew."""
        self._last: Entry | None = None
        self._dossiers: dict[str, Dossier] = {}
        self._reasons: dict[str, deque[str]] = {}

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
        self._dossiers.setdefault(outlet_id, Dossier(outlet_id)).add(entry)
        if entry.kind == EntryKind.DECISION:
            self._reasons.setdefault(entry.actor, deque(maxlen=RECENT_REASONS)).append(entry.payload["reason"])

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


@cache
def _board(ledger_url: str) -> Board:
    """Return the board of a ledger."""
    return Board()


def board() -> Board:
    """Return the board of the installation's ledger, up to date."""
    return _board(settings().ledger_url).refresh()
