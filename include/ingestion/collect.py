"""Collects one outlet's day into the archive: asks only for what the archive does not hold."""

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from enum import Enum

from include.archive.facts import ARTICLE_SCOPES, Capture, Scope
from include.archive.index import archived_days, read_index
from include.archive.writer import DayWriter
from include.articles.identity import capture_id
from include.errors import FetchError
from include.fetching.answer import Answer
from include.fetching.causes import HarvestCause
from include.fetching.fetch import Fetcher
from include.fetching.robots import Robots
from include.ingestion.discovery import Discovery, declared_listings, discover
from include.outlets.profile import Profile
from include.pages.canonical import article_address
from include.periods.days import last_second, local_day
from include.settings import settings

logger = logging.getLogger(__name__)
NESTED_LISTINGS = 50
TAKEN_UP_DAYS = 7  # how long articles left by a limit are retried; listings still name what stays listed longer


class CollectMode(Enum):
    """Which pages count for the day that is collected."""

    LIVE = "live"  # the day is today: pages as they are
    TIME_GATE = "time_gate"  # the outlet answers as of that day
    PAST = "past"  # only what was archived on that day, and the articles it lists


def mode_of(profile: Profile, day: date, now: datetime) -> CollectMode:
    """Return which pages count for a day; a live page never counts for a past one."""
    if profile.has_time_gate and day != local_day(now):
        return CollectMode.TIME_GATE
    return CollectMode.LIVE if day == local_day(now) else CollectMode.PAST


def left_over(outlet_id: str, day: date, archived: Collection[str]) -> list[str]:
    """Return the addresses that earlier days left at their limits, oldest first, without those archived since."""
    found: list[str] = []
    for earlier in archived_days(outlet_id):
        if day - timedelta(days=TAKEN_UP_DAYS) <= earlier < day:
            misses = read_index(outlet_id, earlier).misses.items()
            found += [
                url for (scope, url), miss in misses if scope == "article" and miss.cause == HarvestCause.LIMIT_REACHED
            ]
    return [url for url in dict.fromkeys(found) if article_address(url) not in archived]


@dataclass(slots=True)
class Collector:
    """Asks one outlet for what one day lacks; several collectors of an outlet share its fetcher and robots."""

    profile: Profile
    fetcher: Fetcher
    robots: Robots
    writer: DayWriter
    mode: CollectMode
    known_addresses: set[str]

    def collect(self) -> Discovery:
        """Fetch the day's home page, listings and articles, as far as the archive lacks them."""
        if self.mode is not CollectMode.PAST:
            self.ask("home_page", self.profile.home_page)
            for address in declared_listings(self.profile):
                self.ask("listing", address)
        found = self._discover_nested()
        index = self.writer.index
        known = self.known_addresses | {article_address(capture.url) for capture in index.of_scope(*ARTICLE_SCOPES)}
        wanted = [item.url for item in found.wanted() if item.address not in known]
        self._ask_within_limits([*wanted, *left_over(self.profile.outlet_id, self.writer.day, known)])
        return found

    def _ask_within_limits(self, urls: list[str]) -> None:
        """Ask for articles until the run's limit of number or time is reached; the rest is archived as left.

        One outlet with a sitemap of 50,000 would delay the whole day, which is reconciled when the last outlet is done.
        """
        until = self.fetcher.now() + timedelta(seconds=settings().collecting_seconds_a_day)
        left = settings().articles_a_day
        for url in dict.fromkeys(urls):
            if self.is_settled("article", url):
                continue
            if left > 0 and self.fetcher.now() < until:
                left -= 1
                self.ask("article", url)
            elif not self._is_left(url):
                self._miss("article", url, HarvestCause.LIMIT_REACHED, "Left for the next days: the limit was reached.")

    def _is_left(self, url: str) -> bool:
        """Return whether an address was left by an earlier run of the day already."""
        missed = self.writer.index.misses.get(("article", url))
        return missed is not None and missed.cause == HarvestCause.LIMIT_REACHED

    def _discover_nested(self) -> Discovery:
        """Read the listings, asking for those that others point to, level by level."""
        asked: set[str] = set()
        found = discover(self.profile, self.writer.index, self.writer.day)
        while self.mode is not CollectMode.PAST:
            further = [a for a in found.nested if a not in asked and self.profile.owns(a)]
            further = further[: NESTED_LISTINGS - len(asked)]
            if not further:
                break
            asked.update(further)
            for address in further:
                self.ask("listing", address)
            found = discover(self.profile, self.writer.index, self.writer.day)
        self._note_surplus([a for a in found.nested if a not in asked | found.old_nested and self.profile.owns(a)])
        return found

    def _note_surplus(self, left: list[str]) -> None:
        """Archive that listings were left unread, in one line a day: what they name was not observed."""
        if self.mode is CollectMode.PAST or not left:
            return
        missed = self.writer.index.misses.get(("listing", left[0]))
        if missed is None or missed.cause != HarvestCause.LIMIT_REACHED:
            detail = f"{len(left)} further listings were left: {NESTED_LISTINGS} are read a day."
            self._miss("listing", left[0], HarvestCause.LIMIT_REACHED, detail)

    def ask(self, scope: Scope, url: str) -> None:
        """Fetch one address into the archive, or archive why not; skip what is archived or was refused for good."""
        if not self.is_settled(scope, url) and self.is_allowed(scope, url):
            self.fetch(scope, url, self._as_of())

    def is_settled(self, scope: Scope, url: str) -> bool:
        """Return whether an address is archived, or was refused for good."""
        missed = self.writer.index.misses.get((scope, url))
        is_refused = missed is not None and not HarvestCause(missed.cause).is_temporary
        return is_refused or self.writer.index.latest(scope, url) is not None

    def ask_again(self, url: str, known: Capture, absent: tuple[int, ...]) -> None:
        """Fetch an earlier article again; answers that say it is gone are kept as well, being evidence."""
        if self.is_allowed("recheck", url):
            self.fetch("recheck", url, self._as_of(), known, absent)

    def is_allowed(self, scope: Scope, url: str) -> bool:
        """Return whether robots.txt allows an address; where it does not, archive that."""
        refusal = self.robots.refusal(url, self.writer)
        if refusal is not None:
            self._miss(scope, url, *refusal)
        return refusal is None

    def fetch(
        self,
        scope: Scope,
        url: str,
        headers: dict[str, str],
        known: Capture | None = None,
        absent: tuple[int, ...] = (),
    ) -> None:
        """Fetch one address that robots.txt allows; what is the same as a known capture is only noted.

        Statuses in ``absent`` are answers as well, to be archived.
        """
        self.fetcher.slow_down(self.robots.delay_seconds(url) if not self.profile.allow_loopback else 0.0)
        is_conditional = any(name.startswith("If-") for name in headers)
        try:
            accepts = (200, 304) if is_conditional else (200, *absent)
            answer = self.fetcher.get(url, headers, accepts=accepts)
            captured_at = self._instant(answer)
        except FetchError as error:
            self._miss(scope, url, HarvestCause(error.cause), str(error))
            return
        is_whole = answer.http_status != 304
        if known is not None and (not is_whole or hashlib.sha256(answer.body).hexdigest() == known.body_sha256):
            self.writer.unchanged(scope, url, is_whole=is_whole, fetched_at=answer.fetched_at, captured_at=captured_at)
        else:
            self._keep(scope, answer, captured_at)

    def _as_of(self) -> dict[str, str]:
        """Return the headers that ask for a past day (RFC 7089)."""
        if self.mode is not CollectMode.TIME_GATE:
            return {}
        return {"Accept-Datetime": format_datetime(last_second(self.writer.day), usegmt=True)}

    def _instant(self, answer: Answer) -> datetime:
        """Return the instant an answer stands for.

        Raises:
            FetchError: A past day was asked, and the answer does not prove that it stands for it.
        """
        if self.mode is not CollectMode.TIME_GATE:
            return answer.fetched_at
        varies = "accept-datetime" in answer.header("vary").lower()
        try:
            instant = parsedate_to_datetime(answer.header("memento-datetime"))
        except (TypeError, ValueError, IndexError):
            instant = None
        if instant is None or not varies or instant.tzinfo is None or local_day(instant) != self.writer.day:
            raise FetchError(
                f"{answer.url} did not answer as of {self.writer.day.isoformat()}.",
                cause=HarvestCause.NOT_THAT_DAY,
                hint="Check has_time_gate in the profile.",
            )
        return instant

    def _keep(self, scope: Scope, answer: Answer, captured_at: datetime) -> None:
        """Archive an answer."""
        # a home page may be a list page too, a sitemap asked for two purposes, and an article asked again
        named = answer.url if scope in ("home_page", *ARTICLE_SCOPES) else f"{scope} {answer.url}"
        self.writer.keep(
            capture_id(self.writer.outlet_id, named, captured_at.isoformat()),
            scope,
            answer.url,
            final_url=answer.final_url,
            status=(answer.http_status, answer.reason),
            headers=answer.headers,
            received=answer.received,
            body=answer.body,
            captured_at=captured_at,
            fetched_at=answer.fetched_at,
            is_from_archive=self.mode is CollectMode.TIME_GATE,
            answer_milliseconds=answer.answer_milliseconds,
            has_ipv6=self._has_ipv6(scope, answer),
        )

    def _has_ipv6(self, scope: Scope, answer: Answer) -> bool | None:
        """Return whether the name of a state portal has an IPv6 address today; of others that is not asked."""
        if scope != "home_page" or self.profile.kind != "portal" or self.mode is not CollectMode.LIVE:
            return None
        return self.fetcher.has_ipv6(answer.final_url)

    def _miss(self, scope: Scope, url: str, cause: HarvestCause, detail: str) -> None:
        """Archive why an address could not be fetched."""
        logger.info("%s %s: %s", self.writer.outlet_id, cause, detail)
        self.writer.miss(
            scope, url, cause=cause, detail=detail, is_our_failure=cause.is_ours, fetched_at=self.fetcher.now()
        )
