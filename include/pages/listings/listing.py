"""What a listing holds: entries with plain fields, whatever format they came in."""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urljoin

from include.addresses import LONGEST_ADDRESS
from include.pages.dates import Moment, Precision

ListingKind = Literal["rss", "atom", "rdf", "json_feed", "sitemap", "sitemap_index", "list_page", "unknown"]
# What is never closed goes on to the end, as in a browser; searching each end again would take quadratic time
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z!?][^<>]*>", re.S)
_UNSEEN = re.compile(r"<(script|style|applet)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.I)
# Places 128 to 159 hold no letters; who uses them means windows-1252
_MISREAD = {byte: bytes([byte]).decode("cp1252", "ignore") or None for byte in range(0x80, 0xA0) if byte != 0x85}
_MISREAD |= {0x200B: " ", 0xFEFF: " "}
_BREAKS = re.compile(r"[\t\r\n]+")  # within an address they are nothing (WHATWG, URL, 4.4)
# Vietnamese letters in UTF-8 begin with these bytes, each followed by one of 128 to 191: no text has that by itself
_TWICE = re.compile("(?:[ÃÄÅÆ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|á[º»º»][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])")
_ODD = re.compile("[\x80-\x9f\u200b\ufeff]")


@dataclass(frozen=True)
class Entry:
    """One item of a listing; an item without an address has none here and is for the caller to count and discard.

    Attributes:
        url: Address as listed, made absolute; canonical form is the caller's matter.
        title: Plain text, NFC.
        published_at: Instant of publication, UTC.
        published_precision: How exactly that instant is known.
        updated_at: Instant of the last change, UTC.
        summary: Plain text, NFC.
        section: First category.
        guid: What the feed calls the item.
    """

    url: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    updated_at: datetime | None = None
    summary: str | None = None
    section: str | None = None
    guid: str | None = None


@dataclass(frozen=True)
class Nested:
    """A further sitemap that an index points to, and when it last changed, where the index says so."""

    url: str
    changed: Moment | None = None


@dataclass(frozen=True)
class Listing:
    """All entries of a feed, sitemap or list page, in their order, and the sitemaps it points to.

    Attributes:
        kind: Format that was recognised.
        entries: Items.
        nested: Further sitemaps.
        cause: Why nothing, or not all, could be read; empty when all was well.
    """

    kind: ListingKind
    entries: tuple[Entry, ...] = ()
    nested: tuple[Nested, ...] = field(default=())
    cause: str = ""


def plain(text: str | None, *, is_markup: bool = True) -> str | None:
    """Return text without markup, entities and needless blanks, in NFC; nothing when none is left.

    Text that is declared plain keeps its angle brackets.
    """
    if not text:
        return None
    if is_markup and "<" in text:
        text = _TAG.sub(" ", _UNSEEN.sub(" ", text))
    if "&" in text and (is_markup or _ENTITY.search(text)):
        text = html.unescape(text)
        if is_markup and "<" in text:
            text = _TAG.sub(" ", text)
    if _TWICE.search(text):
        text = _once_decoded(text)
    if _ODD.search(text):
        text = text.translate(_MISREAD)
    return unicodedata.normalize("NFC", " ".join(text.split())) or None


def _once_decoded(text: str) -> str:
    """Return a text whose UTF-8 was read as windows-1252 and encoded again, as it was meant; other texts unchanged."""
    codes = {ord(char): code for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
    try:
        return bytes(codes.get(ord(char), ord(char)) for char in text).decode()
    except (UnicodeDecodeError, ValueError):
        return text


def absolute(base: str, link: str | None) -> str | None:
    """Return a link as an absolute address; nonsense and nothing are none."""
    link = _BREAKS.sub("", link or "").strip()
    if not link or len(link) > LONGEST_ADDRESS:
        return None
    if link.startswith(("http://", "https://")):
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return None


def entry(
    *,
    url: str | None,
    title: str | None,
    published: Moment | None,
    updated: Moment | None,
    summary: str | None,
    section: str | None,
    guid: str | None,
) -> Entry:
    """Build an entry from fields already plain."""
    return Entry(
        url=url,
        title=title,
        published_at=published.instant if published else None,
        published_precision=published.precision if published else None,
        updated_at=updated.instant if updated else None,
        summary=summary,
        section=section,
        guid=guid,
    )
