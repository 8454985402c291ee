"""Sitemaps: plain, news, index and text, as sitemaps.org and Google News describe them."""

import re

from lxml import etree

from include.pages.dates import parse_moment
from include.pages.listings.listing import Entry, Listing, Nested, absolute, entry, plain

_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_HEAD_CHARACTERS = 20_000  # a document type behind them is no sitemap's; feeds.py looks no further for the root
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)", re.I)
_ADDRESS = re.compile(r"https?://\S+", re.I)


def read(text: str, url: str) -> Listing:
    """Read a sitemap or an index of sitemaps; of broken XML, what comes before and after the break."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(_whole(_without_type(text)).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        return Listing("unknown", cause=f"sitemap cannot be read: {error.msg}")
    if root is None:
        return Listing("unknown", cause="sitemap is empty")
    cause = "sitemap is broken XML" if parser.error_log else ""
    if _local(root) == "sitemapindex":
        nested = tuple(found for child in _within(root, "sitemap") if (found := _nested(child, url)))
        return Listing("sitemap_index", nested=nested, cause=cause)
    return Listing("sitemap", tuple(_entry(child, url) for child in _within(root, "url")), cause=cause)


def _whole(text: str) -> str:
    """Return a document with each ampersand written as one that begins no reference; it would end an address."""
    return _BARE_AMPERSAND.sub("&amp;", text) if "&" in text else text


def _within(root: etree._Element, name: str) -> list[etree._Element]:
    """Return the lines of a sitemap, also where one list lies within another."""
    return [child for child in root.iter() if child is not root and _local(child) == name]


def read_plain(text: str, url: str) -> Listing:
    """Read a text sitemap: one address a line and nothing else."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not all(_ADDRESS.fullmatch(line) for line in lines):
        return Listing("unknown", cause="neither a feed nor a sitemap" if lines else "empty answer")
    return Listing("sitemap", tuple(Entry(url=line, guid=line) for line in lines))


def _nested(element: etree._Element, base: str) -> Nested | None:
    """Read one line of an index; nothing when it has no address."""
    fields = _fields(element)
    address = absolute(base, fields.get("loc"))
    return Nested(address, parse_moment(fields.get("lastmod", ""))) if address else None


def _without_type(text: str) -> str:
    """Return a document without its document type."""
    return _DOCTYPE.sub("", text[:_HEAD_CHARACTERS], count=1) + text[_HEAD_CHARACTERS:]


def _entry(element: etree._Element, base: str) -> Entry:
    """Read one address with what the news extension says of it."""
    fields = _fields(element)
    address = fields.get("loc", "")
    return entry(
        url=absolute(base, address),
        title=plain(fields.get("title")),
        published=parse_moment(fields.get("publication_date", "")),
        updated=parse_moment(fields.get("lastmod", "")),
        summary=None,
        section=None,
        guid=address or None,
    )


def _fields(element: etree._Element) -> dict[str, str]:
    """Return the texts below an element by local name; images and videos are ignored."""
    found: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "news":
            found.update(_fields(child))
        elif name in ("loc", "lastmod", "publication_date", "title"):
            found.setdefault(name, (child.text or "").strip())
    return found


def _local(element: etree._Element) -> str:
    """Return an element's name without its namespace, or the prefix nobody declared; comments have none."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""
