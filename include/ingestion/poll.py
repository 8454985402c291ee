"""Asks what is due now: feeds at their own pace, each home page once a day, and the articles that are new."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from include.archive.facts import ARTICLE_SCOPES
from include.archive.writer import open_day
from include.fetching.fetch import Fetcher
from include.fetching.robots import Robots
from include.ingestion.collect import Collector, Standing
from include.ingestion.discovery import declared_listings, discover
from include.ingestion.freshness import is_due, validators
from include.ingestion.held import held_before
from include.ingestion.turns import ask_followed
from include.outlets.profile import Profile
from include.pages.canonical import canonical
from include.periods.days import local_day

logger = logging.getLogger(__name__)
ARTICLES_A_POLL = 60  # of one outlet; the rest waits for the next poll, or for the day to be closed
COUNTED = ("outlets", "busy", "asked", "due", "new_captures", "missed")


def poll_feeds(now: datetime, *, connect: Callable[[Profile], Fetcher] | None = None) -> dict[str, int]:
    """Archive what is new at every outlet that is followed, for the local day of ``now``.

    Args:
        now: The present instant.
        connect: What opens an outlet's fetcher.

    Returns:
        Counts of outlets, of those another process is writing, of listings due, of requests, new captures and misses.

    Raises:
        UnfinishedError: Something of ours broke in the turn of an outlet; all the others have had theirs.
    """
    counts = ask_followed(lambda profile, fetcher: _poll_outlet(profile, fetcher, now), connect)
    logger.info("poll: %s", ", ".join(f"{name} {counts[name]}" for name in COUNTED))
    return {name: counts[name] for name in COUNTED}


def _poll_outlet(profile: Profile, fetcher: Fetcher, now: datetime) -> Counter[str]:
    """Ask one outlet for what is due."""
    day = local_day(now)
    with open_day(profile.outlet_id, day) as writer:
        before = len(writer.index.captures)
        collector = Collector(profile, fetcher, Robots(fetcher), writer, Standing.LIVE, set())
        collector.ask("home_page", profile.home_page)
        due = [url for url in declared_listings(profile) if is_due(writer.index, url, now)]
        for url in due:
            if collector.is_allowed("listing", url):
                known = writer.index.latest("listing", url)
                collector.fetch("listing", url, validators(writer.index, url, now), known)
        if due:
            _ask_new_articles(profile, collector)
        return Counter(
            due=len(due),
            asked=fetcher.requests,
            new_captures=len(writer.index.captures) - before,
            missed=len(writer.index.misses),
        )


def _ask_new_articles(profile: Profile, collector: Collector) -> None:
    """Ask for the articles that the day's listings name and the archive lacks, so many a poll.

    What was refused for good takes no place among them, or it would keep those behind it waiting for ever.
    """
    index = collector.writer.index
    known = set(held_before(profile.outlet_id, collector.writer.day))
    known |= {canonical(capture.url) or capture.url for capture in index.of_scope(*ARTICLE_SCOPES)}
    found = discover(profile, index, collector.writer.day)
    unknown = (item for item in found.wanted() if item.address not in known)
    lacking = [item for item in unknown if not collector.is_settled("article", item.url)]
    for item in lacking[:ARTICLES_A_POLL]:
        collector.ask("article", item.url)
