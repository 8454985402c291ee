"""One article page, read: title, text, times, without any private person's name."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from include.outlets.profile import Profile
from include.pages.boundary import reads
from include.pages.canonical import article_address, canonical
from include.pages.dates import Moment
from include.pages.extraction import layouts, main_text, metadata
from include.pages.extraction.layouts import Reading
from include.pages.extraction.metadata import Metadata
from include.pages.extraction.published import LAYOUT_WEIGHT, Candidate, Publication, decide
from include.pages.extraction.titles import Title
from include.pages.page import Page, open_page
from include.periods.days import local_day

_TEXT_MINIMUM = 40


@dataclass(frozen=True)
class ExtractedArticle:
    """The fields of one article; what the page does not give is nothing, never guessed.

    Attributes:
        url: Address it came from.
        canonical_url: Address without tracking; the page's own canonical link where it lies on the outlet's domains.
        published_at: Instant of publication, UTC; with precision ``day`` it is local noon.
        published_from: What decided: ``layout``, ``structured_data``, ``meta``, ``markup``, ``shown``, ``updated``
            (only a last change is shown) or ``none``; listings may fill in.
        published_uncertainty_minutes: Half-width of the interval the publication lies in.
        published_earliest_at: Start of that interval; earlier than the precision says where dates disagree.
        published_latest_at: End of that interval.
        has_byline: Whether an author is named; the name is not kept.
        extractor: What read the text, with its version.
    """

    url: str
    canonical_url: str
    title: str | None
    summary: str | None
    text: str | None
    section: str | None
    language: str | None
    text_sha256: str
    extractor: str
    charset: str
    published_precision: str
    published_from: str
    text_characters: int
    published_uncertainty_minutes: float | None
    has_byline: bool
    published_date: date | None
    published_at: datetime | None
    published_earliest_at: datetime | None
    published_latest_at: datetime | None
    updated_at: datetime | None


@reads
def extract_article(
    body: bytes, url: str, content_type: str = "", profile: Profile | None = None, day: date | None = None
) -> ExtractedArticle:
    """Extract an article from the bytes of its page.

    Args:
        body: Decompressed bytes.
        url: Address of the page.
        content_type: The Content-Type header.
        profile: The outlet's profile; without it only general means are used.
        day: Local day the page stands for; chooses the layout.
    """
    page = open_page(body, url, content_type, profile.legacy_charset if profile else "")
    return extract_page(page, profile, day)


@reads
def extract_page(page: Page, profile: Profile | None = None, day: date | None = None) -> ExtractedArticle:
    """Extract an article from a page that is already open; see :func:`extract_article`."""
    layout = profile.layout_on(day) if profile and day else None
    reading = layouts.read(page, layout) if layout else Reading()
    meta = metadata.read(page)
    title = reading.title or meta.title
    extractor = f"{profile.outlet_id}@{layout.valid_from}" if profile and layout else ""
    if reading.text and len(reading.text) >= _TEXT_MINIMUM:
        lead = reading.summary or meta.summary
        main = main_text.finish(page, reading.text.splitlines(), Title(title, meta.title_element), lead)
    else:
        main, extractor = main_text.read(page, Title(title, meta.title_element), meta.summary), general_reader()
    text = main.text
    publication = _of_layout(reading.published, meta.publication) if reading.published else meta.publication
    return ExtractedArticle(
        url=page.url,
        canonical_url=canonical_address(page, meta, profile),
        title=title,
        summary=reading.summary or meta.summary,
        text=text,
        section=reading.section or meta.section,
        language=meta.language,
        text_sha256=hashlib.sha256(f"{title or ''}\n{text or ''}".encode()).hexdigest(),
        extractor=extractor,
        charset=page.charset,
        text_characters=len(text or ""),
        has_byline=reading.has_byline or meta.has_byline or main.has_byline,
        updated_at=publication.updated.instant if publication.updated else None,
        **publication_columns(publication),
    )


@cache
def general_reader() -> str:
    """Return what reads pages without a layout, with its version."""
    return f"trafilatura@{version('trafilatura')}"


def canonical_address(page: Page, meta: Metadata, profile: Profile | None = None) -> str:
    """Return the page's own canonical address where it stays on the outlet's domains, else that of its address."""
    own = article_address(page.url)
    declared = canonical(meta.canonical_link, page.url) if meta.canonical_link else None
    if not declared or not metadata.is_same_article(declared, own, profile):
        return own
    return declared


def _of_layout(moment: Moment, general: Publication) -> Publication:
    """Return the publication by the date that the layout points to, with what general means know of a change."""
    return replace(decide([Candidate(moment, LAYOUT_WEIGHT, "layout")]), updated=general.updated)


def publication_columns(publication: Publication) -> dict[str, Any]:
    """Return the columns that say when an article was published, and how that is known."""
    moment, earliest, latest = publication.moment, publication.earliest, publication.latest
    width = (latest - earliest).total_seconds() / 60 if earliest and latest else None
    return {
        "published_at": moment.instant if moment else None,
        "published_date": local_day(moment.instant) if moment else None,
        "published_precision": moment.precision if moment else "none",
        "published_from": publication.source,
        "published_uncertainty_minutes": None if width is None else width / 2,
        "published_earliest_at": earliest,
        "published_latest_at": latest,
    }
