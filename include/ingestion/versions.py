"""Reads the outcomes of rechecks: an earlier article is unchanged, changed, replaced, gone, or unavailable."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from include.archive.facts import Capture, Fact, Miss, Scope, Unchanged
from include.archive.index import DayIndex, read_index
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.past_items import archived_items
from include.ingestion.discovery import Item, discover
from include.ingestion.history import GONE, Earlier, History
from include.ingestion.reading import ReadPage, Row, read_article
from include.ingestion.revisions import changed_fields, revision
from include.observing.observation import Observation
from include.outlets.profile import Profile
from include.pages.canonical import article_address
from include.pages.listings.listing import Entry
from include.periods.days import local_day

SAME_WORDS = 0.3  # of an article's distinct words; a page of the site that is another one shares fewer


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The outcome of one recheck; a further version comes with its page and what changed.

    Attributes:
        capture: The capture that shows it; for a page of equal bytes, the earlier one.
        seen_at: The instant at which the article's page was provably seen again.
        observations: What was looked for on a page whose article is as it was.
    """

    address: str
    outcome: str
    cause: HarvestCause | None = None
    detail: str | None = None
    capture: Capture | None = None
    page: ReadPage | None = None
    revision: Row | None = None
    seen_at: datetime | None = None
    observations: tuple[Row, ...] = ()


class VersionReader:
    """Reads, from the archive alone, what each answer of a day says of an earlier article.

    Args:
        profile: The outlet.
        history: What was known before the day.
        names: Names of outlets that others credit.
    """

    def __init__(self, profile: Profile, history: History, names: frozenset[str]) -> None:
        """Keep the arguments; nothing is read yet."""
        self._profile = profile
        self._history = history
        self._names = names
        self._items: dict[tuple[date, Scope], dict[str, Item]] = {}

    def read(self, index: DayIndex) -> Iterator[Rechecked]:
        """Yield the outcome of each recheck of a day."""
        for (scope, url), facts in index.asked.items():
            if scope == "recheck":
                yield self._rechecked(article_address(url), facts[-1])

    def _rechecked(self, address: str, fact: Fact) -> Rechecked:
        """Return what one answer says."""
        known = self._history.get(address)
        if isinstance(fact, Miss):
            cause = HarvestCause(fact.cause)
            return Rechecked(address, cause.outcome, cause, fact.detail)
        if not isinstance(fact, Capture):
            earlier = known.latest if known else None
            seen_at = _seen_at(fact) if earlier else None
            return Rechecked(address, "unchanged", HarvestCause.ALREADY_CAPTURED, None, earlier, seen_at=seen_at)
        if fact.http_status in GONE:
            cause = HarvestCause.GONE if fact.http_status == 410 else HarvestCause.NOT_FOUND
            return Rechecked(address, "failed", cause, f"Answered {fact.http_status}.", fact)
        if known is None:
            return Rechecked(address, "failed", HarvestCause.NEVER_ASKED, "No earlier page is known.", fact)
        return self._compared(address, fact, known)

    def _compared(self, address: str, capture: Capture, known: Earlier) -> Rechecked:
        """Return whether a page of other bytes is a version of the article, the same article, or another page."""
        item = self._item(address, known.first)
        observed = self._observed(capture, item)  # once: nearly every page is the article, and is looked at then
        page = observed if observed.article else self._page(capture, item)
        if page.article is None:
            return Rechecked(address, "failed", page.cause, page.detail, capture)
        original = self._page(known.first, item).article
        latest = original if known.latest == known.first else self._page(known.latest, item).article
        is_same = original is not None and is_same_article(original, page.article)
        if latest and not changed_fields(latest, page.article):
            return _seen_again(address, capture, observed) if is_same else _unchanged(address, capture)
        if original and not is_same:
            return Rechecked(address, "failed", HarvestCause.REPLACED, f"Shows {capture.final_url}.", capture)
        changed = revision(latest, page.article, known.latest, capture) if latest else None
        return Rechecked(address, "landed", None, None, capture, observed, changed, capture.captured_at)

    def _observed(self, capture: Capture, item: Item) -> ReadPage:
        """Read a capture as an article of its own, with what is looked for on it."""
        return read_article(replace(capture, scope="article"), item, self._profile, self._names)

    def _page(self, capture: Capture, item: Item) -> ReadPage:
        """Read a capture as the article it was listed as, for its text alone."""
        return read_article(capture, item, self._profile, is_observed=False)

    def _item(self, address: str, first: Capture) -> Item:
        """Return how the article was listed on the day of its first capture: pages do not say everything."""
        known = first.day, first.scope
        if known not in self._items:
            index = read_index(first.outlet_id, first.day)
            is_past = first.scope == "backfill_article"
            found = archived_items(self._profile, index) if is_past else discover(self._profile, index, first.day)
            self._items[known] = {item.address: item for item in found.items}
        unlisted = Item(address, first.url, Entry(url=first.url), "recheck")
        return self._items[known].get(address, unlisted)


def _seen_again(address: str, capture: Capture, page: ReadPage) -> Rechecked:
    """Return a second capture at an article that is as it was: what surrounds its text may have changed."""
    if page.article is None:
        return _unchanged(address, capture)
    has_byline = page.article["has_byline"]
    rows = [
        {**row, "is_present": row["is_present"] or (has_byline and row["observation"] == Observation.CREDITED_AUTHOR)}
        for row in page.observations
    ]
    return replace(_unchanged(address, capture), seen_at=capture.captured_at, observations=tuple(rows))


def _unchanged(address: str, capture: Capture) -> Rechecked:
    """Return the outcome of an article that has not changed."""
    return Rechecked(address, "unchanged", HarvestCause.ALREADY_CAPTURED, None, capture)


def _seen_at(fact: Fact) -> datetime | None:
    """Return when a page of equal bytes was seen; a mere "not modified", or an unknown instant, proves nothing."""
    if not isinstance(fact, Unchanged) or not fact.is_whole:
        return None
    instant = fact.captured_at or fact.fetched_at
    return instant if local_day(instant) == fact.day else None


def is_same_article(first: dict[str, Any], later: dict[str, Any]) -> bool:
    """Return whether a later page still is the article: the same id, and the same title or enough of the same words."""
    if first["article_id"] != later["article_id"]:
        return False
    if first["title"] and first["title"] == later["title"]:
        return True
    words = _words(first)
    return not words or len(words & _words(later)) / len(words) >= SAME_WORDS


def _words(article: dict[str, Any]) -> set[str]:
    """Return the distinct words of an article."""
    return set(re.findall(r"\w+", f"{article['title'] or ''} {article['text']}".casefold()))
