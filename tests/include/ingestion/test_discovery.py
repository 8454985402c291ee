"""Every entry of a day's listings is an item once, in an order that does not depend on the run."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.archive.index import read_index
from include.archive.writer import open_day
from include.fetching.causes import HarvestCause
from include.ingestion.discovery import Discovery, declared_listings, discover
from include.outlets.profile import Profile

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)
SITE = "http://a.example.vn"
PROFILE = Profile(
    outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.example.vn",),
    home_page=f"{SITE}/", feeds=(f"{SITE}/rss",), sitemaps=(f"{SITE}/map.xml",),
)  # fmt: skip


def item(link: str, date_line: str = "") -> str:
    return f"<item><title>Một tin của thành phố</title><link>{link}</link>{date_line}</item>"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def discovered(bodies: dict[str, bytes]) -> Discovery:
    with open_day("bao_a", DAY) as writer:
        for number, (url, body) in enumerate(bodies.items()):
            writer.keep(
                str(number), "listing", url, final_url=url, status=(200, "OK"), headers=[], received=body, body=body,
                captured_at=NOW, fetched_at=NOW, is_from_archive=False,
            )  # fmt: skip
    return discover(PROFILE, read_index("bao_a", DAY), DAY)


def test_an_entry_of_two_listings_is_one_item_with_the_fields_of_both(home: Path) -> None:
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{SITE}/1.html</loc><lastmod>2026-10-15T03:00:00Z</lastmod></url></urlset>"
    ).encode()
    found = discovered({f"{SITE}/map.xml": sitemap, f"{SITE}/rss": rss(item(f"{SITE}/1.html"))})
    assert [i.address for i in found.items] == [f"{SITE}/1.html"]
    assert found.items[0].entry.title == "Một tin của thành phố"
    assert found.items[0].entry.updated_at or found.items[0].entry.published_at


@pytest.mark.parametrize(
    ("links", "causes"),
    [
        ([f"{SITE}/1.html", f"{SITE}/1.html?utm_source=x"], [None, HarvestCause.SAME_ADDRESS]),
        (["http://elsewhere.vn/1.html"], [HarvestCause.OFF_DOMAIN]),
        (["javascript:void(0)"], [HarvestCause.NO_ADDRESS]),
    ],
)
def test_what_is_not_to_be_collected_says_why(home: Path, links: list[str], causes: list[HarvestCause | None]) -> None:
    found = discovered({f"{SITE}/rss": rss(*map(item, links))})
    assert [i.cause for i in found.items] == causes
    assert len({i.address for i in found.items}) == len(links)


def test_an_old_listings_tail_is_no_discovery_and_is_said(home: Path) -> None:
    old = item(f"{SITE}/old.html", "<pubDate>Mon, 01 Jun 2026 07:00:00 +0700</pubDate>")
    found = discovered({f"{SITE}/rss": rss(old, item(f"{SITE}/1.html"))})
    assert [i.address for i in found.items] == [f"{SITE}/1.html"]
    assert found.older == {f"{SITE}/rss": 1}


def test_a_listing_that_cannot_be_read_says_why(home: Path) -> None:
    found = discovered({f"{SITE}/rss": b""})
    assert found.troubles[f"{SITE}/rss"][0] is HarvestCause.LISTING_UNREADABLE


def test_the_order_is_that_of_the_profile_whatever_came_first(home: Path) -> None:
    bodies = {f"{SITE}/map.xml": rss(item(f"{SITE}/2.html")), f"{SITE}/rss": rss(item(f"{SITE}/1.html"))}
    assert [i.address for i in discovered(bodies).items] == [f"{SITE}/1.html", f"{SITE}/2.html"]
    assert declared_listings(PROFILE) == [f"{SITE}/rss", f"{SITE}/map.xml"]


def test_further_sitemaps_are_named(home: Path) -> None:
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{SITE}/b.xml</loc></sitemap></sitemapindex>'
    assert discovered({f"{SITE}/map.xml": index.encode()}).nested == [f"{SITE}/b.xml"]
