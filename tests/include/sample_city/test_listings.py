"""Tests of listings: the collector reads from every style what the city put in."""

import gzip
from datetime import date

import pytest

from include.pages.listings.parse import parse_listing
from include.sample_city.answers import listed_on
from include.sample_city.declaration import ListingStyle, outlets
from include.sample_city.listings import NESTED_SITEMAP, PATHS, listing, nested_sitemap

DAY = date(2026, 10, 16)
STYLES = sorted(
    (outlet.outlet_id, style)
    for outlet in outlets().values()
    for style in outlet.listings
    if style not in ("sitemap_index", "list_page")
)


@pytest.mark.parametrize(("outlet_id", "style"), STYLES)
def test_a_listing_names_every_article_with_its_time(outlet_id: str, style: ListingStyle) -> None:
    outlet, articles = outlets()[outlet_id], listed_on(outlet_id, DAY)
    content_type, body = listing(style, outlet, DAY, articles)
    found = parse_listing(body, f"http://{outlet.domains[0]}{PATHS[style]}", content_type)
    assert [entry.url for entry in found.entries] == [article.url for article in articles]
    assert [entry.published_at for entry in found.entries] == [article.published_at for article in articles]


def test_a_list_page_links_to_every_article() -> None:
    articles = listed_on("bao_kinh_thanh", DAY)
    _, body = listing("list_page", outlets()["bao_kinh_thanh"], DAY, articles)
    assert all(article.url in body.decode() for article in articles)


def test_an_index_names_the_gzipped_sitemap() -> None:
    outlet, articles = outlets()["bao_cua_bac"], listed_on("bao_cua_bac", DAY)
    _, body = listing("sitemap_index", outlet, DAY, articles)
    assert NESTED_SITEMAP in body.decode()
    assert all(article.url in gzip.decompress(nested_sitemap(articles)).decode() for article in articles)


def test_broken_xml_still_names_its_articles() -> None:
    day, outlet = date(2026, 10, 24), outlets()["bao_thang_long"]
    articles = listed_on(outlet.outlet_id, day)
    content_type, body = listing("rss", outlet, day, articles)
    assert not body.endswith(b"</rss>")
    found = parse_listing(body, "http://thanglong.example.vn/rss/home.rss", content_type)
    assert {entry.url for entry in found.entries} == {article.url for article in articles}


def test_tracking_parameters_name_an_article_again_on_its_day() -> None:
    outlet = outlets()["bao_kinh_thanh"]
    for day, copies in ((date(2026, 10, 25), 2), (date(2026, 10, 26), 0)):
        _, body = listing("rss", outlet, day, listed_on(outlet.outlet_id, day))
        assert body.count(b"<link>http://kinhthanh.example.vn") - body.count(b".html</link>") - 1 == copies
