"""List pages: the article links of a section page or home page."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from include.addresses import LONGEST_ADDRESS
from include.pages.dates import Moment, find_moments, parse_moment
from include.pages.listings.listing import Entry, Listing, entry, plain

_HEADING = {"h1", "h2", "h3", "h4", "h5"}
_ITEM = {"li", "article", "section", "tr", "dd"}
_OUTSIDE = {"nav", "footer", "header", "aside"}
_ARTICLE_PATH = re.compile(r"\d{3}|[\w%]-[\w%]+-[\w%]+-[\w%]")
_TITLE_MINIMUM = 15


def read(text: str, url: str, link_selector: str = "") -> Listing:
    """Return the links of a list page, each address once, in their order.

    Args:
        text: The decoded page.
        url: Its address.
        link_selector: CSS selector of article links; without it, links on the same host that look like articles.
    """
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return Listing("unknown", cause="empty page")
    links = _chosen(tree, link_selector) if link_selector else _guessed(tree, url)
    entries: dict[str, Entry] = {}
    moments: dict[html.HtmlElement, Moment | None] = {}
    for link in links:
        found = _entry(link, url, moments)
        if found.url and (found.url not in entries or (found.title and not entries[found.url].title)):
            entries[found.url] = found
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


def _entry(link: html.HtmlElement, base: str, moments: dict[html.HtmlElement, Moment | None]) -> Entry:
    """Read one link with the date beside it; each item's date is read once, however many links it holds."""
    title = plain(link.text_content(), is_markup=False) or plain(link.get("title"), is_markup=False)
    address = _absolute(base, link.get("href", ""))
    item = _item(link)
    if item not in moments:
        moments[item] = _moment_in(item)
    published = moments[item]
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


def _item(link: html.HtmlElement) -> html.HtmlElement:
    """Return the item that holds a link."""
    item = next((element for element in link.iterancestors() if element.tag in _ITEM), link.getparent())
    return link if item is None else item


def _moment_in(item: html.HtmlElement) -> Moment | None:
    """Read the date in an item: a time element first, visible words else."""
    for stamp in item.iter("time"):
        moment = parse_moment(stamp.get("datetime") or stamp.text_content())
        if moment:
            return moment
    moments = find_moments(unicodedata.normalize("NFC", item.text_content())[:2000])
    return moments[0][2] if moments else None
