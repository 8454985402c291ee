"""Lists the articles of past intervals that an outlet's archived sitemaps name, for asking and for landing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from include.archive.facts import Interval
from include.archive.index import DayIndex
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.sitemap_walk import SitemapWalk, day_of
from include.ingestion.discovery import Item, itemise, merge
from include.outlets.profile import Profile
from include.pages.listings.listing import Entry


@dataclass(slots=True)
class PastItems:
    """Distinct entries of past intervals.

    Attributes:
        walk: The sitemaps they come from.
        items: In the order of the sitemaps; an entry without a date has its cause and is not collected.
        named_by: The sitemap that names an entry first, by the entry's address as listed.
    """

    walk: SitemapWalk
    items: list[Item] = field(default_factory=list)
    named_by: dict[str, str] = field(default_factory=dict)

    def wanted(self) -> Iterator[Item]:
        """Yield the items that are to be collected."""
        return (item for item in self.items if item.cause is None)


def past_items(walk: SitemapWalk) -> PastItems:
    """Return what the sitemaps of a walk name of its intervals."""
    found = PastItems(walk)
    entries: dict[str, tuple[Entry, str]] = {}
    for url, sitemap in walk.archived.items():
        for number, entry in enumerate(sitemap.entries):
            key = entry.url or f"{url}#item-{number}"
            known = entries.get(key)
            entries[key] = (merge(known[0], entry) if known else entry, "sitemap")
            found.named_by.setdefault(key, url)
    items = itemise(walk.profile, entries)
    found.items = [replace(i, cause=HarvestCause.UNDATED) if i.cause is None and _is_undated(i) else i for i in items]
    return found


def archived_items(profile: Profile, index: DayIndex, intervals: list[Interval] | None = None) -> PastItems:
    """Return what the archive of a day holds of the past intervals asked for on it, or of some of them."""
    walk = SitemapWalk(profile, index.intervals if intervals is None else intervals)
    if walk.intervals:
        walk.walk(index)
    return past_items(walk)


def _is_undated(item: Item) -> bool:
    """Return whether no sitemap gives an entry a date."""
    return day_of(item.entry) is None


def backfill_row(article: dict[str, Any], item: Item, past: PastItems) -> dict[str, Any]:
    """Return the row of ``article_backfills``: which sitemap named a landed article of a past interval."""
    return {
        "capture_id": article["capture_id"],
        "article_id": article["article_id"],
        "outlet_id": article["outlet_id"],
        "sitemap": past.named_by[item.url],
        "listed_on": day_of(item.entry),
        "day": article["day"],
    }
