"""Asks again for earlier articles that are due, so that a page that vanished or changed is noticed.

The answers go into the archive of the day on which they came, under the scope ``recheck``: a page that is gone too,
since its answer is the evidence. The whole page is asked for: a server may answer "not modified" falsely.
"""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from include.fetching.fetch import Fetcher
from include.ingestion.collect import CollectMode, Collector
from include.ingestion.history import GONE, Earlier, History, history_before
from include.ingestion.outlet_loop import ask_followed
from include.outlets.profile import Profile
from include.pages.canonical import article_address
from include.periods.days import last_second
from include.settings import settings

logger = logging.getLogger(__name__)
COUNTED = ("outlets", "busy", "asked", "requests", "gone")


def recheck_articles(now: datetime, *, connect: Callable[[Profile], Fetcher] | None = None) -> dict[str, int]:
    """Ask every outlet that is followed again for the articles that are due.

    Args:
        now: The present instant.
        connect: What opens an outlet's fetcher.

    Returns:
        Counts of outlets, of those another process is writing, of articles asked, of requests, of pages that are gone.

    Raises:
        UnfinishedError: Something of ours broke for some outlets; all others were asked.
    """
    counts = ask_followed(_recheck_outlet, now, connect)
    logger.info("recheck: %s", ", ".join(f"{name} {counts[name]}" for name in COUNTED))
    return {name: counts[name] for name in COUNTED}


def _recheck_outlet(collector: Collector) -> Counter[str]:
    """Ask one outlet again, as of today."""
    return recheck(collector, history_before(collector.profile.outlet_id, collector.writer.day))


def ask_places(
    wanted: Mapping[str, Collection[str]], now: datetime, *, connect: Callable[[Profile], Fetcher] | None = None
) -> tuple[dict[str, int], frozenset[str]]:
    """Ask outlets again for some of their earlier articles, whether or not these are due, each once a day.

    Args:
        wanted: Addresses of articles by outlet; one that the archive does not hold is not asked for.
        now: The present instant.
        connect: What opens an outlet's fetcher.

    Returns:
        Counts as those of recheck_articles, and the outlets that were asked; another process was writing the others,
        or they are not followed.

    Raises:
        UnfinishedError: Something of ours broke for some outlets; all others were asked.
    """
    asked: set[str] = set()

    def ask(collector: Collector) -> Counter[str]:
        asked.add(collector.profile.outlet_id)
        history = history_before(collector.profile.outlet_id, collector.writer.day)
        found = (history.get(article_address(url)) for url in wanted[collector.profile.outlet_id])
        return _ask_for(collector, [known for known in found if known is not None])

    counts = ask_followed(ask, now, connect, wanted)
    logger.info("retest: %s", ", ".join(f"{name} {counts[name]}" for name in COUNTED))
    return {name: counts[name] for name in COUNTED}, frozenset(asked)


def recheck(collector: Collector, history: History) -> Counter[str]:
    """Ask for the articles that are due, each once a day, in all as many as the settings allow.

    On a past day that cannot be asked nothing is due: what an outlet shows today never stands for it.
    """
    if collector.mode is CollectMode.PAST:
        return Counter()
    index, day = collector.writer.index, collector.writer.day
    instant = last_second(day) if collector.mode is CollectMode.TIME_GATE else collector.fetcher.now()
    asked = {url for scope, url in index.asked if scope == "recheck"}
    lacking = [known for known in history.due(day, instant) if known.first.url not in asked]
    return _ask_for(collector, lacking[: max(settings().rechecks_a_day - len(asked), 0)])


def _ask_for(collector: Collector, articles: Sequence[Earlier]) -> Counter[str]:
    """Ask for earlier articles, each once a day; count those asked, and those that are gone."""
    counts: Counter[str] = Counter()
    index = collector.writer.index
    asked = {url for scope, url in index.asked if scope == "recheck"}
    for known in articles:
        if known.first.url in asked:
            continue
        counts["asked"] += 1
        collector.ask_again(known.first.url, known.latest, GONE)
        seen = index.latest("recheck", known.first.url)
        counts["gone"] += seen is not None and seen.http_status in GONE
    return counts
