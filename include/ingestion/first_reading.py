"""Shows what would be observed of an outlet today: its masthead, field by field, and three articles."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from include.errors import FetchError, ReadingError
from include.fetching.answer import Answer
from include.fetching.fetch import Fetcher
from include.fetching.robots import AskedNow
from include.ingestion.discovery import declared_listings
from include.ingestion.reading import credit_names
from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.home_page import observe_home_page
from include.outlets.profile import Profile
from include.pages.extraction.article import extract_page
from include.pages.listings.parse import parse_listing
from include.pages.obstacles import HINTS, find_obstacle
from include.pages.page import Page, open_page

ARTICLES = 3
_PLACES = {
    "seen": "It is not on the page. Nothing to do: two captures a day apart will say so.",
    "unread": "A line that may show it is not understood: read it, then extend the recogniser or ask the outlet.",
    "script": "A script draws the place where it belongs: it will be needs_review.",
    "image": "An image is shown where it belongs: it will be needs_review.",
    "absent": "No footer or masthead was found: it will be needs_review.",
}
Row = dict[str, Any]


def read_outlet(profile: Profile, fetcher: Fetcher) -> Iterator[Row]:
    """Yield one row a field of the home page, then those of each article: what would be observed, and what to do."""
    asked = AskedNow(fetcher)
    home = _fetched(profile.home_page, asked)
    if home is None:
        return
    yield from _home_page_rows(profile, home)
    for address in _newest_articles(profile, asked):
        answer = _fetched(address, asked)
        if answer is not None:
            yield from _article_rows(profile, answer)


def _fetched(address: str, asked: AskedNow) -> Answer | None:
    """Return an answer, or None: check_outlet has reported why there is none."""
    try:
        return asked.get(address)
    except FetchError:
        return None


def _page_of(profile: Profile, answer: Answer) -> Page:
    """Return an answer as a page."""
    return open_page(answer.body, answer.final_url, answer.header("content-type"), profile.legacy_charset)


def _home_page_rows(profile: Profile, answer: Answer) -> Iterator[Row]:
    """Yield the obstacle of the home page, if any, then each field as it is read."""
    row: Row = {"outlet_id": profile.outlet_id, "address": answer.final_url}
    try:
        page = _page_of(profile, answer)
        facts = observe_home_page(page, profile)
    except ReadingError as error:
        yield {**row, "field": "page", "is_present": False, "value": None, "place": None, "hint": str(error)}
        return
    obstacle = find_obstacle(page)
    if obstacle:
        hint = HINTS[obstacle]
        yield {**row, "field": "page", "is_present": False, "value": str(obstacle), "place": None, "hint": hint}
    yield from (_fact_row(row, fact) for fact in facts)


def _newest_articles(profile: Profile, asked: AskedNow) -> list[str]:
    """Return the addresses of the newest articles of the first listing that names any."""
    for address in declared_listings(profile):
        answer = _fetched(address, asked)
        if answer is None:
            continue
        selector = profile.list_page_links if address in profile.list_pages else ""
        listing = parse_listing(answer.body, answer.final_url, answer.header("content-type"), selector)
        found = [entry.url for entry in listing.entries if entry.url and asked.fetcher.policy.may_fetch(entry.url)]
        if found:
            return found[:ARTICLES]
    return []


def _article_rows(profile: Profile, answer: Answer) -> Iterator[Row]:
    """Yield what is read of one article, then each of its observations."""
    row: Row = {"outlet_id": profile.outlet_id, "address": answer.final_url}
    try:
        page = _page_of(profile, answer)
        article = extract_page(page, profile, date.max)
        facts = observe_article(page, article, profile, date.max, credit_names())
    except ReadingError as error:
        yield {**row, "field": "article", "is_present": False, "value": None, "place": None, "hint": str(error)}
        return
    lacks = [name for name in ("title", "published_at", "text") if not getattr(article, name)]
    obstacle = find_obstacle(page)
    hint = HINTS[obstacle] if obstacle else f"Not read: {', '.join(lacks)}. Add a layout." if lacks else None
    value = f"{article.title} · {article.published_at} · {len(article.text or '')} characters"
    yield {**row, "field": "article", "is_present": not lacks, "value": value, "place": None, "hint": hint}
    yield from (_fact_row(row, fact, "article ") for fact in facts)


def _fact_row(row: Row, fact: ObservedFact, of: str = "") -> Row:
    """Return the row of one observation; one that is not found comes with a hint on what to do."""
    todo = None if fact.is_present else "It is not on the page." if of and fact.place == "seen" else _PLACES[fact.place]
    shown = fact.value if fact.is_present else fact.snippet
    field, place = f"{of}{fact.observation}", str(fact.place)
    return {**row, "field": field, "is_present": fact.is_present, "value": shown, "place": place, "hint": todo}
