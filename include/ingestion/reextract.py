"""Makes landings again from the archive alone, without the network."""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pyarrow.compute as pc

from include.archive.index import archived_days
from include.archive.retention import has_passed
from include.ingestion.history import days_with_history
from include.ingestion.land import land_day
from include.landing import store
from include.outlets import registry
from include.pages.version import EXTRACTOR_VERSION

logger = logging.getLogger(__name__)


def days_read_earlier() -> list[date]:
    """Return the days of which a landed article or observation was read by an earlier version than today's."""
    found = set()
    for name in ("articles", "observations"):
        for day in store.days(name):
            versions = store.read(name, [day], columns=["extractor_version"])["extractor_version"]
            oldest = pc.min(pc.fill_null(versions, 0)).as_py()
            if oldest is not None and oldest < EXTRACTOR_VERSION:
                found.add(day)
    return sorted(found)


def reextract_days(days: Iterable[date] | None = None, outlet_ids: Iterable[str] | None = None) -> dict[str, int]:
    """Replace the landing of days by what the archive gives, and return the counts of their outcomes.

    A day that has passed its retention cannot be made again, and a day of which nothing was archived has nothing to be
    read: the landing of both is kept as it is, which is counted.

    Args:
        days: Local days; None for every day the archive holds.
        outlet_ids: Outlets; None for all that are followed.
    """
    wanted = None if days is None else set(days)
    ids = [profile.outlet_id for profile in registry.followed()] if outlet_ids is None else list(outlet_ids)
    counts: Counter[str] = Counter()
    for outlet_id in ids:
        profile = registry.profile(outlet_id)
        archived = set(archived_days(outlet_id))
        if wanted is not None and (empty := len(wanted - archived)):
            counts["nothing_archived"] += empty
        for day, history in days_with_history(outlet_id, archived if wanted is None else wanted & archived):
            if has_passed(outlet_id, day):
                logger.warning("%s on %s: its bytes have passed retention; its landing is kept", outlet_id, day)
                counts["past_retention"] += 1
            else:
                counts.update(land_day(profile, day, history))
                counts["outlet_days"] += 1
    logger.info("re-extraction: %s", ", ".join(f"{name} {number}" for name, number in sorted(counts.items())))
    return dict(counts)
