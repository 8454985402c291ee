"""Sitemaps."""

from datetime import UTC, datetime

from include.pages.dates import Moment
from include.pages.listings import sitemaps
from include.pages.listings.listing import Nested

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://a.vn/1</loc><lastmod>2026-11-24</lastmod>
<image:image><image:loc>https://a.vn/1.jpg</image:loc><image:title>ảnh</image:title></image:image>
<news:news><news:publication_date>2026-11-24T07:30:00+07:00</news:publication_date><news:title>Tin</news:title></news:news></url></urlset>"""


def test_a_news_sitemap_gives_titles_and_times() -> None:
    (entry,) = sitemaps.read(NEWS, "https://a.vn/s.xml").entries
    assert (entry.url, entry.title) == ("https://a.vn/1", "Tin")
    assert entry.published_at == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_an_index_gives_nested_sitemaps_and_when_they_changed() -> None:
    second = "<sitemap><loc>/2.xml.gz</loc><lastmod>2026-10-15T07:30:00+07:00</lastmod></sitemap>"
    text = f"<sitemapindex><sitemap><loc>/1.xml</loc></sitemap>{second}<sitemap/></sitemapindex>"
    listing = sitemaps.read(text, "https://a.vn/s.xml")
    assert listing.kind == "sitemap_index"
    assert listing.nested == (
        Nested("https://a.vn/1.xml"),
        Nested("https://a.vn/2.xml.gz", Moment(datetime(2026, 10, 15, 0, 30, tzinfo=UTC), "second")),
    )


def test_a_broken_sitemap_gives_what_it_can_and_says_so() -> None:
    listing = sitemaps.read("<urlset><url><loc>https://a.vn/1</loc></url><url><loc>https://a.vn/2", "https://a.vn/")
    assert [entry.url for entry in listing.entries] == ["https://a.vn/1", "https://a.vn/2"]
    assert listing.cause


def test_a_text_sitemap_is_addresses_and_nothing_else() -> None:
    assert len(sitemaps.read_plain("https://a.vn/1\nhttps://a.vn/2\n", "").entries) == 2
    assert sitemaps.read_plain("https://a.vn/1\nxin chào\n", "").cause


def test_a_prefix_that_nobody_declared_is_read_past() -> None:
    text = "<urlset><url><loc>https://a.vn/1</loc><news:news><news:title>Tin</news:title></news:news></url></urlset>"
    listing = sitemaps.read(text, "https://a.vn/s.xml")
    assert [(entry.url, entry.title) for entry in listing.entries] == [("https://a.vn/1", "Tin")]
    assert listing.cause == "sitemap is broken XML"


def test_a_bare_ampersand_does_not_change_an_address() -> None:
    """As content systems write it into locations of pages with parameters."""
    text = "<urlset><url><loc>https://a.vn/tin?id=1&cat=2&amp;x=3&copy=4</loc></url></urlset>"
    listing = sitemaps.read(text, "https://a.vn/s.xml")
    assert [entry.url for entry in listing.entries] == ["https://a.vn/tin?id=1&cat=2&x=3&copy=4"]
    assert not listing.cause


def test_a_list_within_a_list_is_read() -> None:
    """Some content systems put one urlset into another."""
    text = "<urlset><urlset><url><loc>https://a.vn/1</loc></url></urlset><url><loc>https://a.vn/2</loc></url></urlset>"
    assert [entry.url for entry in sitemaps.read(text, "").entries] == ["https://a.vn/1", "https://a.vn/2"]
