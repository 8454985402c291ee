"""Lists the outcome of each sitemap and each entry of a past interval, by the archive of the day."""

from collections.abc import Iterator
from dataclasses import dataclass

from include.archive.facts import Capture, Scope
from include.archive.index import DayIndex
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.past_items import PastItems
from include.ingestion.backfill.sitemap_walk import Sitemap
from include.ingestion.discovery import Item
from include.pages.canonical import article_address


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one address; a captured article carries its item, and its page is still to be read."""

    scope: Scope
    address: str
    outcome: str
    cause: HarvestCause | None = None
    detail: str | None = None
    capture: Capture | None = None
    item: Item | None = None


def sitemap_outcomes(past: PastItems, index: DayIndex) -> Iterator[Outcome]:
    """Yield the outcome of every known sitemap; those that can hold nothing of the intervals were not requested."""
    walk = past.walk
    for url, sitemap in walk.archived.items():
        capture = index.latest("backfill_listing", url)
        if sitemap.cause is not None:
            yield Outcome("backfill_listing", url, "failed", sitemap.cause, sitemap.detail, capture)
        else:
            yield Outcome("backfill_listing", url, "landed", None, _note(sitemap), capture)
    for url in walk.lacking:
        yield _missed("backfill_listing", url, url, index)
    for url, age in walk.skipped.items():
        yield Outcome("backfill_listing", url, "discarded", HarvestCause.OTHER_DAYS, f"What it holds is {age.value}.")
    for url in walk.strangers:
        yield Outcome("backfill_listing", url, "discarded", HarvestCause.OFF_DOMAIN)
    for url in walk.too_deep:
        yield Outcome("backfill_listing", url, "failed", HarvestCause.LIMIT_REACHED, "An index of indexes of indexes.")


def article_outcomes(past: PastItems, index: DayIndex, own: set[str], earlier: dict[str, Capture]) -> Iterator[Outcome]:
    """Yield the outcome of every entry of the intervals.

    Args:
        past: The entries.
        index: The day on which they were asked for.
        own: Addresses that the day's own listings name: their outcome is recorded with those.
        earlier: First captures of earlier days, by canonical address.
    """
    captured = {article_address(c.url): c for c in index.of_scope("backfill_article")}
    for item in past.items:
        address = item.address
        if item.cause is not None:
            yield Outcome("backfill_article", address, item.cause.outcome, item.cause)
        elif address in captured:
            yield Outcome("backfill_article", address, "landed", None, None, captured[address], item)
        elif address in own:
            yield Outcome(
                "backfill_article", address, "duplicate", HarvestCause.SAME_ADDRESS, "Listed that day itself."
            )
        elif address in earlier:
            yield Outcome(
                "backfill_article", address, "unchanged", HarvestCause.ALREADY_CAPTURED, None, earlier[address]
            )
        else:
            yield _missed("backfill_article", address, item.url, index)


def _missed(scope: Scope, address: str, url: str, index: DayIndex) -> Outcome:
    """Return why something is not archived: refused, unavailable, or left for a further run."""
    missed = index.misses.get((scope, url))
    if missed is None:
        return Outcome(scope, address, "failed", HarvestCause.LEFT_OVER)
    cause = HarvestCause(missed.cause)
    return Outcome(scope, address, cause.outcome, cause, missed.detail)


def _note(sitemap: Sitemap) -> str | None:
    """Return what an operator should know of a sitemap that was read."""
    said = [
        sitemap.detail,
        f"{sitemap.of_other_days} entries are of other days." if sitemap.of_other_days else "",
        f"{sitemap.undated} entries have no date." if sitemap.undated else "",
    ]
    return " ".join(filter(None, said)) or None
