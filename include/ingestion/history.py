"""Tracks an outlet's earlier articles, and selects those to be asked for again on a day.

Pages change and vanish. Each article is asked again some days after its first capture (``recheck_after_days``); one
that was gone is asked once more a day later, since one answer alone proves no absence. The first recheck comes at least
a day after the first capture, so that both together are two captures 24 hours apart.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import zip_longest

from include.archive.facts import ARTICLE_SCOPES, Capture, Fact, Miss
from include.archive.index import DayIndex, archived_days, read_index
from include.pages.canonical import article_address
from include.settings import settings

GONE = (404, 410)
GRACE_DAYS = 3  # a recheck that was missed is made up within these days, then dropped
CONFIRMED_AFTER = timedelta(hours=24)


@dataclass(slots=True)
class Earlier:
    """One article captured on an earlier day.

    Attributes:
        first: Its first capture.
        latest: The last answer that held a page.
        checked_on: The last day on which asking again had an answer, or the day of the first capture.
        gone_at: The instants of the last answers in a row that said it is gone.
    """

    first: Capture
    latest: Capture
    checked_on: date
    gone_at: list[datetime] = field(default_factory=list)

    @property
    def is_seen_once(self) -> bool:
        """Whether no recheck was answered yet, so that what the page lacks was seen missing once at most."""
        return self.checked_on == self.first.day

    def is_a_day_old(self, instant: datetime) -> bool:
        """Return whether a capture at an instant comes so long after the first that both may prove an absence."""
        return instant - self.first.captured_at >= CONFIRMED_AFTER

    def add(self, fact: Fact, day: date) -> None:
        """Add the outcome of a recheck; one without an answer changes nothing."""
        if isinstance(fact, Miss):
            return
        self.checked_on = day
        if isinstance(fact, Capture) and fact.http_status in GONE:
            self.gone_at.append(fact.captured_at)
            return
        self.gone_at.clear()
        if isinstance(fact, Capture):
            self.latest = fact

    def may_be_early(self, instant: datetime) -> bool:
        """Return whether the article may be rechecked early without losing its second capture a day later."""
        return self.is_a_day_old(instant) and len(self.gone_at) != 1

    def is_due(self, day: date, instant: datetime, steps: Iterable[int]) -> bool:
        """Return whether the article is to be asked again on a day, at an instant."""
        if len(self.gone_at) == 1:
            return instant - self.gone_at[0] >= CONFIRMED_AFTER
        age = (day - self.first.day).days
        step = max((step for step in steps if step <= age), default=None)
        if step is None or age - step > GRACE_DAYS or not self.is_a_day_old(instant):
            return False
        return self.checked_on < self.first.day + timedelta(days=step)


class History:
    """The earlier articles of one outlet by canonical address, added day by day in ascending order.

    Attributes:
        first_captures: Each article's first capture, of those too that were erased.
    """

    def __init__(self) -> None:
        """Start without any article."""
        self.first_captures: dict[str, Capture] = {}
        self._articles: dict[str, Earlier] = {}

    def get(self, address: str) -> Earlier | None:
        """Return what is known of an address, or None."""
        return self._articles.get(address)

    def add(self, index: DayIndex, day: date) -> None:
        """Add one day: its articles, and the outcomes of rechecks; erased articles count as captured."""
        add_captures(self.first_captures, index)
        for capture in index.of_scope(*ARTICLE_SCOPES):
            known = self._articles.setdefault(article_address(capture.url), Earlier(capture, capture, capture.day))
            known.latest = capture
        for (scope, url), facts in index.asked.items():
            known_before = self._articles.get(article_address(url)) if scope == "recheck" else None
            if known_before is not None:
                known_before.add(facts[-1], day)

    def due(self, day: date, instant: datetime) -> list[Earlier]:
        """Return the articles to be asked again on a day, the most important ones first.

        Where none is due, one article that is still followed is chosen at random, so that no day is without a recheck;
        none of the last 24 hours, nor one seen gone since, which would lose their second capture.
        """
        steps = settings().recheck_after_days
        oldest = day - timedelta(days=max(steps))
        known_ones = self._articles.values()
        due = [known for known in known_ones if known.is_due(day, instant, steps)]
        due = (
            due
            or sorted(
                (known for known in known_ones if known.first.day >= oldest and known.may_be_early(instant)),
                key=lambda known: _shuffle_key(day, known.first.url),
            )[:1]
        )
        return _by_priority(sorted(due, key=lambda known: _shuffle_key(day, known.first.url)))


def history_before(outlet_id: str, day: date) -> History:
    """Return what the archive knows of an outlet's articles of the days before a day."""
    history = History()
    for earlier in archived_days(outlet_id):
        if earlier < day:
            history.add(read_index(outlet_id, earlier), earlier)
    return history


def days_with_history(outlet_id: str, days: Iterable[date]) -> Iterator[tuple[date, History]]:
    """Yield days in ascending order, each with what is known before it; a day's own facts are read once it is done."""
    earlier: date | None = None
    history = History()
    for day in sorted(set(days)):
        if earlier is None or (day - earlier).days > 1:
            history = history_before(outlet_id, day)
        yield day, history
        history.add(read_index(outlet_id, day), day)
        earlier = day


def first_captures(outlet_id: str, day: date) -> dict[str, Capture]:
    """Return the articles captured before a day by canonical address, each with its first capture."""
    found: dict[str, Capture] = {}
    for earlier in archived_days(outlet_id):
        if earlier < day:
            add_captures(found, read_index(outlet_id, earlier))
    return found


def add_captures(found: dict[str, Capture], index: DayIndex) -> None:
    """Add the articles captured on one day; what was erased counts as captured, so that it is never fetched again."""
    erased = [capture for capture in index.withdrawn if capture.scope in ARTICLE_SCOPES]
    for capture in [*index.of_scope(*ARTICLE_SCOPES), *erased]:
        found.setdefault(article_address(capture.url), capture)


def _by_priority(shuffled: list[Earlier]) -> list[Earlier]:
    """Order shuffled articles: those seen gone once; then first rechecks, youngest first, alternating with later ones.

    Of first rechecks, those of articles of a past interval come last: they may be many, and delay no second capture.
    """
    gone = [known for known in shuffled if len(known.gone_at) == 1]
    rest = [known for known in shuffled if len(known.gone_at) != 1]
    first = sorted((known for known in rest if known.is_seen_once), key=_freshness, reverse=True)
    later = [known for known in rest if not known.is_seen_once]
    return [*gone, *(known for pair in zip_longest(first, later) for known in pair if known is not None)]


def _freshness(known: Earlier) -> tuple[bool, date]:
    """Return what first rechecks are ordered by, the last one first."""
    return known.first.scope != "backfill_article", known.first.day


def _shuffle_key(day: date, url: str) -> str:
    """Return a pseudo-random key for an address on a day, the same on every computer."""
    return hashlib.sha256(f"{day.isoformat()}|{url}".encode()).hexdigest()
