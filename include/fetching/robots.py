"""What robots.txt allows, by RFC 9309: parsed by protego, kept a day, and its failures read as the RFC says.

4xx means that there are no rules; 5xx or an unreachable server means that nothing may be fetched for now.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

from protego import Protego

from include.addresses import read_address
from include.archive.facts import Capture
from include.archive.index import archived_days, index_path, read_index
from include.archive.reader import read
from include.archive.writer import DayWriter
from include.articles.identity import capture_id
from include.errors import ArchiveError, FetchError
from include.fetching.answer import Answer
from include.fetching.causes import HarvestCause
from include.fetching.fetch import Fetcher

KEPT_FOR = timedelta(hours=24)  # RFC 9309, 2.4
PARSED_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB
ANSWERS = (200, *range(400, 429), *range(430, 500))  # 429 means "not now", as 5xx does: it forbids for the moment
UNREADABLE_HINT = (
    "As long as robots.txt answers so, nothing of the host is fetched (RFC 9309): ask the outlet to fix it."
)
LONGEST_DELAY_SECONDS = 60.0  # a longer crawl-delay would leave most of an outlet's day unseen


class Robots:
    """The rules of an outlet's hosts, asked once a day and archived like every answer."""

    def __init__(self, fetcher: Fetcher) -> None:
        """Start with no rules known."""
        self._fetcher = fetcher
        self._rules: dict[str, tuple[datetime, Protego | None, str]] = {}
        # RFC 9309, 2.2.1: the product token alone, since protego finds the names of groups anywhere in the text that it
        # is given (scrapy/protego#65)
        self._token = product_token(fetcher.policy.user_agent)

    def refusal(self, url: str, writer: DayWriter) -> tuple[HarvestCause, str] | None:
        """Return why an address may not be fetched, or None when it may."""
        _, rules, trouble = self._of_host(url, writer)
        if rules is None:
            return HarvestCause.ROBOTS_UNREACHABLE, trouble
        if rules.can_fetch(url, self._token):
            return None
        return HarvestCause.ROBOTS_FORBIDS, "robots.txt forbids this address."

    def delay_seconds(self, url: str) -> float:
        """Return the crawl-delay that a host's robots.txt asks for, at most a minute; 0 for none."""
        _, rules, _ = self._rules.get(_robots_url(url), (None, None, ""))
        asked = rules.crawl_delay(self._token) if rules else None
        return min(float(asked or 0.0), LONGEST_DELAY_SECONDS)

    def _of_host(self, url: str, writer: DayWriter) -> tuple[datetime, Protego | None, str]:
        """Return the rules of an address's host, asking for them when they are unknown or too old."""
        address = _robots_url(url)
        known = self._rules.get(address)
        now = self._fetcher.now()
        if known is None or now - known[0] >= KEPT_FOR:
            known = self._archived(address, writer, now) or self._asked(address, writer)
            self._rules[address] = known
        return known

    def _archived(self, address: str, writer: DayWriter, now: datetime) -> tuple[datetime, Protego, str] | None:
        """Return the newest rules that the outlet's archive holds, unless they are too old."""
        known = [capture for capture in _recent(writer, now) if capture.url == address]
        newest = max(known, key=lambda capture: capture.fetched_at, default=None)
        if newest is None or now - newest.fetched_at >= KEPT_FOR:
            return None
        try:
            return newest.fetched_at, parse(newest, read(newest).body), ""
        except ArchiveError:
            return None

    def _asked(self, address: str, writer: DayWriter) -> tuple[datetime, Protego | None, str]:
        """Ask for robots.txt and archive what is answered."""
        try:
            answer = self._fetcher.get(address, accepts=ANSWERS)
        except FetchError as error:
            return self._fetcher.now(), None, f"robots.txt could not be read ({error.cause})."
        at = answer.fetched_at
        capture = writer.keep(
            capture_id(writer.outlet_id, address, at.isoformat()),
            "robots",
            address,
            final_url=answer.final_url,
            status=(answer.http_status, answer.reason),
            headers=answer.headers,
            received=answer.received,
            body=answer.body,
            captured_at=at,
            fetched_at=at,
            is_from_archive=False,
        )
        return at, parse(capture, answer.body), ""


class AskedNow:
    """Asks what robots.txt allows at this moment and nothing else, for commands that archive nothing."""

    def __init__(self, fetcher: Fetcher) -> None:
        """Start with no rules known."""
        self.fetcher = fetcher
        self._rules: dict[str, Protego] = {}
        self._token = product_token(fetcher.policy.user_agent)

    def get(self, url: str, *, accepts: tuple[int, ...] = (200,)) -> Answer:
        """Return the answer of an address that robots.txt allows; see :meth:`Fetcher.get`.

        Raises:
            FetchError: No usable answer, or robots.txt forbids the address or cannot be read.
        """
        if not self.may_fetch(url):
            raise FetchError(
                f"robots.txt forbids {url[:200]}.",
                cause=HarvestCause.ROBOTS_FORBIDS,
                hint="Leave the address out, or ask the outlet for permission.",
            )
        return self.fetcher.get(url, accepts=accepts)

    def may_fetch(self, url: str) -> bool:
        """Return whether robots.txt of an address's host allows it.

        Raises:
            FetchError: Robots.txt cannot be read, so that nothing of the host may be fetched.
        """
        return bool(self.rules(url).can_fetch(url, self._token))

    def rules(self, url: str) -> Protego:
        """Return the rules of an address's host, asked for once.

        Raises:
            FetchError: The server fails or cannot be reached.
        """
        address = _robots_url(url)
        if address not in self._rules:
            try:
                self._rules[address] = rules_now(url, self.fetcher)
            except FetchError as error:
                raise FetchError(
                    f"robots.txt could not be read ({error.cause}).",
                    cause=HarvestCause.ROBOTS_UNREACHABLE,
                    hint=UNREADABLE_HINT,
                ) from error
        return self._rules[address]


def product_token(user_agent: str) -> str:
    """Return the product token of a user agent, by which robots.txt addresses us: the part before the version."""
    return user_agent.partition("/")[0].strip()


def rules_now(url: str, fetcher: Fetcher) -> Protego:
    """Return the rules of an address's host as they are answered now, archiving nothing; read as collecting reads them.

    Raises:
        FetchError: The server fails or cannot be reached, so that nothing may be fetched for now.
    """
    answer = fetcher.get(_robots_url(url), accepts=ANSWERS)
    return _parse(answer.http_status, answer.body)


def parse(capture: Capture, body: bytes) -> Protego:
    """Return the rules of an archived robots.txt; 4xx means that there are none."""
    return _parse(capture.http_status, body)


def _parse(status: int, body: bytes) -> Protego:
    """Return the rules of an answer."""
    text = body[:PARSED_BYTES].decode("utf-8-sig", "replace") if status == HTTPStatus.OK else ""
    return Protego.parse(text)


def _robots_url(url: str) -> str:
    """Return the address of the robots.txt of an address's host."""
    return f"{read_address(url).origin}/robots.txt"


def _recent(writer: DayWriter, now: datetime) -> Iterator[Capture]:
    """Yield the robots.txt in those days of an outlet's archive that were written to lately, whatever days they are."""
    oldest = (now - KEPT_FOR).timestamp()
    for day in archived_days(writer.outlet_id):
        if day == writer.day:
            yield from writer.index.of_scope("robots")
        elif index_path(writer.outlet_id, day).stat().st_mtime >= oldest:
            yield from read_index(writer.outlet_id, day).of_scope("robots")
