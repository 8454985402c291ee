"""Closes days: fetches what is missing, archives it, and lands each outlet's day from the archive."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from include.archive.index import read_index
from include.archive.retention import has_passed
from include.archive.writer import open_day
from include.errors import PressError
from include.fetching.access import open_fetcher
from include.fetching.fetch import Fetcher, utc_now
from include.fetching.robots import Robots
from include.ingestion.collect import Collector, standing_of
from include.ingestion.history import History, history_before
from include.ingestion.land import land_day
from include.ingestion.recheck import recheck
from include.outlets import registry
from include.outlets.profile import Profile

logger = logging.getLogger(__name__)
WAIT_FOR_WRITER_SECONDS = 120.0
COUNTED = (
    "outlets", "days", "requests", "captures", "discovered", "landed", "unchanged", "duplicate", "discarded", "failed",
    "backfilled", "listings_failed", "home_pages_failed",
)  # fmt: skip


def close_days(outlet_ids: list[str], days: list[date], *, now: Callable[[], datetime] = utc_now) -> dict[str, int]:
    """Collect and land every outlet's days in ascending order; what the archive holds is not fetched again.

    Args:
        outlet_ids: Outlets to close.
        days: Local days.
        now: What tells the present instant.

    Returns:
        Counts of article outcomes, requests, outlets and days.

    Raises:
        PressError: An outlet's own files could not be used (busy, damaged); raised after all others are done.
    """
    profiles = [registry.profile(outlet_id) for outlet_id in outlet_ids]
    counts: Counter[str] = Counter(outlets=len(profiles), days=len(set(days)))
    failures: list[PressError | OSError] = []
    for profile in profiles:
        try:
            counts.update(_close_outlet(profile, sorted(set(days)), now))
        except (PressError, OSError) as error:
            logger.exception("%s could not be closed", profile.outlet_id)
            failures.append(error)
    logger.info("harvest: %s", ", ".join(f"{name} {counts[name]}" for name in COUNTED))
    if failures:
        raise failures[0]
    return {name: counts[name] for name in COUNTED}


def _close_outlet(profile: Profile, days: list[date], now: Callable[[], datetime]) -> Counter[str]:
    """Close one outlet's days with one fetcher, whose connections are kept."""
    fetcher = open_fetcher(profile, now)
    robots = Robots(fetcher)
    counts: Counter[str] = Counter()
    try:
        for earlier, day in zip([None, *days], days, strict=False):
            if earlier is None or (day - earlier).days > 1:
                history = history_before(profile.outlet_id, day)
            if has_passed(profile.outlet_id, day):
                logger.warning("%s on %s: past its retention; its landing is kept", profile.outlet_id, day)
            else:
                _collect_day(profile, day, fetcher, robots, history)
                counts.update(land_day(profile, day, history))
            history.learn(read_index(profile.outlet_id, day), day)
    finally:
        fetcher.close()
    counts["requests"] = fetcher.requests
    return counts


def _collect_day(profile: Profile, day: date, fetcher: Fetcher, robots: Robots, history: History) -> None:
    """Fetch into the archive what one outlet's day lacks."""
    fetcher.forgive()
    with open_day(profile.outlet_id, day, WAIT_FOR_WRITER_SECONDS) as writer:
        standing = standing_of(profile, day, fetcher.now())
        collector = Collector(profile, fetcher, robots, writer, standing, set(history.held))
        collector.collect()
        recheck(collector, history)
