"""How one outlet is reached: its guard, its rate limit and whom we say we are, from profile and settings."""

from collections.abc import Callable
from datetime import datetime

from include.addresses import USUAL_PORTS, AddressError, read_address
from include.errors import SettingError
from include.fetching.fetch import Fetcher, FetchPolicy, Limits, utc_now
from include.fetching.guard import Guard, read_hosts
from include.outlets.profile import Profile
from include.settings import settings


def interval_seconds(profile: Profile) -> float:
    """Return the shortest pause between two requests; only an outlet served on this computer may go without one."""
    own = profile.crawl_delay_seconds
    if profile.allow_loopback and own is not None:
        return own
    return max(settings().request_interval_seconds, own or 0.0)


def open_fetcher(profile: Profile, now: Callable[[], datetime] = utc_now) -> Fetcher:
    """Return a fetcher for one outlet."""
    chosen = settings()
    guard = Guard(read_hosts(chosen.hosts_file) if profile.allow_loopback else None)
    policy = FetchPolicy(chosen.user_agent, interval_seconds(profile), profile.owns)
    limits = Limits(answer_bytes=chosen.answer_limit_bytes, answer_seconds=chosen.request_timeout_seconds)
    return Fetcher(guard, policy, limits, now=now)


def open_site(url: str, now: Callable[[], datetime] = utc_now) -> Fetcher:
    """Return a fetcher for a site that has no profile yet; hosts in the hosts file are reached on this computer.

    Raises:
        SettingError: It is no web address.
    """
    chosen = settings()
    try:
        site = read_address(url)
    except AddressError as error:
        raise SettingError(f"{url[:200]} is no web address: {error}.", hint="Write it as https://host/path.") from error
    host, ports = site.host, USUAL_PORTS | {site.port}
    domain = host.removeprefix("www.")
    hosts = read_hosts(chosen.hosts_file)

    def may_fetch(address: str) -> bool:
        """Keep to the site's own domain and what lies below it."""
        try:
            found = read_address(address)
        except AddressError:
            return False
        return found.port in ports and found.lies_on(domain)

    guard = Guard(hosts if host in hosts else None)
    limits = Limits(answer_bytes=chosen.answer_limit_bytes, answer_seconds=chosen.request_timeout_seconds)
    interval = 0.0 if host in hosts else chosen.request_interval_seconds
    return Fetcher(guard, FetchPolicy(chosen.user_agent, interval, may_fetch), limits, now=now)
