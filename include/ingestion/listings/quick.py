"""The fast path: clean RSS, RDF and Atom, read with lxml; anything in doubt is declined."""

import re
from urllib.parse import urljoin

from lxml import etree

from include.ingestion.dates import parse_moment
from include.ingestion.listings.listing import Entry, Listing, ListingKind, entry, plain

_DOUBTFUL = re.compile(
    r"<!DOCTYPE|<!ENTITY|xml:base|<(?:\w+:)?(?:title|summary|link|guid|id)\b[^>]*\b(?:mode|xmlns)=", re.I
)
_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RSS1 = "{http://purl.org/rss/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ATOM_MARKUP = {None: False, "text": False, "text/plain": False, "html": True, "text/html": True}
# RSS elements that feedparser folds into the fields read here, in its own order of precedence
_ENTANGLED = {f"{_DC}title", f"{_DC}description", f"{_DC}identifier"}
_PLAIN_RSS = {"title", "link", "description", "pubDate", "guid", "category"}


class _Doubt(Exception):  # noqa: N818 (a signal between functions of this module, never an error)
    """The document is not clean enough to be read here."""


def read(text: str, url: str) -> Listing | None:
    """Read a clean feed, or decline.

    Args:
        text: The decoded document without its XML declaration.
        url: Base of relative addresses.
    """
    if _DOUBTFUL.search(text):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(text.encode(), parser)
        return _read_root(root, url)
    except (etree.XMLSyntaxError, UnicodeEncodeError, _Doubt):
        return None


def _read_root(root: etree._Element, url: str) -> Listing:
    """Read a document by its root element."""
    kind: ListingKind
    if root.tag == "rss" and root.get("version", "").startswith(("2.", "0.91", "0.92")):
        kind, items, prefix = "rss", root.findall("channel/item"), ""
    elif root.tag == f"{_RDF}RDF":
        kind, items, prefix = "rdf", root.findall(f"{_RSS1}item"), _RSS1
    elif root.tag == f"{_ATOM}feed":
        return Listing("atom", tuple(_atom_entry(item, url) for item in root.findall(f"{_ATOM}entry")))
    else:
        raise _Doubt
    return Listing(kind, tuple(_rss_entry(item, url, prefix) for item in items))


def _rss_entry(item: etree._Element, base: str, prefix: str) -> Entry:
    """Read one item of RSS or RDF."""
    found: dict[str, str] = {}
    is_permalink = True
    for child in item:
        tag = child.tag
        if not isinstance(tag, str) or tag in _ENTANGLED:
            raise _Doubt
        name = tag.removeprefix(prefix)
        if name in _PLAIN_RSS and len(child):
            raise _Doubt
        if name in found:
            if name in ("category", f"{_DC}subject") or name not in _PLAIN_RSS:
                continue
            raise _Doubt
        if name == "guid":
            is_permalink = child.get("isPermaLink", "true").lower() != "false"
        found[name] = (child.text or "").strip()
    if found.get("category", "?") == "" or not (found.get("description") or found.get(_CONTENT) or len(item) < 1):
        _only_known(item, prefix)
    guid = found.get("guid") or item.get(f"{_RDF}about") or None
    link = found.get("link") or (guid if is_permalink and "guid" in found else "")
    stamp = found.get("pubDate") or found.get(f"{_DC}date") or ""
    return entry(
        url=urljoin(base, link) if link else None,
        title=plain(found.get("title")),
        published=parse_moment(stamp),
        updated=parse_moment(found.get(f"{_DC}date", "")),
        summary=plain(found.get("description") or found.get(_CONTENT)),
        section=plain(found.get("category") or found.get(f"{_DC}subject")),
        guid=guid,
    )


def _only_known(item: etree._Element, prefix: str) -> None:
    """Decline an item without a description when another vocabulary may hold one."""
    known = {prefix + name for name in _PLAIN_RSS} | {f"{_DC}date", f"{_DC}subject", f"{_DC}creator", _CONTENT}
    if any(child.tag not in known for child in item):
        raise _Doubt


def _atom_entry(item: etree._Element, base: str) -> Entry:
    """Read one entry of Atom 1.0."""
    stamps = {name: parse_moment(item.findtext(_ATOM + name, "")) for name in ("published", "updated")}
    guid = (item.findtext(f"{_ATOM}id") or "").strip() or None
    link = _atom_link(item)
    category = item.find(f"{_ATOM}category")
    return entry(
        url=urljoin(base, link) if link else None,
        title=_atom_text(item, "title"),
        published=stamps["published"],
        updated=stamps["updated"],
        summary=_atom_text(item, "summary") or _atom_text(item, "content"),
        section=plain(category.get("term")) if category is not None else None,
        guid=guid,
    )


def _atom_link(item: etree._Element) -> str:
    """Return the one alternate link of an entry."""
    links = [a.get("href", "") for a in item.findall(f"{_ATOM}link") if a.get("rel", "alternate") == "alternate"]
    if len(links) != 1:
        raise _Doubt
    return str(links[0]).strip()


def _atom_text(item: etree._Element, name: str) -> str | None:
    """Return a text construct as plain text."""
    found = item.findall(_ATOM + name)
    if not found:
        return None
    if len(found) > 1 or len(found[0]) or found[0].get("type") not in _ATOM_MARKUP or found[0].get("src"):
        raise _Doubt
    return plain(found[0].text, is_markup=_ATOM_MARKUP[found[0].get("type")])
