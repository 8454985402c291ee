"""Asks an outlet's own sitemaps for articles of a past interval, and archives them as pages seen today.

It only fills today's archive, under scopes of its own: the day is landed when it is closed. What an outlet shows today
never stands for a past day, so neither that day's home page nor its observed share changes.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from include.archive.facts import ARTICLE_SCOPES, Interval
from include.archive.writer import open_day
from include.errors import SettingError
from include.fetching.access import open_fetcher
from include.fetching.causes import HarvestCause
from include.fetching.fetch import Fetcher, utc_now
from include.fetching.robots import Robots
from include.ingestion.backfill.account import Account, State, account
from include.ingestion.backfill.past_items import past_items
from include.ingestion.backfill.sitemap_walk import SitemapWalk
from include.ingestion.collect import CollectMode, Collector
from include.ingestion.discovery import Item, discover
from include.ingestion.history import first_captures
from include.ingestion.outlet_loop import for_each_outlet
from include.outlets import registry
from include.outlets.profile import Profile
from include.pages.canonical import article_address
from include.periods.days import local_day
from include.settings import settings

logger = logging.getLogger(__name__)
WAIT_FOR_WRITER_SECONDS = 120.0
SITEMAPS_A_RUN = 100
RUN_FOR = timedelta(minutes=10)  # a run locks the outlet's archive, which poll_feeds needs every quarter of an hour
LOGGED_EVERY = 25  # articles
COUNTED = ("outlets", "requests", "entries", "fetched", "left_over")


def backfill_outlets(
    outlet_ids: list[str], from_day: date, to_day: date, *, now: Callable[[], datetime] = utc_now
) -> dict[str, Any]:
    """Archive articles of a past interval that today's sitemaps of some outlets name.

    Each outlet is asked for at most ``backfill_articles_a_run`` articles. What the archive holds is not asked for
    again, so the next run continues where one was killed or reached its limit.

    Args:
        outlet_ids: Outlets to ask.
        from_day: First local day of the interval.
        to_day: Last local day of it.
        now: The clock.

    Returns:
        Counts, and under ``accounts`` the figures of each outlet.

    Raises:
        SettingError: The interval is not over, or ends before it begins.
        UnfinishedError: Something of ours broke for some outlets (archive busy or damaged, a bug); all others are done.
    """
    check_interval(from_day, to_day, local_day(now()))
    accounts: list[Account] = []

    def act(profile: Profile, fetcher: Fetcher) -> Counter[str]:
        """Ask one outlet and keep its account."""
        found = _backfill_outlet(profile, fetcher, from_day, to_day)
        accounts.append(found)
        return Counter(entries=found.entries, fetched=found.fetched, left_over=found.left_over)

    profiles = [registry.profile(outlet_id) for outlet_id in outlet_ids]
    counts = for_each_outlet(profiles, act, lambda profile: open_fetcher(profile, now))
    logger.info("backfill: %s", ", ".join(f"{name} {counts[name]}" for name in COUNTED))
    return {**{name: counts[name] for name in COUNTED}, "accounts": [found.row() for found in accounts]}


def check_interval(from_day: date, to_day: date, today: date) -> None:
    """Refuse an interval that is not past: what is published today is found by today's own listings."""
    if not from_day <= to_day < today:
        raise SettingError(
            f"The interval from {from_day} to {to_day} is no past interval on {today}.",
            hint="Give from_day and to_day, the first not after the last, the last before today.",
        )


def _backfill_outlet(profile: Profile, fetcher: Fetcher, from_day: date, to_day: date) -> Account:
    """Ask one outlet, and return the result."""
    day = local_day(fetcher.now())
    state = State.TIME_GATE if profile.has_time_gate else State.NO_SITEMAP if not profile.sitemaps else None
    if state is not None:
        found = Account(profile.outlet_id, from_day, to_day, state)
    else:
        earlier = first_captures(profile.outlet_id, day)
        with open_day(profile.outlet_id, day, WAIT_FOR_WRITER_SECONDS) as writer:
            interval = writer.ask_for(from_day, to_day, fetcher.now())
            run = _Run(Collector(profile, fetcher, Robots(fetcher), writer, CollectMode.LIVE, set(earlier)), interval)
            run.ask()
            found = account(profile, writer.index, interval, earlier)
    logger.log(logging.WARNING if found.state else logging.INFO, "%s", found.sentence())
    return found


class _Run:
    """One run at one outlet: its sitemaps first, then the articles they name, until time or number is used up."""

    def __init__(self, collector: Collector, interval: Interval) -> None:
        """Start the clock of the run."""
        self._collector = collector
        self._interval = interval
        self._index = collector.writer.index
        self._until = collector.fetcher.now() + RUN_FOR

    def ask(self) -> None:
        """Ask for the sitemaps that may help, then for the articles they name."""
        walk = SitemapWalk(self._collector.profile, [self._interval])
        self._ask_sitemaps(walk)
        items = self._lacking(past_items(walk).wanted())
        chosen = items[: settings().backfill_articles_a_run]
        for number, item in enumerate(chosen, start=1):
            if self._is_over():
                break
            self._collector.ask("backfill_article", item.url)
            if number % LOGGED_EVERY == 0 or number == len(chosen):
                logger.info("%s: %d of %d articles asked", self._collector.profile.outlet_id, number, len(items))

    def _ask_sitemaps(self, walk: SitemapWalk) -> None:
        """Ask for the sitemaps that may hold entries of the interval, level by level, each once a run."""
        asked: set[str] = set()
        walk.walk(self._index)
        while further := [url for url in walk.lacking if url not in asked][: SITEMAPS_A_RUN - len(asked)]:
            for url in further:
                if self._is_over():
                    return
                asked.add(url)
                self._collector.ask("backfill_listing", url)
            walk.walk(self._index)

    def _lacking(self, wanted: Iterable[Item]) -> list[Item]:
        """Return the items to ask for, oldest first; those whose request failed today come last."""
        known = self._collector.known_addresses | {
            article_address(capture.url) for capture in self._index.of_scope(*ARTICLE_SCOPES)
        }
        own = discover(self._collector.profile, self._index, self._collector.writer.day)
        known |= {item.address for item in own.wanted()}
        lacking = [item for item in wanted if item.address not in known and self._is_worth_asking(item)]
        return sorted(lacking, key=lambda item: (self._was_missed(item), _dated(item)))

    def _is_worth_asking(self, item: Item) -> bool:
        """Return whether a request may succeed: what was refused or gone today is not asked for again."""
        missed = self._index.misses.get(("backfill_article", item.url))
        return missed is None or HarvestCause(missed.cause).is_temporary

    def _was_missed(self, item: Item) -> bool:
        """Return whether a request for an item failed today."""
        return ("backfill_article", item.url) in self._index.misses

    def _is_over(self) -> bool:
        """Return whether this run has taken its time, or the day whose archive is open has ended."""
        now = self._collector.fetcher.now()
        return now >= self._until or local_day(now) != self._collector.writer.day


def _dated(item: Item) -> str:
    """Return when the sitemap says an entry was published or changed."""
    dated = item.entry.published_at or item.entry.updated_at
    return dated.isoformat() if dated else ""
