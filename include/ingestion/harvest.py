"""Closes days: fetches what is missing, archives it, and lands each outlet's day from the archive."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime

from structlog.contextvars import bound_contextvars

from include.archive.retention import has_passed
from include.archive.writer import open_day
from include.fetching.access import open_fetcher
from include.fetching.fetch import Fetcher, utc_now
from include.fetching.robots import Robots
from include.ingestion.collect import Collector, mode_of
from include.ingestion.history import History, days_with_history
from include.ingestion.land import land_day
from include.ingestion.outlet_loop import for_each_outlet
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
        now: The clock.

    Returns:
        Counts of article outcomes, requests, outlets and days.

    Raises:
        UnfinishedError: Something of ours broke for some outlets (archive busy or damaged, a bug); all others are done.
    """
    profiles = [registry.profile(outlet_id) for outlet_id in outlet_ids]
    counts = for_each_outlet(
        profiles, lambda profile, fetcher: _close_outlet(profile, fetcher, days), lambda p: open_fetcher(p, now)
    )
    counts["days"] = len(set(days))
    logger.info("harvest: %s", ", ".join(f"{name} {counts[name]}" for name in COUNTED))
    return {name: counts[name] for name in COUNTED}


def _close_outlet(profile: Profile, fetcher: Fetcher, days: Iterable[date]) -> Counter[str]:
    """Close one outlet's days with one fetcher, whose connections are kept."""
    robots = Robots(fetcher)
    counts: Counter[str] = Counter()
    for day, history in days_with_history(profile.outlet_id, days):
        with bound_contextvars(outlet_id=profile.outlet_id, day=day.isoformat()):
            if has_passed(profile.outlet_id, day):
                logger.warning("%s on %s: past its retention; its landing is kept", profile.outlet_id, day)
            else:
                _collect_day(profile, day, fetcher, robots, history)
                landed = land_day(profile, day, history)
                logger.info("%s on %s: %d of %d landed", profile.outlet_id, day, landed["landed"], landed["discovered"])
                counts.update(landed)
    return counts


def _collect_day(profile: Profile, day: date, fetcher: Fetcher, robots: Robots, history: History) -> None:
    """Fetch into the archive what one outlet's day lacks."""
    fetcher.reset()
    with open_day(profile.outlet_id, day, WAIT_FOR_WRITER_SECONDS) as writer:
        mode = mode_of(profile, day, fetcher.now())
        collector = Collector(profile, fetcher, robots, writer, mode, set(history.first_captures))
        collector.collect()
        recheck(collector, history)
