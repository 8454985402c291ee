"""Asks what is due now: each feed as often as it changes, each home page once a day, and the articles that are new."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from include.archive.facts import ARTICLE_SCOPES
from include.fetching.fetch import Fetcher
from include.ingestion.collect import Collector
from include.ingestion.discovery import declared_listings, discover
from include.ingestion.freshness import is_due, validators
from include.ingestion.history import first_captures
from include.ingestion.outlet_loop import ask_followed
from include.outlets.profile import Profile
from include.pages.canonical import article_address

logger = logging.getLogger(__name__)
ARTICLES_A_POLL = 60  # of one outlet; the rest waits for the next poll, or for the day to be closed
COUNTED = ("outlets", "busy", "requests", "due", "new_captures", "missed")


def poll_feeds(now: datetime, *, connect: Callable[[Profile], Fetcher] | None = None) -> dict[str, int]:
    """Archive what is new at every outlet that is followed, for the local day of ``now``.

    Args:
        now: The present instant.
        connect: What opens an outlet's fetcher.

    Returns:
        Counts of outlets, of those another process is writing, of requests, listings due, new captures and misses.

    Raises:
        UnfinishedError: Something of ours broke for some outlets; all others were asked.
    """
    counts = ask_followed(lambda collector: _poll_outlet(collector, now), now, connect)
    logger.info("poll: %s", ", ".join(f"{name} {counts[name]}" for name in COUNTED))
    return {name: counts[name] for name in COUNTED}


def _poll_outlet(collector: Collector, now: datetime) -> Counter[str]:
    """Ask one outlet for what is due."""
    profile, index = collector.profile, collector.writer.index
    before = len(index.captures)
    collector.ask("home_page", profile.home_page)
    due = [url for url in declared_listings(profile) if is_due(index, url, now)]
    for url in due:
        if collector.is_allowed("listing", url):
            collector.fetch("listing", url, validators(index, url, now), index.latest("listing", url))
    if due:
        _ask_new_articles(profile, collector)
    return Counter(due=len(due), new_captures=len(index.captures) - before, missed=len(index.misses))


def _ask_new_articles(profile: Profile, collector: Collector) -> None:
    """Ask for the articles that the day's listings name and the archive lacks, at most ``ARTICLES_A_POLL``.

    What was refused for good does not count towards the limit, or it would block those behind it for ever.
    """
    index = collector.writer.index
    known = set(first_captures(profile.outlet_id, collector.writer.day))
    known |= {article_address(capture.url) for capture in index.of_scope(*ARTICLE_SCOPES)}
    found = discover(profile, index, collector.writer.day)
    unknown = (item for item in found.wanted() if item.address not in known)
    lacking = [item for item in unknown if not collector.is_settled("article", item.url)]
    for item in lacking[:ARTICLES_A_POLL]:
        collector.ask("article", item.url)
