"""The thorough path: feeds that the fast path declines, read by feedparser, however broken."""

import io
import re
import time
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from include.pages.dates import Moment, parse_moment
from include.pages.listings.listing import Entry, Listing, ListingKind, absolute, entry, plain

_KINDS: tuple[tuple[str, ListingKind], ...] = (("atom", "atom"), ("rss090", "rdf"), ("rss10", "rdf"), ("rss", "rss"))
_SUBSET = re.compile(r"(<!DOCTYPE[^\[><]*)\[(.*?)(?:\]\s*>|\Z)", re.S | re.I)  # unclosed it goes on to the end
_SAFE_ENTITY = re.compile(r"""<!ENTITY\s+\w+\s+(?:"[^"%&<]{0,64}"|'[^'%&<]{0,64}')\s*>""", re.I)
_DEPTH_LIMIT = 500
_MARKUP = re.compile(r"<(/?)[A-Za-z_][^<>]*?(/?)>")


def read(text: str, url: str) -> Listing:
    """Read a feed with feedparser; broken ones give what can be read of them.

    Args:
        text: The decoded document without its XML declaration.
        url: Base of relative addresses.
    """
    import feedparser

    if _is_too_deep(text):
        return Listing("unknown", cause=f"elements are nested more than {_DEPTH_LIMIT} deep")
    body = io.BytesIO(_without_entities(text).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, LookupError, RecursionError) as error:
            return Listing("unknown", cause=f"feedparser gave up: {type(error).__name__}")
    version = str(found.get("version") or "")
    kind: ListingKind = next((kind for start, kind in _KINDS if version.startswith(start)), "unknown")
    cause = "" if kind != "unknown" or found.entries else "neither a feed nor a sitemap"
    return Listing(kind, tuple(_entry(item, kind, url) for item in found.entries), cause=cause)


def _entry(item: Mapping[str, Any], kind: ListingKind, base: str) -> Entry:
    """Take the fields of one item; feedparser's own fall-backs between dates are ignored."""
    published = _moment(item, "published") or _moment(item, "created")
    updated = _moment(item, "updated")
    if kind != "atom":
        published = published or updated
    tags = item.get("tags") or [{}]
    return entry(
        url=absolute(base, item.get("link")),
        title=_text(item, "title", kind),
        published=published,
        updated=updated,
        summary=_text(item, "summary", kind),
        section=plain(tags[0].get("term") or tags[0].get("label")),
        guid=item.get("id") or None,
    )


def _text(item: Mapping[str, Any], name: str, kind: ListingKind) -> str | None:
    """Return a text field as plain text; Atom's plain text keeps its angle brackets."""
    detail = item.get(f"{name}_detail") or {}
    value = item.get(name)
    return plain(value, is_markup=kind != "atom" or detail.get("type") != "text/plain")


def _moment(item: Mapping[str, Any], name: str) -> Moment | None:
    """Read a date as written; where only feedparser understands it, take its reading."""
    if not dict.__contains__(item, name):
        return None
    moment = parse_moment(str(item[name]))
    parsed = item.get(f"{name}_parsed")
    if moment or not isinstance(parsed, time.struct_time):
        return moment
    try:
        return Moment(datetime(*parsed[:6], tzinfo=UTC), "second")
    except ValueError:
        return None


def _without_entities(text: str) -> str:
    """Keep only those entities of a document type that stand for a few plain characters."""
    return _SUBSET.sub(lambda match: "\n".join([f"{match[1]}[", *_SAFE_ENTITY.findall(match[2]), "]>\n"]), text)


def _is_too_deep(text: str) -> bool:
    """Return whether elements are nested beyond all sense, by counting tags without a stack."""
    depth = deepest = 0
    for match in _MARKUP.finditer(text):
        depth += -1 if match[1] else 0 if match[2] else 1
        deepest = max(deepest, depth)
    return deepest > _DEPTH_LIMIT
