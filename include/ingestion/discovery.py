"""What an outlet's listings of one day name, read from the archive: the same for collecting and for landing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from include.archive.facts import Capture
from include.archive.index import DayIndex
from include.archive.reader import read
from include.errors import ArchiveError, ReadingError
from include.fetching.causes import HarvestCause
from include.outlets.profile import Profile
from include.pages.canonical import article_address, canonical
from include.pages.listings.listing import Entry, Listing, Nested
from include.pages.listings.parse import parse_listing
from include.periods.days import day_start

EMPTY = Entry()
TAKEN_UP = "taken_up"
FIRST_SIGHT_DAYS = 31  # an entry dated earlier is an old listing's tail, not a discovery


@dataclass(frozen=True, slots=True)
class Item:
    """One distinct entry of a day's listings.

    ``address`` names its harvest row; ``cause`` is set when it is not to be collected.
    """

    address: str
    url: str
    entry: Entry
    origin: str
    cause: HarvestCause | None = None


@dataclass(slots=True)
class Discovery:
    """Everything the listings of a day name.

    Attributes:
        items: Distinct entries, in the order of the listings.
        nested: Listings that other listings point to, those that changed last first: an index may name decades.
        old_nested: Those of them that changed long before the day.
        troubles: What was wrong with a listing that was captured, by its address.
        notes: What an operator should know of a listing, by its address.
        older: How many entries of a listing were left as dated long before the day, by its address.
    """

    items: list[Item] = field(default_factory=list)
    nested: list[str] = field(default_factory=list)
    old_nested: set[str] = field(default_factory=set)
    troubles: dict[str, tuple[HarvestCause, str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    older: dict[str, int] = field(default_factory=dict)

    def wanted(self) -> Iterator[Item]:
        """Yield the items that are to be collected."""
        return (item for item in self.items if item.cause is None)


def declared_listings(profile: Profile) -> list[str]:
    """Return the listings of a profile, in its order."""
    return [*profile.feeds, *profile.sitemaps, *profile.list_pages]


def discover(profile: Profile, index: DayIndex, day: date) -> Discovery:
    """Return what the archived listings of a day name."""
    found = Discovery()
    entries: dict[str, tuple[Entry, str]] = {}  # by address as listed, first sight first
    nested: dict[str, Nested] = {}
    for capture in _in_order(profile, index):
        listing = _read_listing(profile, capture, found)
        if listing is None:
            continue
        old = 0
        for number, entry in enumerate(listing.entries):
            if entry == EMPTY:
                continue
            if _is_old(entry, day):
                old += 1
                continue
            key = entry.url or f"{capture.url}#item-{number}"
            known = entries.get(key)
            entries[key] = (merge(known[0], entry), known[1]) if known else (entry, listing.kind)
        nested |= {further.url: further for further in listing.nested if further.url not in nested}
        if old:
            found.older[capture.url] = old
    found.nested = [further.url for further in sorted(nested.values(), key=_newest_first)]
    found.old_nested = {further.url for further in nested.values() if _is_long_unchanged(further, day)}
    found.items = itemise(profile, entries)
    found.items += _taken_up(index, {item.address for item in found.items})
    return found


def _newest_first(further: Nested) -> tuple[bool, float]:
    """Return what puts listings in order: those that changed last first, those without a date as they are named."""
    return (further.changed is None, -further.changed.instant.timestamp() if further.changed else 0.0)


def _is_long_unchanged(further: Nested, day: date) -> bool:
    """Return whether a listing says that nothing of the day can be in it."""
    return further.changed is not None and further.changed.latest < day_start(day - timedelta(days=FIRST_SIGHT_DAYS))


def _taken_up(index: DayIndex, listed: set[str]) -> Iterator[Item]:
    """Yield the articles that were asked though no listing of the day names them: limits of earlier days left them."""
    for scope, url in index.asked:
        address = article_address(url) if scope == "article" else ""
        if address and address not in listed:
            listed.add(address)
            yield Item(address, url, Entry(url=url), TAKEN_UP)


def _in_order(profile: Profile, index: DayIndex) -> list[Capture]:
    """Return the listing captures: those of the profile first, in its order, each by time."""
    rank = {address: number for number, address in enumerate(declared_listings(profile))}
    return sorted(index.of_scope("listing"), key=lambda c: (rank.get(c.url, len(rank)), c.url, c.captured_at))


def _read_listing(profile: Profile, capture: Capture, found: Discovery) -> Listing | None:
    """Return a captured listing, or note why it cannot be read."""
    try:
        selector = profile.list_page_links if capture.url in profile.list_pages else ""
        body, seen_at = read(capture).body, capture.captured_at
        listing = parse_listing(body, capture.final_url, capture.content_type, selector, seen_at=seen_at)
    except ArchiveError as error:
        found.troubles[capture.url] = (HarvestCause.ARCHIVE_DAMAGED, str(error))
        return None
    except ReadingError as error:
        found.troubles[capture.url] = (HarvestCause.READING_FAILED, str(error))
        return None
    if listing.cause and not listing.entries and not listing.nested:
        found.troubles[capture.url] = (HarvestCause.LISTING_UNREADABLE, listing.cause)
        return None
    found.troubles.pop(capture.url, None)
    if listing.cause:
        found.notes[capture.url] = listing.cause
    return listing


def _is_old(entry: Entry, day: date) -> bool:
    """Return whether an entry is dated so long before the day that it is no discovery."""
    dated = entry.updated_at or entry.published_at
    return dated is not None and dated < day_start(day - timedelta(days=FIRST_SIGHT_DAYS))


def merge(first: Entry, later: Entry) -> Entry:
    """Return the first sight of an entry, completed by a later one."""
    missing = {name: getattr(later, name) for name in Entry.__dataclass_fields__ if getattr(first, name) is None}
    return replace(first, **missing)


def itemise(profile: Profile, entries: dict[str, tuple[Entry, str]]) -> list[Item]:
    """Give each distinct entry its address, and the cause for which it is not collected."""
    items: list[Item] = []
    seen: dict[str, int] = {}
    for key, (entry, origin) in entries.items():
        address = canonical(entry.url) if entry.url else None
        if address is None:
            items.append(Item(key, entry.url or "", entry, origin, HarvestCause.NO_ADDRESS))
            continue
        seen[address] = seen.get(address, 0) + 1
        cause = None if profile.owns(address) else HarvestCause.OFF_DOMAIN
        if seen[address] > 1:
            items.append(Item(f"{address}#{seen[address]}", entry.url or "", entry, origin, HarvestCause.SAME_ADDRESS))
        else:
            items.append(Item(address, entry.url or "", entry, origin, cause))
    return items
