"""Counts the articles that an outlet, or all of them, landed on the days before: the measure of an ordinary day."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from statistics import median

from include.landing import store
from include.landing.store import Partition


@lru_cache(maxsize=200_000)
def _rows_of(partition: Partition) -> int:
    """Return the number of rows of a partition; its version keeps the answer fresh."""
    return partition.count()


def landed_counts(day: date) -> dict[str, int]:
    """Return the number of landed article rows of a day by outlet, without those of past intervals, from footers."""
    landed, backfilled = (store.retried(_counts, name, day) for name in ("articles", "article_backfills"))
    return {outlet_id: count - backfilled.get(outlet_id, 0) for outlet_id, count in landed.items()}


def backfilled(day: date) -> frozenset[str]:
    """Return the captures of a day's articles of past intervals: they say nothing of how much the day itself gave."""
    return frozenset(store.read("article_backfills", [day], columns=["capture_id"])["capture_id"].to_pylist())


def _counts(name: str, day: date) -> dict[str, int]:
    """Return the number of rows of a table's partitions of a day."""
    return {found.part: _rows_of(found) for found in store.partitions(name, [day])}


class History:
    """Landed counts of the days before a day, within a fixed stretch."""

    def __init__(self, day: date, history_days: int, needed: int) -> None:
        """Read the counts of the stretch that ends the day before."""
        landed = (landed_counts(day - timedelta(days=back)) for back in range(1, history_days + 1))
        self._days = [counts for counts in landed if counts]
        self._needed = needed

    def ordinary(self, outlet_id: str | None = None) -> float | None:
        """Return the median count of an outlet, or of all, or nothing while too few days are known."""
        if outlet_id is None:
            return self._median(sum(counts.values()) for counts in self._days)
        return self._median(counts[outlet_id] for counts in self._days if outlet_id in counts)

    def _median(self, counts: Iterable[int]) -> float | None:
        """Return the median of enough counts, else nothing."""
        known = list(counts)
        return float(median(known)) if len(known) >= self._needed else None
