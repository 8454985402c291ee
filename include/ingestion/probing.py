"""Asks what an outlet's addresses answer right now, for people who maintain profiles; nothing is archived."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from protego import Protego

from include.addresses import read_address
from include.errors import FetchError, ReadingError
from include.fetching.answer import Answer
from include.fetching.causes import HarvestCause
from include.fetching.fetch import Fetcher
from include.fetching.robots import UNREADABLE_HINT, AskedNow, product_token, rules_now
from include.ingestion.discovery import declared_listings
from include.outlets.profile import Profile
from include.pages.charset import decode
from include.pages.listings.listing import Listing
from include.pages.listings.parse import parse_listing
from include.pages.obstacles import HINTS, Obstacle, find_obstacle
from include.pages.page import open_page

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
WELL_KNOWN = (
    "/rss", "/rss.xml", "/rss/home.rss", "/feed", "/atom.xml", "/sitemap.xml", "/sitemap_news.xml",
    "/sitemap-news.xml", "/news-sitemap.xml",
)  # fmt: skip
ANSWERED = (200, 401, 403, 451)  # a challenge, a login or a refusal of visitors from abroad is a page as well
_OF_STATUS = {401: Obstacle.LOGIN, 451: Obstacle.GEO_BLOCK}
_BROWSER_HINT = "Open the address in a browser."
Row = dict[str, Any]


def check_outlet(profile: Profile, fetcher: Fetcher) -> Iterator[Row]:
    """Yield one row for each address of a profile: what answers, how many items, the newest, and what to fix."""
    known: dict[str, tuple[Protego | None, str]] = {}
    for address in [profile.home_page, *profile.policy_pages, *declared_listings(profile)]:
        is_listing = address in declared_listings(profile)
        origin = read_address(address).origin
        rules, said = known.setdefault(origin, known.get(origin) or _robots(address, fetcher))
        row: Row = {
            "outlet_id": profile.outlet_id, "address": address, "answer": None, "items": None, "newest": None,
            "charset": None, "robots": said, "hint": None,
        }  # fmt: skip
        if rules is None:
            yield {**row, "answer": str(HarvestCause.ROBOTS_UNREACHABLE), "hint": UNREADABLE_HINT}
            continue
        if not rules.can_fetch(address, product_token(fetcher.policy.user_agent)):
            yield {**row, "robots": "forbids", "hint": "Remove the address, or ask the outlet for permission."}
            continue
        try:
            answer = fetcher.get(address, accepts=ANSWERED)
        except FetchError as error:
            yield {**row, "answer": str(error.cause), "hint": error.hint or _BROWSER_HINT}
            continue
        selector = profile.list_page_links if address in profile.list_pages else ""
        yield {**row, **_describe(answer, selector, is_listing=is_listing)}


def discover_feeds(url: str, fetcher: Fetcher) -> Iterator[Row]:
    """Yield the feeds and sitemaps of a site: those its page declares, those in robots.txt, and those that are usual.

    Raises:
        FetchError: The site itself does not answer, or robots.txt closes it.
    """
    asked = AskedNow(fetcher)
    page = _page(url, asked)
    said = [address for address in asked.rules(url).sitemaps if fetcher.policy.may_fetch(address)]
    candidates = [(address, "page") for address in _declared(page)]
    candidates += [(address, "robots.txt") for address in said]
    candidates += [(urljoin(url, path), "usual place") for path in WELL_KNOWN]
    seen: set[str] = set()
    for address, where in candidates:
        if address in seen:
            continue
        seen.add(address)
        try:
            answer = asked.get(address)
        except FetchError as error:
            if where != "usual place":
                yield {"address": address, "found_in": where, "kind": str(error.cause), "items": 0, "newest": None}
            continue
        listing = parse_listing(answer.body, answer.final_url, answer.header("content-type"))
        if (listing.entries or listing.nested) and listing.kind not in ("list_page", "unknown"):
            count = len(listing.entries) or len(listing.nested)
            yield {
                "address": address,
                "found_in": where,
                "kind": listing.kind,
                "items": count,
                "newest": _newest(listing),
            }


def _page(url: str, asked: AskedNow) -> Answer:
    """Return the page of an address; where it is refused, the error names the obstacle."""
    answer = asked.get(url, accepts=ANSWERED)
    if answer.http_status == 200:
        return answer
    said = _refused(answer)
    raise FetchError(f"{url[:200]} answered {said['answer']}.", cause=HarvestCause.REFUSED, hint=said["hint"])


def _describe(answer: Answer, selector: str, *, is_listing: bool) -> Row:
    """Return what an answer holds."""
    if answer.http_status != 200:
        return _refused(answer)
    _, charset = decode(answer.body[:100_000], answer.header("content-type"))
    found: Row = {"answer": str(answer.http_status), "charset": charset}
    obstacle = None if is_listing else _obstacle(answer)
    if obstacle:
        found |= {"answer": str(obstacle), "hint": HINTS[obstacle]}
    elif answer.final_url != answer.url:
        found["hint"] = f"It moved: write {answer.final_url}"
    if not is_listing:
        return found
    listing = parse_listing(answer.body, answer.final_url, answer.header("content-type"), selector)
    found |= {"items": len(listing.entries) or len(listing.nested), "newest": _newest(listing)}
    if listing.cause:
        found["hint"] = f"It cannot be read wholly: {listing.cause}"
    elif not found["items"]:
        found["hint"] = "It lists nothing: find another feed by press outlets discover."
    return found


def _refused(answer: Answer) -> Row:
    """Return why an address was refused: a challenge, a login, visitors from abroad; else just that it was."""
    found = _obstacle(answer)
    named = found if found is not None and found is not Obstacle.SCRIPT else _OF_STATUS.get(answer.http_status)
    if named is None:
        return {"answer": str(HarvestCause.REFUSED), "hint": _BROWSER_HINT}
    return {"answer": str(named), "hint": HINTS[named]}


def _obstacle(answer: Answer) -> Obstacle | None:
    """Return the obstacle that an answer is instead of the page, or None."""
    try:
        return find_obstacle(open_page(answer.body, answer.final_url, answer.header("content-type")))
    except ReadingError:
        return None


def _newest(listing: Listing) -> datetime | None:
    """Return the newest instant a listing names."""
    dates = [entry.published_at or entry.updated_at for entry in listing.entries]
    return max(filter(None, dates), default=None)


def _robots(url: str, fetcher: Fetcher) -> tuple[Protego | None, str]:
    """Return a host's rules and a summary of them; without rules nothing may be fetched for now."""
    try:
        rules = rules_now(url, fetcher)
    except FetchError as error:
        return None, str(error.cause)
    delay = rules.crawl_delay(product_token(fetcher.policy.user_agent))
    return rules, f"allows, every {delay:g} s" if delay else "allows"


def _declared(page: Answer) -> list[str]:
    """Return the feeds that a page declares in its head."""
    text, _ = decode(page.body, page.header("content-type"))
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    links = [
        urljoin(page.final_url, link.get("href") or "")
        for link in tree.iter("link")
        if (link.get("type") or "").lower() in FEED_TYPES and link.get("href")
    ]
    return [link for link in dict.fromkeys(links) if urlsplit(link).scheme in ("http", "https")]
