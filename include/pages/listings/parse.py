"""Reads whatever an outlet lists its articles in: feeds of every format, sitemaps, list pages.

Clean feeds take a fast path over lxml; whatever is in doubt (a document type, markup inside markup, broken XML, an old
dialect) goes to feedparser. Both yield the same fields. Nothing is loaded from outside, no entity is expanded that a
document defines for itself beyond plain characters, and nothing is raised for any body.
"""

import gzip
import io
import re
import zlib
from datetime import datetime

from include.pages.boundary import reads
from include.pages.charset import decode
from include.pages.listings import json_feed, list_pages, quick, sitemaps, thorough
from include.pages.listings.listing import Listing
from include.settings import settings

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*", re.I)
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_SITEMAP_ROOTS = {"urlset", "sitemapindex"}
_HTML_ROOTS = {"html", "head", "body", "div", "section", "main", "article", "ul", "table"}


@reads
def parse_listing(
    body: bytes, url: str, content_type: str = "", link_selector: str = "", *, seen_at: datetime | None = None
) -> Listing:
    """Return the entries of a feed, sitemap or list page.

    Args:
        body: The answer's body, at most gzip-compressed once more (as sitemaps are).
        url: Address it came from; relative addresses are resolved against it.
        content_type: The Content-Type header.
        link_selector: CSS selector of the article links of a list page; without it they are guessed.
        seen_at: When the answer came, from which a list page's "2 giờ trước" counts.
    """
    inflated = _inflate(body)
    if inflated is None:
        return Listing("unknown", cause="compressed answer is broken or too large")
    text, _ = decode(inflated, content_type)
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"))
    if text[:1] == "{":
        return json_feed.read(text, url)
    root = _root(text)
    if root in _SITEMAP_ROOTS:
        return sitemaps.read(text, url)
    if root in _HTML_ROOTS or (link_selector and not root):
        return list_pages.read(text, url, link_selector, seen_at)
    if not root:
        return sitemaps.read_plain(text, url)
    return quick.read(text, url) or thorough.read(text, url)


def _root(text: str) -> str:
    """Return the local name of the first element, in lower case; the document type is skipped."""
    head = re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", " ", text[:20_000], flags=re.S | re.I)
    match = _ROOT.search(head)
    return match[1].lower() if match else ""


def _inflate(body: bytes) -> bytes | None:
    """Undo gzip within the size limit of an answer; nothing when it is broken or a bomb."""
    if body[:2] != b"\x1f\x8b":
        return body
    limit = settings().answer_limit_bytes * 5
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            plain = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return plain if len(plain) <= limit else None
