"""What a page does not say is taken from the listing, and a page that cannot be read is our failure."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.archive.facts import Capture
from include.archive.writer import open_day
from include.fetching.causes import HarvestCause
from include.ingestion.discovery import Item
from include.ingestion.reading import read_article, read_home_page
from include.outlets.profile import Profile
from include.pages.listings.listing import Entry

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)
URL = "http://a.example.vn/1.html"
PROFILE = Profile(
    outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.example.vn",),
    home_page="http://a.example.vn/",
)  # fmt: skip
ITEM = Item(
    URL, URL, Entry(url=URL, title="Tên trong nguồn tin", published_at=NOW, published_precision="minute"), "rss"
)


@pytest.fixture
def capture(home: Path) -> Capture:
    body = "<html><body><article><p>Một đoạn văn.</p></article></body></html>".encode()
    with open_day("bao_a", DAY) as writer:
        return writer.keep(
            "id", "article", URL, final_url=URL, status=(200, "OK"), headers=[("Content-Type", "text/html")],
            received=body, body=body, captured_at=NOW, fetched_at=NOW, is_from_archive=False,
        )  # fmt: skip


def test_the_listing_fills_in_what_the_page_lacks(capture: Capture) -> None:
    row = read_article(capture, ITEM, PROFILE).article
    assert row is not None
    assert (row["published_at"], row["published_from"], row["published_precision"]) == (NOW, "feed", "minute")
    assert row["title"] == "Tên trong nguồn tin"


def test_a_record_that_is_lost_is_our_failure(capture: Capture) -> None:
    lost = replace(capture, body_sha256="0")
    for page in (read_article(lost, ITEM, PROFILE), read_home_page(lost, PROFILE)):
        assert page.cause is HarvestCause.ARCHIVE_DAMAGED and page.cause.is_ours
