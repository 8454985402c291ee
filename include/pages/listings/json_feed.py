"""JSON Feed, versions 1 and 1.1."""

import json
from typing import Any

from include.pages.dates import parse_moment
from include.pages.listings.listing import Entry, Listing, absolute, entry, plain


def read(text: str, url: str) -> Listing:
    """Read a JSON Feed; items that are no objects are left out, fields of a wrong type are empty."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Listing("unknown", cause="not JSON")
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        return Listing("unknown", cause="JSON without items")
    return Listing("json_feed", tuple(_entry(item, url) for item in items if isinstance(item, dict)))


def _entry(item: dict[str, Any], base: str) -> Entry:
    """Read one item."""
    link = _string(item, "url") or _string(item, "external_url")
    tags = item.get("tags")
    section = next((tag for tag in tags if isinstance(tag, str)), None) if isinstance(tags, list) else None
    identity = item.get("id")
    summary = _string(item, "summary")
    text = _string(item, "content_text")
    return entry(
        url=absolute(base, link),
        title=plain(_string(item, "title"), is_markup=False),
        published=parse_moment(_string(item, "date_published") or ""),
        updated=parse_moment(_string(item, "date_modified") or ""),
        summary=plain(summary or text, is_markup=False) or plain(_string(item, "content_html")),
        section=plain(section, is_markup=False),
        guid=str(identity) if isinstance(identity, str | int | float) and identity != "" else None,
    )


def _string(item: dict[str, Any], name: str) -> str | None:
    """Return a field when it is a string."""
    value = item.get(name)
    return value if isinstance(value, str) and value else None
