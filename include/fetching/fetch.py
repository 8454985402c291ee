"""Sends requests to outlets' servers: the only module that opens connections to them.

Every answer has limits of size, time and redirects, every hop is checked by the guard, and every failure carries its
:class:`HarvestCause`. Cookies are never kept and no proxy of the environment is used.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from include.addresses import PORTS, AddressError, read_address
from include.archive.decompression import CutShortError, TooLargeError, UnknownCodingError, decompress
from include.errors import FetchError
from include.fetching.answer import Answer
from include.fetching.causes import HarvestCause
from include.fetching.connection import Allowance
from include.fetching.failures import cause_of_error, cause_of_status, error_chain, retry_after
from include.fetching.guard import Guard
from include.fetching.names import has_ipv6
from include.fetching.politeness import RateLimiter
from include.fetching.transport import GuardedAdapter, prepare

HEADER_BYTES = 64_000
CHUNK_BYTES = 65_536
REDIRECTS = {301, 302, 303, 307, 308}  # 300 and 304 are answers: neither names one place to go on to


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one answer, and of further attempts after failures.

    ``pauses_seconds`` are the waits before each further attempt; ``retry_after_seconds`` the longest that a server
    may make us wait. A host that has failed ``failures_in_a_row`` times is asked only once for each further address,
    and not at all for now when it was too slow ``slow_in_a_row`` times.
    """

    answer_bytes: int = 10_000_000
    answer_seconds: float = 30.0
    redirects: int = 5
    pauses_seconds: tuple[float, ...] = (1.0, 4.0)
    retry_after_seconds: float = 30.0
    failures_in_a_row: int = 3
    slow_in_a_row: int = 4


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """How one outlet is asked: the user agent, the rate limit, and the addresses that may be fetched."""

    user_agent: str
    interval_seconds: float
    may_fetch: Callable[[str], bool]


def utc_now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


class Fetcher:
    """Sends requests to one outlet's hosts, one at a time.

    Args:
        guard: Which addresses may be connected to.
        policy: User agent, rate limit, and the addresses that belong to the outlet.
        limits: What an answer may cost.
        rate_limiter: Lets one request at a time to a host.
        now: The clock.
        pause: What waits between attempts.
        ipv6: What says whether a name has an IPv6 address.
    """

    def __init__(
        self,
        guard: Guard,
        policy: FetchPolicy,
        limits: Limits | None = None,
        *,
        rate_limiter: RateLimiter | None = None,
        now: Callable[[], datetime] = utc_now,
        pause: Callable[[float], None] = time.sleep,
        ipv6: Callable[[str], bool | None] = has_ipv6,
    ) -> None:
        """Prepare the pooled connections."""
        self.policy = policy
        self.now = now
        self._guard = guard
        self._limits = limits or Limits()
        self._rate_limiter = rate_limiter or RateLimiter()
        self._pause = pause
        self._ipv6 = ipv6
        self._allowance = Allowance()
        self._adapter = GuardedAdapter(guard, self._allowance)
        self._failures: dict[str, list[HarvestCause]] = {}
        self.requests = 0

    def slow_down(self, interval_seconds: float) -> None:
        """Keep at least this pause between requests, as robots.txt asks."""
        if interval_seconds > self.policy.interval_seconds:
            self.policy = replace(self.policy, interval_seconds=interval_seconds)

    def close(self) -> None:
        """Close the pooled connections."""
        self._adapter.close()
        self._rate_limiter.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, accepts: tuple[int, ...] = (200,)) -> Answer:
        """Return the answer of an address, after redirects and further attempts.

        Args:
            url: Address to ask.
            headers: Sent besides our own.
            accepts: Statuses that are an answer; all others are failures.

        Raises:
            FetchError: No usable answer, with its cause.
        """
        host = url.partition("://")[2].partition("/")[0]
        pauses = list(self._limits.pauses_seconds)
        while True:
            self._refuse_given_up(host)
            try:
                answer = self._follow(url, headers or {}, accepts)
            except FetchError as error:
                wait = self._wait_before_next(host, error, pauses)
                if wait is None:
                    raise
                self._pause(wait)
                if error.cause == HarvestCause.FALSE_NOT_MODIFIED:  # a cache in between answers for the server
                    headers = {**(headers or {}), "Cache-Control": "no-cache"}
            else:
                self._failures.pop(host, None)
                return answer

    def has_ipv6(self, url: str) -> bool | None:
        """Return whether the host of an address has an IPv6 address; None where that could not be looked up."""
        return None if self._guard.is_local else self._ipv6(read_address(url).host)

    def reset(self) -> None:
        """Forget the failures of hosts, as at the beginning of another day."""
        self._failures.clear()

    def _refuse_given_up(self, host: str) -> None:
        """Stop asking a host that has been too slow too often in a row."""
        slow = self._failures.get(host, [])[-self._limits.slow_in_a_row :]
        if slow == [HarvestCause.TOO_SLOW] * self._limits.slow_in_a_row:
            raise FetchError(
                f"{host} was too slow {len(slow)} times in a row and is not asked for now.",
                cause=HarvestCause.HOST_GIVEN_UP,
                hint="Run the day again when it answers.",
            )

    def _wait_before_next(self, host: str, error: FetchError, pauses: list[float]) -> float | None:
        """Return the seconds to wait before another attempt, or None when there is none."""
        cause = HarvestCause(error.cause)
        if not cause.is_temporary or cause is HarvestCause.HOST_GIVEN_UP:
            return None
        failures = self._failures.setdefault(host, [])
        failures.append(cause)
        asked = error.retry_after_seconds
        if not pauses or len(failures) >= self._limits.failures_in_a_row:
            return None
        if asked is not None and asked > self._limits.retry_after_seconds:
            return None
        return max(pauses.pop(0), asked or 0.0)

    def _follow(self, url: str, headers: Mapping[str, str], accepts: tuple[int, ...]) -> Answer:
        """Ask once, following redirects, each of which is checked; one from https to http is followed too."""
        self._allowance.renew(self._limits.answer_seconds)
        asked = url
        seen = {url}
        for _ in range(self._limits.redirects + 1):
            self._check(asked)
            answer = self._ask(url, asked, headers, accepts)
            if answer.http_status not in REDIRECTS or answer.http_status in accepts:
                return self._accepted(answer, accepts)
            asked = _target(asked, answer.header("location"))
            if asked in seen:
                break
            seen.add(asked)
        raise FetchError(
            f"{url} redirects in a circle or more than {self._limits.redirects} times.",
            cause=HarvestCause.REDIRECT_LOOP,
            hint="Check the address in the profile.",
        )

    def _check(self, url: str) -> None:
        """Refuse schemes, addresses and domains that must not be fetched."""
        try:
            address = read_address(url)
        except AddressError as error:
            is_web = url.partition(":")[0].lower() in PORTS
            cause = HarvestCause.ADDRESS_REFUSED if is_web else HarvestCause.SCHEME_REFUSED
            raise FetchError(f"{url[:200]!r} is refused: {error}.", cause=cause) from error
        self._guard.check_literal(address.host)
        if not self.policy.may_fetch(url):
            raise FetchError(
                f"{url[:200]} lies on no domain of the outlet.",
                cause=HarvestCause.MOVED,
                hint="If the outlet has moved, add the domain to its profile.",
            )

    def _accepted(self, answer: Answer, accepts: tuple[int, ...]) -> Answer:
        """Return an answer whose status is accepted.

        Raises:
            FetchError: It is another; the cause follows from it.
        """
        if answer.http_status in accepts:
            return answer
        status = answer.http_status
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "unknown"
        raise FetchError(
            f"{answer.url} answered {status} {phrase}.",
            cause=cause_of_status(status),
            retry_after_seconds=retry_after(answer.header("retry-after"), self.now()),
        )

    def _ask(self, url: str, asked: str, headers: Mapping[str, str], accepts: tuple[int, ...]) -> Answer:
        """Send one request and read its whole answer; the body of a redirect is not read."""
        own = {"User-Agent": self.policy.user_agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        try:
            request = prepare(asked, {**own, **headers})
        except (requests.RequestException, UnicodeError, ValueError) as error:
            raise FetchError(f"{asked[:200]} is no web address.", cause=HarvestCause.SCHEME_REFUSED) from error
        with self._rate_limiter.slot(read_address(asked).origin.partition("://")[2], self.policy.interval_seconds):
            self.requests += 1
            fetched_at = self.now()
            self._allowance.expect(HEADER_BYTES, HarvestCause.HEADER_FLOOD)
            try:
                answered = self._adapter.send(request, timeout=self._limits.answer_seconds)
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                raise self._failure(asked, error) from error
            # by the same clock as the instant, which the tests set; one that was set back meanwhile measures nothing
            took = max(0, round((self.now() - fetched_at).total_seconds() * 1000))
            try:
                return replace(self._read(url, asked, answered, fetched_at, accepts), answer_milliseconds=took)
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                answered.raw.close()
                raise self._failure(asked, error) from error

    def _read(
        self, url: str, asked: str, answered: requests.Response, fetched_at: datetime, accepts: tuple[int, ...]
    ) -> Answer:
        """Read a body as received, then without its coding, both within the limits."""
        status = answered.status_code
        raw = answered.raw
        received = b""
        if status in accepts:
            self._allowance.expect(self._limits.answer_bytes + CHUNK_BYTES, HarvestCause.TOO_LARGE)
            chunks: list[bytes] = []
            while chunk := raw.read1(CHUNK_BYTES, decode_content=False):
                chunks.append(chunk)
            received = b"".join(chunks)
            raw.release_conn()
        else:
            raw.close()
        headers = tuple((str(name), str(value)) for name, value in raw.headers.items())
        coding = answered.headers.get("Content-Encoding", "")
        body = decompress(received, coding, self._limits.answer_bytes)
        return Answer(url, asked, status, str(answered.reason or ""), headers, received, body, fetched_at)

    def _failure(self, url: str, error: Exception) -> FetchError:
        """Return the FetchError with its cause for what the libraries raised."""
        for link in error_chain(error):
            if isinstance(link, FetchError):
                return link
        if self._allowance.spent is not None:
            cause = self._allowance.spent
        elif isinstance(error, TooLargeError):
            cause = HarvestCause.TOO_LARGE
        elif isinstance(error, CutShortError):
            cause = HarvestCause.TRUNCATED
        elif isinstance(error, UnknownCodingError):
            cause = HarvestCause.MALFORMED
        else:
            cause = cause_of_error(error)
        return FetchError(f"{url[:200]}: {cause.replace('_', ' ')}.", cause=cause)


def _target(url: str, location: str) -> str:
    """Return the absolute address of a redirect; an unreadable one unchanged, for the check to refuse."""
    with suppress(UnicodeError):  # headers are read as Latin-1, and servers send UTF-8 in them
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, location.strip().replace(" ", "%20"))
    except ValueError:
        return location
