"""Page and listing as two witnesses of one publication."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from include.ingestion.discovery import Item
from include.ingestion.publication import publication_of
from include.pages.extraction.article import ExtractedArticle, extract_article
from include.pages.listings.listing import Entry

AT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
URL = "https://bao.example.vn/1.html"


def page(line: str) -> ExtractedArticle:
    return extract_article(f"<body><h1>Xóm Hạ khoan giếng chung</h1>{line}<p>Một đoạn.</p></body>".encode(), URL)


def listed(at: datetime | None, origin: str = "rss") -> Item:
    return Item(URL, URL, Entry(url=URL, published_at=at, published_precision="second" if at else None), origin)


SHOWN = page("<span class='date'>24/11/2026 07:30</span>")
UPDATED = page("<span class='date'>Cập nhật lúc 07:30 ngày 24/11/2026</span>")
UNDATED = page("")


def test_a_listing_that_agrees_changes_nothing() -> None:
    assert publication_of(SHOWN, listed(AT + timedelta(seconds=40))) == {
        "listing_published_at": AT + timedelta(seconds=40)
    }


@pytest.mark.parametrize("minutes", [-420, -45, 45, 420])
def test_page_and_listing_that_disagree_leave_the_interval_between_them(minutes: int) -> None:
    other = AT + timedelta(minutes=minutes)
    row = publication_of(SHOWN, listed(other))
    assert "published_at" not in row
    assert row["listing_published_at"] == other
    assert row["published_earliest_at"] == min(other, AT - timedelta(seconds=30))
    assert row["published_latest_at"] == max(other, AT + timedelta(seconds=30))
    assert row["published_uncertainty_minutes"] == (abs(minutes) + 0.5) / 2


@pytest.mark.parametrize(("origin", "source"), [("rss", "feed"), ("sitemap", "sitemap")])
def test_the_listing_fills_in_what_the_page_lacks(origin: str, source: str) -> None:
    row = publication_of(UNDATED, listed(AT, origin))
    assert (row["published_at"], row["published_from"], row["published_uncertainty_minutes"]) == (AT, source, 0.0)


def test_the_listing_counts_before_a_mere_date_of_change() -> None:
    earlier = AT - timedelta(hours=3)
    assert publication_of(UPDATED, listed(earlier))["published_at"] == earlier
    assert "published_at" not in publication_of(UPDATED, listed(AT + timedelta(hours=3)))


def test_without_a_listed_date_the_page_stands_alone() -> None:
    assert publication_of(SHOWN, listed(None)) == {"listing_published_at": None}
    assert replace(SHOWN).published_from == "shown"
