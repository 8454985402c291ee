"""Asks once for a page that an outlet wants to see read, on hosts of the licence register alone; nothing is archived.

What is asked for is asked as collecting asks: by the guard, at the rate limit, under robots.txt.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from include.addresses import AddressError, read_address
from include.errors import DeclarationError, FetchError
from include.fetching.access import open_fetcher, open_site
from include.fetching.answer import Answer
from include.fetching.causes import HarvestCause
from include.fetching.fetch import Fetcher
from include.fetching.robots import LONGEST_DELAY_SECONDS, product_token, rules_now
from include.ingestion.drafting import licensed
from include.outlets import registry
from include.outlets.profile import Profile


def ask_own_page(url: str, today: date) -> Answer:
    """Return the answer of a page of a licensed outlet.

    Args:
        url: Address of the page.
        today: Day on which the outlet has to be licensed.

    Raises:
        DeclarationError: It is no web address, lies on no licensed host, or is a page of a social network's members.
        FetchError: robots.txt forbids it, or no usable answer came.
    """
    rows = licensed(today)
    domains = {domain for row in rows for domain in row["domains"].casefold().split()}
    networks = {domain for row in rows if row["kind"] == "social_network" for domain in row["domains"].split()}
    if not _lies_on(url, domains):
        raise DeclarationError(
            f"{url[:200]} lies on no host of the licence register.",
            hint="Give a page of a licensed outlet, or save the page and give the file.",
        )
    profile = registry.owner(url)
    _refuse_members(url, profile, is_network=_lies_on(url, networks))
    fetcher = open_fetcher(profile) if profile else open_site(url)
    may_fetch = fetcher.policy.may_fetch
    fetcher.policy = replace(fetcher.policy, may_fetch=lambda asked: may_fetch(asked) and _lies_on(asked, domains))
    try:
        return _ask(url, fetcher)
    finally:
        fetcher.close()


def _lies_on(url: str, domains: Collection[str]) -> bool:
    """Return whether an address lies on or below one of some domains."""
    try:
        return any(map(read_address(url).lies_on, domains))
    except AddressError:
        return False


def _refuse_members(url: str, profile: Profile | None, *, is_network: bool) -> None:
    """Refuse what a social network's members wrote: of it only home and policy pages are asked for."""
    if is_network or (profile is not None and profile.kind == "social_network"):
        own = {profile.home_page, *profile.policy_pages} if profile else {f"{read_address(url).origin}/"}
        if read_address(url).url not in {read_address(address).url for address in own}:
            raise DeclarationError(
                f"{url[:200]} is no home or policy page of this social network; its members' pages are never fetched.",
                hint=f"Give one of {', '.join(sorted(own))}.",
            )


def _ask(url: str, fetcher: Fetcher) -> Answer:
    """Ask for a page that robots.txt allows, no sooner than it asks for."""
    rules, token = rules_now(url, fetcher), product_token(fetcher.policy.user_agent)
    if not rules.can_fetch(url, token):
        raise FetchError(
            f"robots.txt forbids {url[:200]}.",
            cause=HarvestCause.ROBOTS_FORBIDS,
            hint="Save the page and give the file, or allow the robot.",
        )
    fetcher.slow_down(min(float(rules.crawl_delay(token) or 0.0), LONGEST_DELAY_SECONDS))
    return fetcher.get(url)
