"""List pages: the article links of a section page or home page."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from include.addresses import LONGEST_ADDRESS
from include.pages.dates import Moment, find_moments, parse_moment
from include.pages.listings.listing import Entry, Listing, entry, plain
from include.periods.days import local_day

_HEADING = {"h1", "h2", "h3", "h4", "h5"}
_OUTSIDE = {"nav", "footer", "header", "aside"}
_ARTICLE_PATH = re.compile(r"\d{3}|[\w%]-[\w%]+-[\w%]+-[\w%]")
_TITLE_MINIMUM = 15
_WHOLE = {"body", "html", "main"}
_SIBLINGS = 12
_ELEMENTS = 300
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|ngay|thoi-?gian|publish\w*|posted|pubdate|timeago)(?:$|[\s_-])", re.I
)
_DATE_LIMIT = 60
_REST = 12  # characters beside a date that are no sentence: a section, a separator
_AROUND_DATE = re.compile(r"[\W\d_]+|thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày|lúc|đăng|cập nhật|gmt", re.I)
_AGO = re.compile(r"\W*(\d{1,2})\s+(phút|giờ|tiếng)\s+trước\W*", re.I)
_UNITS = {"phút": timedelta(minutes=1), "giờ": timedelta(hours=1), "tiếng": timedelta(hours=1)}


def read(text: str, url: str, link_selector: str = "", seen_at: datetime | None = None) -> Listing:
    """Return the links of a list page, each address once, in their order.

    Args:
        text: The decoded page.
        url: Its address.
        link_selector: CSS selector of article links; without it, links on the same host that look like articles.
        seen_at: When the page was fetched, from which "2 giờ trước" counts; without it such words are no date.
    """
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return Listing("unknown", cause="empty page")
    links = list(_chosen(tree, link_selector) if link_selector else _guessed(tree, url))
    addresses = {link: address for link in links if (address := _absolute(url, link.get("href", "")))}
    items = _items(addresses)
    moments: dict[html.HtmlElement, Moment | None] = {}
    entries: dict[str, Entry] = {}
    for link, address in addresses.items():
        item = items[link]
        if item not in moments:
            beside = _beside(link, addresses) if item is link else list(item.iter())
            moments[item] = _moment_in(beside, seen_at)
        found = _entry(link, address, moments[item])
        if address not in entries or (found.title and not entries[address].title):
            entries[address] = found
    return Listing("list_page", tuple(entries.values()))


def _chosen(tree: html.HtmlElement, selector: str) -> Iterable[html.HtmlElement]:
    """Yield the links a profile's selector names: anchors, or what lies around or inside one."""
    for element in tree.cssselect(selector):
        link = element if element.tag == "a" else next(element.iter("a"), None)
        if link is not None and link.get("href"):
            yield link


def _guessed(tree: html.HtmlElement, url: str) -> Iterable[html.HtmlElement]:
    """Yield the links that look like articles of the same host."""
    host = urlsplit(url).hostname
    for link in tree.iter("a"):
        address = _absolute(url, link.get("href", ""))
        parts = urlsplit(address) if address else None
        if not parts or parts.hostname != host or not _ARTICLE_PATH.search(parts.path):
            continue
        above = {element.tag for element in link.iterancestors()}
        is_title = above & _HEADING or any(child.tag in _HEADING for child in link)
        if is_title or (not above & _OUTSIDE and len(link.text_content().strip()) >= _TITLE_MINIMUM):
            yield link


def _entry(link: html.HtmlElement, address: str, published: Moment | None) -> Entry:
    """Read one link with the date of its item."""
    title = plain(link.text_content(), is_markup=False) or plain(link.get("title"), is_markup=False)
    return entry(url=address, title=title, published=published, updated=None, summary=None, section=None, guid=None)


def _absolute(base: str, href: str) -> str | None:
    """Resolve an address; scripts, mail addresses and nonsense are none."""
    if len(href) > LONGEST_ADDRESS:
        return None
    try:
        address = urljoin(base, href.strip()).partition("#")[0]
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _items(addresses: dict[html.HtmlElement, str]) -> dict[html.HtmlElement, html.HtmlElement]:
    """Return for each link the largest element around it that holds no link to another article, else the link."""
    held: dict[html.HtmlElement, str | None] = {}  # the one address below an element; nothing when there are several
    for link, address in addresses.items():
        for element in (link, *link.iterancestors()):
            if held.setdefault(element, address) != address:
                held[element] = None
    items = {}
    for link, address in addresses.items():
        item = link
        for element in link.iterancestors():
            if element.tag in _WHOLE or held[element] != address:
                break
            item = element
        items[link] = item
    return items


def _beside(link: html.HtmlElement, addresses: dict[html.HtmlElement, str]) -> list[html.HtmlElement]:
    """Return the link and what follows it up to the next article's."""
    beside = [link]
    for sibling in islice(link.itersiblings(), _SIBLINGS):
        if sibling in addresses or any(inner in addresses for inner in sibling.iter("a")):
            break
        beside += sibling.iter()
    return beside


def _moment_in(elements: list[html.HtmlElement], seen_at: datetime | None) -> Moment | None:
    """Read the date of an item: a time element, an element called so, or words that are a date and little else.

    A date within a teaser's sentence is when something happened, not when it was published.
    """
    named = [element for element in elements[:_ELEMENTS] if isinstance(element.tag, str)]
    for stamp in (element for element in named if element.tag == "time"):
        if moment := parse_moment(stamp.get("datetime") or "") or _worded(stamp.text_content(), seen_at):
            return moment
    for element in (element for element in named if _DATED.search(element.get("class") or "")):
        if moment := _worded(element.text_content(), seen_at):
            return moment
    for element in named:
        for words in (element.text, element.tail if element is not named[0] else None):
            if moment := _worded(words, seen_at):
                return moment
    return None


def _worded(words: str | None, seen_at: datetime | None) -> Moment | None:
    """Read words that are a date and little else."""
    text = unicodedata.normalize("NFC", " ".join((words or "").split()))
    if not text or len(text) > _DATE_LIMIT:
        return None
    dates = find_moments(text)
    if dates:
        start, end, moment = dates[0]
        rest = _AROUND_DATE.sub("", text[:start] + text[end:])
        return moment if len(rest) <= _REST else None
    return _relative(text, seen_at) if seen_at else None


def _relative(text: str, seen_at: datetime) -> Moment | None:
    """Return the day of "2 giờ trước" where all of the hour, or minute, that it may mean lies in one local day."""
    match = _AGO.fullmatch(text)
    if not match:
        return None
    unit = _UNITS[match[2].lower()]
    latest = seen_at - int(match[1]) * unit
    day = local_day(latest)
    return parse_moment(day.isoformat()) if local_day(latest - unit) == day else None
