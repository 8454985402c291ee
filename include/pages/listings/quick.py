"""The fast path: clean RSS, RDF and Atom, read with lxml; anything in doubt is declined."""

import re

from lxml import etree

from include.pages.dates import parse_moment
from include.pages.listings.listing import Entry, Listing, ListingKind, absolute, entry, plain

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
_DATES = {"date", "issued", "created", "modified", "published", "updated", "pubDate", "pubdate"}
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
        if not items:
            raise _Doubt
    elif root.tag == f"{_ATOM}feed":
        return Listing("atom", tuple(_atom_entry(item, url) for item in root.findall(f"{_ATOM}entry")))
    else:
        raise _Doubt
    return Listing(kind, tuple(_rss_entry(item, url, prefix) for item in items))


def _rss_entry(item: etree._Element, base: str, prefix: str) -> Entry:
    """Read one item of RSS or RDF."""
    found = _rss_fields(item, prefix)
    if "pubDate" not in found and any(etree.QName(tag).localname in _DATES for tag in found if tag != f"{_DC}date"):
        raise _Doubt
    guid = found.get("guid") or item.get(f"{_RDF}about") or None
    return entry(
        url=absolute(base, found.get("link") or found.get("permalink")),
        title=plain(found.get("title")),
        published=parse_moment(found.get("pubDate") or found.get(f"{_DC}date") or ""),
        updated=parse_moment(found.get(f"{_DC}date", "")),
        summary=plain(found.get("description") or found.get(_CONTENT)),
        section=plain(found.get("category") or found.get(f"{_DC}subject")),
        guid=guid,
    )


def _rss_fields(item: etree._Element, prefix: str) -> dict[str, str]:
    """Return the texts of an item's elements; what is twice there or holds markup is in doubt."""
    found: dict[str, str] = {}
    for child in item:
        tag = child.tag
        if not isinstance(tag, str) or tag in _ENTANGLED:
            raise _Doubt
        name = tag.removeprefix(prefix)
        text = (child.text or "").strip()
        if name in _PLAIN_RSS and (len(child) or (name in found and name != "category")):
            raise _Doubt
        if name == "guid" and child.get("isPermaLink", "true").lower() != "false":
            found["permalink"] = text
        found.setdefault(name, text)
    if found.get("category", "?") == "" or not (found.get("description") or found.get(_CONTENT)):
        _only_known(item, prefix)
    return found


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
        url=absolute(base, link),
        title=_atom_text(item, "title"),
        published=stamps["published"],
        updated=stamps["updated"],
        summary=_atom_text(item, "summary") or _atom_text(item, "content"),
        section=plain(category.get("term")) if category is not None else None,
        guid=guid,
    )


def _atom_link(item: etree._Element) -> str:
    """Return the one alternate link of an entry."""
    found = item.findall(f"{_ATOM}link")
    links = [a.get("href", "") for a in found if a.get("rel", "alternate") == "alternate"]
    if len(links) != 1 or not all(a.get("href") for a in found):
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
