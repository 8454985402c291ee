"""What sitemaps name of a past interval."""

from datetime import UTC, date, datetime

from include.archive.facts import Interval
from include.archive.index import DayIndex
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.past_items import archived_items, backfill_row, past_items
from include.ingestion.backfill.sitemap_walk import Sitemap, SitemapWalk
from include.outlets.profile import Profile
from include.pages.listings.listing import Entry

SITE, DAY = "http://a.example.vn", date(2026, 11, 20)
INTERVAL = Interval("bao_a", DAY, date(2026, 10, 15), date(2026, 10, 16), datetime(2026, 11, 20, tzinfo=UTC))
PROFILE = Profile(
    outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.example.vn",),
    home_page=f"{SITE}/", sitemaps=(f"{SITE}/map.xml",),
)  # fmt: skip
DATED = datetime(2026, 10, 15, 5, tzinfo=UTC)


def walk(**sitemaps: list[Entry]) -> SitemapWalk:
    return SitemapWalk(PROFILE, [INTERVAL], archived={name: Sitemap(entries) for name, entries in sitemaps.items()})


def test_an_entry_without_a_date_in_one_sitemap_may_have_one_in_another() -> None:
    found = past_items(walk(a=[Entry(url=f"{SITE}/1.html")], b=[Entry(url=f"{SITE}/1.html", updated_at=DATED)]))
    assert [(item.address, item.cause) for item in found.items] == [(f"{SITE}/1.html", None)]
    assert found.named_by == {f"{SITE}/1.html": "a"}


def test_what_is_not_to_be_collected_says_why() -> None:
    entries = [
        Entry(url=f"{SITE}/1.html"), Entry(url="http://b.vn/1.html", updated_at=DATED), Entry(updated_at=DATED),
        Entry(url=f"{SITE}/2.html", updated_at=DATED), Entry(url=f"{SITE}/2.html?utm_source=x", updated_at=DATED),
    ]  # fmt: skip
    found = past_items(walk(a=entries))
    assert [item.cause for item in found.items] == [
        HarvestCause.UNDATED, HarvestCause.OFF_DOMAIN, HarvestCause.NO_ADDRESS, None, HarvestCause.SAME_ADDRESS,
    ]  # fmt: skip
    assert [item.url for item in found.wanted()] == [f"{SITE}/2.html"]


def test_a_day_on_which_no_interval_was_asked_for_names_nothing() -> None:
    assert archived_items(PROFILE, DayIndex()).items == []
    assert archived_items(PROFILE, DayIndex()).walk.lacking == []


def test_a_landed_article_says_how_it_was_found() -> None:
    found = past_items(walk(a=[Entry(url=f"{SITE}/1.html", updated_at=DATED)]))
    article = {"capture_id": "c", "article_id": "x", "outlet_id": "bao_a", "day": DAY, "title": "t"}
    assert backfill_row(article, found.items[0], found) == {
        "capture_id": "c", "article_id": "x", "outlet_id": "bao_a", "sitemap": "a", "listed_on": date(2026, 10, 15),
        "day": DAY,
    }  # fmt: skip
