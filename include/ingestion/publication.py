"""Combines the two dates of an article's publication, of its page and of the listing that named it; both are kept."""

from datetime import datetime
from typing import Any

from include.ingestion.discovery import Item
from include.pages.dates import Moment
from include.pages.extraction.article import ExtractedArticle, publication_columns
from include.pages.extraction.published import TOLERANCE, Publication

Row = dict[str, Any]


def publication_of(found: ExtractedArticle, item: Item) -> Row:
    """Return the columns of an article's publication.

    The page counts. Where it shows no date, or only that of a change after the listed one, the listing does. Where both
    give one and they disagree by more than their precision, the article was published at some time between them.

    Args:
        found: What was read of the page.
        item: How the article was listed.
    """
    entry = item.entry
    listed = Moment(entry.published_at, entry.published_precision or "second") if entry.published_at else None
    row: Row = {"listing_published_at": entry.published_at}
    if listed is None:
        return row
    source = "sitemap" if item.origin == "sitemap" else "feed"
    if found.published_at is None or (found.published_from == "updated" and listed.earliest <= found.published_at):
        return row | publication_columns(Publication(listed, source, listed.earliest, listed.latest))
    return row | _between(found, listed)


def _between(found: ExtractedArticle, listed: Moment) -> Row:
    """Return the interval that the page's date and the listed one span, where they disagree."""
    earliest, latest = found.published_earliest_at, found.published_latest_at
    if earliest is None or latest is None:
        return {}
    if listed.latest < earliest - TOLERANCE:
        return _interval(listed.earliest, latest)
    if listed.earliest > latest + TOLERANCE:
        return _interval(earliest, listed.latest)
    return {}


def _interval(earliest: datetime, latest: datetime) -> Row:
    """Return the columns of an interval."""
    return {
        "published_earliest_at": earliest,
        "published_latest_at": latest,
        "published_uncertainty_minutes": (latest - earliest).total_seconds() / 120,
    }
