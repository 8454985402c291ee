"""Walks through an outlet's archived sitemaps, from those of its profile to those that indexes point to."""

from dataclasses import dataclass, field
from datetime import date

from include.archive.facts import Capture, Interval
from include.archive.index import DayIndex
from include.archive.reader import read
from include.errors import ArchiveError, ReadingError
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.ages import Age, age_of
from include.outlets.profile import Profile
from include.pages.listings.listing import Entry, Listing, Nested
from include.pages.listings.parse import parse_listing
from include.periods.days import local_day

UNDATED_NAMED = 1_000  # of one sitemap; where there are more, the sitemap's own row has their number
DEEPEST = 3  # levels of indexes; the protocol defines one


@dataclass(slots=True)
class Sitemap:
    """What one archived sitemap holds of the intervals; of other days only their number and the oldest.

    ``cause`` says why it could not be read.
    """

    entries: list[Entry] = field(default_factory=list)
    undated: int = 0
    of_other_days: int = 0
    oldest: date | None = None
    nested: tuple[Nested, ...] = ()
    cause: HarvestCause | None = None
    detail: str = ""


@dataclass(slots=True)
class SitemapWalk:
    """What is known of an outlet's sitemaps as archived on one day; each answer is read once.

    Attributes:
        profile: The outlet.
        intervals: Past intervals that are asked for.
        archived: Archived sitemaps by address, in the order in which they are found.
        lacking: Addresses that may hold entries of an interval and are not archived.
        skipped: Addresses that cannot hold any, with the age of each.
        strangers: Addresses on no domain of the outlet.
        too_deep: Addresses below ``DEEPEST`` levels of indexes.
    """

    profile: Profile
    intervals: list[Interval]
    archived: dict[str, Sitemap] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    skipped: dict[str, Age] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    too_deep: list[str] = field(default_factory=list)

    def walk(self, index: DayIndex) -> None:
        """Read everything that is archived by now, level by level."""
        self.lacking.clear()
        level = [Nested(url) for url in self.profile.sitemaps]
        seen: set[str] = set()
        for _ in range(DEEPEST):
            further: list[Nested] = []
            for sitemap in level:
                if sitemap.url not in seen:
                    seen.add(sitemap.url)
                    further += self._classify(sitemap, index)
            level = further
        self.too_deep = list(dict.fromkeys(sitemap.url for sitemap in level if sitemap.url not in seen))

    def _classify(self, sitemap: Nested, index: DayIndex) -> tuple[Nested, ...]:
        """Sort one sitemap into the lists and return those it points to."""
        url = sitemap.url
        if url in self.archived:
            return self.archived[url].nested
        if not self.profile.owns(url):
            self.strangers += [] if url in self.strangers else [url]
            return ()
        ages = [age_of(sitemap, interval) for interval in self.intervals]
        if url not in self.profile.sitemaps and Age.MAY_HOLD not in ages:
            self.skipped[url] = Age.OLDER if Age.OLDER in ages else Age.YOUNGER
            return ()
        capture = index.latest("backfill_listing", url)
        if capture is None:
            self.lacking.append(url)
            return ()
        self.archived[url] = read_sitemap(capture, self.intervals)
        return self.archived[url].nested


def read_sitemap(capture: Capture, intervals: list[Interval]) -> Sitemap:
    """Return what an archived sitemap holds of intervals, or why it cannot be read."""
    try:
        listing = parse_listing(read(capture).body, capture.final_url, capture.content_type)
    except ArchiveError as error:
        return Sitemap(cause=HarvestCause.ARCHIVE_DAMAGED, detail=str(error))
    except ReadingError as error:
        return Sitemap(cause=HarvestCause.READING_FAILED, detail=str(error))
    if listing.kind not in ("sitemap", "sitemap_index"):
        return Sitemap(
            cause=HarvestCause.LISTING_UNREADABLE, detail=listing.cause or f"It is not a sitemap: {listing.kind}."
        )
    return _sifted(listing, intervals)


def _sifted(listing: Listing, intervals: list[Interval]) -> Sitemap:
    """Keep the entries of the intervals and up to ``UNDATED_NAMED`` without a date; count the others."""
    found = Sitemap(nested=listing.nested, detail=listing.cause)
    for entry in listing.entries:
        day = day_of(entry)
        if day is None:
            found.undated += 1
            found.entries += [entry] if found.undated <= UNDATED_NAMED else []
            continue
        found.oldest = min(day, found.oldest or day)
        if any(interval.contains(day) for interval in intervals):
            found.entries.append(entry)
        else:
            found.of_other_days += 1
    return found


def day_of(entry: Entry) -> date | None:
    """Return the local day that a sitemap gives an entry: of publication, or else of its last change."""
    dated = entry.published_at or entry.updated_at
    return local_day(dated) if dated else None
