"""Reads archived pages into landing rows: an article with its observations, a home page with its own."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from include.archive.facts import Capture
from include.archive.reader import read
from include.articles.identity import article_id
from include.errors import ArchiveError, ReadingError
from include.fetching.causes import HarvestCause
from include.ingestion.discovery import Item
from include.ingestion.publication import publication_of
from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.home_page import observe_home_page
from include.outlets import registry
from include.outlets.profile import Profile
from include.pages.extraction.article import ExtractedArticle, extract_page
from include.pages.page import open_page
from include.pages.version import EXTRACTOR_VERSION

Row = dict[str, Any]


@dataclass(slots=True)
class ReadPage:
    """What was read of a page; ``cause`` says why nothing was."""

    article: Row | None = None
    observations: list[Row] = field(default_factory=list)
    charset: str = ""
    cause: HarvestCause | None = None
    detail: str = ""


def read_article(
    capture: Capture, item: Item, profile: Profile, names: frozenset[str] = frozenset(), *, is_observed: bool = True
) -> ReadPage:
    """Return the article row and, where asked, the observations of a captured article page.

    Args:
        capture: The page.
        item: How the article was listed.
        profile: The outlet.
        names: Names under which other outlets are credited.
        is_observed: Whether observations are wanted.
    """
    try:
        page = open_page(read(capture).body, capture.final_url, capture.content_type, profile.legacy_charset)
        found = extract_page(page, profile, capture.day)
        row = _article_row(found, capture, item)
        facts = observe_article(page, found, profile, capture.day, names) if is_observed else []
    except ArchiveError as error:
        return ReadPage(cause=HarvestCause.ARCHIVE_DAMAGED, detail=str(error))
    except ReadingError as error:
        return ReadPage(cause=HarvestCause.READING_FAILED, detail=str(error))
    return ReadPage(row, _observation_rows(facts, capture, row["article_id"]), found.charset)


def read_home_page(capture: Capture, profile: Profile) -> ReadPage:
    """Return the observations of a captured home page."""
    try:
        page = open_page(read(capture).body, capture.final_url, capture.content_type, profile.legacy_charset)
        facts = observe_home_page(page, profile)
    except ArchiveError as error:
        return ReadPage(cause=HarvestCause.ARCHIVE_DAMAGED, detail=str(error))
    except ReadingError as error:
        return ReadPage(cause=HarvestCause.READING_FAILED, detail=str(error))
    return ReadPage(None, _observation_rows(facts, capture, None), page.charset)


def _article_row(found: ExtractedArticle, capture: Capture, item: Item) -> Row:
    """Return an article's row; what the page does not say is taken from the listing."""
    row: Row = {**vars(found)}
    row.pop("charset")
    entry = item.entry
    title = found.title or entry.title
    text = found.text or ""
    row |= {
        "article_id": article_id(capture.outlet_id, found.canonical_url),
        "capture_id": capture.capture_id,
        "outlet_id": capture.outlet_id,
        "url": item.url,
        "title": title,
        "summary": found.summary or entry.summary,
        "text": text,
        "section": found.section or entry.section,
        "text_sha256": hashlib.sha256(f"{title or ''}\n{text}".encode()).hexdigest(),
        "extractor_version": EXTRACTOR_VERSION,
        "day": capture.day,
        "updated_at": found.updated_at or entry.updated_at,
    }
    return row | publication_of(found, item)


def credit_names() -> frozenset[str]:
    """Return the names under which the outlets that are known are credited."""
    return frozenset(name for profile in registry.profiles().values() for name in profile.credit_names)


def _observation_rows(facts: list[ObservedFact], capture: Capture, identity: str | None) -> list[Row]:
    """Return the rows of what was looked for on one capture."""
    return [
        {
            **vars(observed),
            "capture_id": capture.capture_id,
            "outlet_id": capture.outlet_id,
            "article_id": identity,
            "scope": capture.scope,
            "extractor_version": EXTRACTOR_VERSION,
            "day": capture.day,
            "captured_at": capture.captured_at,
        }
        for observed in facts
    ]
