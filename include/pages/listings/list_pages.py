"""List pages: the article links of a section page or home page."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from lxml import etree, html

from include.addresses import LONGEST_ADDRESS
from include.pages.dates import Moment
from include.pages.listings.item_dates import moment_in
from include.pages.listings.listing import Entry, Listing, entry, plain

_HEADING = {"h1", "h2", "h3", "h4", "h5"}
_OUTSIDE = {"nav", "footer", "header", "aside"}
_ARTICLE_PATH = re.compile(r"\d{3}|[\w%]-[\w%]+-[\w%]+-[\w%]")
_ARTICLE_QUERY = re.compile(
    r"(?!cat|cn|zone|menu|tab|page|portal|lang|parent|idcha|chuyen|nhom|loai|group|topic|tag|user|return|ref|poll|vote|item)"
    r"\w*(?:id|tin|bai|news|article|post)\w*|p",
    re.I,
)
_SECTION_VALUE = re.compile(r"categor\w*|sections?|frontpage|featured|archive|search|wrapper", re.I)
_NUMBER = re.compile(r"\d{2,12}(?:$|:)")
_TITLE_MINIMUM = 15
_TITLE_WORDS = 5  # of a link whose address is a script's: sections' links are shorter
_PARAMETERS = 10
_WHOLE = {"body", "html", "main"}
_SIBLINGS = 12


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
            moments[item] = moment_in(beside, seen_at)
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
        if not parts or parts.hostname != host:
            continue
        words = link.text_content().split()
        if not _ARTICLE_PATH.search(parts.path) and not _is_numbered(parts, words):
            continue
        above = {element.tag for element in link.iterancestors()}
        is_title = above & _HEADING or any(child.tag in _HEADING for child in link)
        if is_title or (not above & _OUTSIDE and len(" ".join(words)) >= _TITLE_MINIMUM):
            yield link


def _is_numbered(parts: SplitResult, words: list[str]) -> bool:
    """Return whether an address is a script's with an article's number, as of WebForms, and its words are a title's."""
    if len(words) < _TITLE_WORDS:
        return False
    given = parse_qsl(parts.query)[:_PARAMETERS]
    if any(_SECTION_VALUE.fullmatch(value) for _, value in given):
        return False
    return any(_ARTICLE_QUERY.fullmatch(name) and _NUMBER.match(value) for name, value in given)


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
