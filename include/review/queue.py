"""The queue: the matters of one published copy, oldest first, and where each of them stands by the ledger.

A matter that nobody has acted on waits; only the others are worked out, and again only when an entry speaks of them or
when an instant comes at which time alone changes their state. So a page costs the same however many were ever decided.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from heapq import heappop, heappush
from itertools import chain
from threading import Lock
from zoneinfo import ZoneInfo

from include.ledger.kinds import EntryKind
from include.review import cases
from include.review.board import Board, board
from include.review.cases import Matter, Matters
from include.review.dossier import MatterRecord
from include.review.states import MatterState, state_of
from include.warehouse import published

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
UNDECIDED = frozenset({MatterState.WAITING, MatterState.CLAIMED})
BEGINNING = datetime.min.replace(tzinfo=UTC)
STEP_BACK = timedelta(minutes=1)
"""How far two callers' clocks may differ without the queue being computed from its beginning."""


@dataclass(frozen=True)
class Listed:
    """A matter in the queue, with its state and who has claimed it."""

    matter: Matter
    state: MatterState
    claimed_by: str


class Queue:
    """Every matter of a published copy with its state."""

    def __init__(self, matters: Matters) -> None:
        """Begin with matters that nobody has acted on, oldest first."""
        self.matters = matters
        self._lock = Lock()
        self._forget([])

    def _forget(self, read: list[tuple[str, str]]) -> None:
        """Begin again with a list of acts of which none was read."""
        self._read, self._count = read, 0
        self._at = BEGINNING
        self._listed: dict[int, Listed] = {}
        self._changes: list[tuple[datetime, int]] = []

    def follow(self, known: Board, at: datetime) -> "Queue":
        """Take in the acts that are new, and what time alone has changed by an instant."""
        with self._lock:
            if known.acted is not self._read or at < self._at - STEP_BACK:
                self._forget(known.acted)
            self._at = max(self._at, at)
            acts = self._read[self._count :]
            self._count += len(acts)
            known_places = self.matters.places
            places = {known_places[matter_id] for _, matter_id in acts if matter_id in known_places}
            while self._changes and self._changes[0][0] <= self._at:
                places.add(heappop(self._changes)[1])
            for place in places:
                self._place(place, known)
        return self

    def _place(self, place: int, known: Board) -> None:
        """Work out where one matter stands, and when time alone will change that."""
        found = self.matters[place]
        record = known.record(found.outlet_id, found.matter_id)
        self._listed[place] = Listed(found, state_of(record, self._at), record.claimed_by(self._at))
        if (later := changes_at(record, self._at)) is not None:
            heappush(self._changes, (later, place))

    @cached_property
    def _by_outlet(self) -> dict[str, list[int]]:
        """Where the matters of each outlet stand."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, outlet_id in enumerate(self.matters.column("outlet_id")):
            places[outlet_id].append(place)
        return dict(places)

    @cached_property
    def rules(self) -> dict[str, str]:
        """The rules that any matter is about, with their titles, by title."""
        titles = dict(zip(self.matters.column("rule_id"), self.matters.column("title_vi"), strict=True))
        return dict(sorted(titles.items(), key=lambda pair: pair[1]))

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every outlet that has a matter."""
        return dict(zip(self.matters.column("outlet_id"), self.matters.column("outlet_name"), strict=True))

    def at(self, place: int) -> Listed:
        """Return the matter at a place, with where it stands."""
        return self._listed.get(place) or Listed(self.matters[place], MatterState.WAITING, "")

    def of(self, matter_id: str) -> Listed | None:
        """Return a matter with where it stands; nothing when the copy has none of that id."""
        place = self.matters.places.get(matter_id)
        return None if place is None else self.at(place)

    def of_outlet(self, outlet_id: str) -> list[Listed]:
        """Return the matters of an outlet, oldest first."""
        return [self.at(place) for place in self._by_outlet.get(outlet_id, [])]

    def find(self, is_wanted: Callable[[MatterState], bool], wanted: Mapping[str, str]) -> Sequence[int]:
        """Return the places of matters in some states, oldest first.

        Args:
            is_wanted: Whether a state is asked for.
            wanted: Values of a matter's fields; an empty one asks for nothing.
        """
        places: Sequence[int] = range(len(self.matters))
        for name, value in wanted.items():
            if value:
                column = self.matters.column(name)
                places = [place for place in places if column[place] == value]
        states, listed, waits = frozenset(filter(is_wanted, MatterState)), self._listed, is_wanted(MatterState.WAITING)
        return [place for place in places if (waits if (one := listed.get(place)) is None else one.state in states)]

    def is_next(self, found: Matter) -> bool:
        """Return whether no older matter of its strength waits for somebody to claim it."""
        strengths = self.matters.column("strength")
        for place in self.matters.before(found.first_day):
            one = self._listed.get(place)
            if strengths[place] == found.strength and (one is None or one.state is MatterState.WAITING):
                return False
        return True

    def beside(self, matter_id: str, name: str) -> tuple[str, str]:
        """Return the matters before and after one that somebody may claim or has claimed; empty where there is none.

        After the last comes the first again, so that nothing that waits is passed over.
        """
        place = self.matters.places.get(matter_id, len(self.matters))
        after = chain(range(place + 1, len(self.matters)), range(place))
        earlier, later = self._free(reversed(range(place)), name), self._free(iter(after), name)
        return earlier, later

    def _free(self, places: Iterator[int], name: str) -> str:
        """Return the first matter that nobody has decided and nobody else has claimed."""
        for place in places:
            one = self._listed.get(place)
            if one is None or (one.state in UNDECIDED and one.claimed_by in ("", name)):
                return str(self.matters.column("matter_id")[place])
        return ""


def changes_at(record: MatterRecord, at: datetime) -> datetime | None:
    """Return the next instant at which time alone changes where a matter stands: a claim ends, the time to reply ends.

    Args:
        record: What the ledger holds of the matter.
        at: The present instant.
    """
    instants = []
    claimed = record.newest(EntryKind.MATTER_CLAIMED, EntryKind.MATTER_RELEASED)
    if claimed is not None and claimed.kind == EntryKind.MATTER_CLAIMED:
        instants.append(datetime.fromisoformat(claimed.payload["until"]))
    if (due := record.reply_due_on()) is not None and due < date.max:
        instants.append(datetime.combine(due + timedelta(days=1), time.min, ZONE))
    return min((instant for instant in instants if instant > at), default=None)


_MAKING = Lock()


@lru_cache(maxsize=2)
def _queue(build: str, known: Board) -> Queue:
    """Return the queue of a published copy; a copy never changes."""
    return Queue(cases.matters())


def queue(at: datetime, known: Board | None = None) -> Queue:
    """Return the queue of the current copy by an instant, made once however many ask for it."""
    followed = known or board()
    with _MAKING:
        found = _queue(str(published.current()), followed)
    return found.follow(followed, at)
