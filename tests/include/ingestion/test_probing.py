"""Probing prints what to fix."""

from datetime import date
from typing import Any

import pytest

from include.errors import FetchError
from include.ingestion.first_reading import read_outlet
from include.ingestion.layout_proposal import propose_layout
from include.ingestion.probing import check_outlet, discover_feeds
from include.outlets.profile import Profile

SITE = "http://a.example.vn"
PROFILE = Profile(
    outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.example.vn",),
    home_page=f"{SITE}/", feeds=(f"{SITE}/rss",),
)  # fmt: skip


def test_a_moved_feed_says_where_it_moved(server: Any, hostile: Any, open_fetcher: Any, press: Any) -> None:
    server.on("/", hostile.reply(b"A"))
    server.on("/rss", hostile.reply(status="301 Moved Permanently", headers=["Location: /new.rss"]))
    server.on("/new.rss", hostile.reply(press.feed([1], [""])))
    rows = {row["address"]: row for row in check_outlet(PROFILE, open_fetcher())}
    assert rows[f"{SITE}/rss"]["hint"] == f"It moved: write {SITE}/new.rss"


def test_what_robots_txt_forbids_is_said_and_not_asked(server: Any, hostile: Any, open_fetcher: Any) -> None:
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /rss"))
    server.on("/", hostile.reply(b"A"))
    rows = {row["address"]: row for row in check_outlet(PROFILE, open_fetcher())}
    assert rows[f"{SITE}/rss"]["robots"] == "forbids"
    assert server.asked["/rss"] == 0


def test_a_feed_without_items_is_reported(server: Any, hostile: Any, open_fetcher: Any, press: Any) -> None:
    server.on("/", hostile.reply(b"A"))
    server.on("/rss", hostile.reply(press.feed([], [""])))
    rows = {row["address"]: row for row in check_outlet(PROFILE, open_fetcher())}
    assert (rows[f"{SITE}/rss"]["items"], bool(rows[f"{SITE}/rss"]["hint"])) == (0, True)


def test_sitemaps_named_in_robots_txt_are_found(server: Any, hostile: Any, open_fetcher: Any, press: Any) -> None:
    server.on("/", hostile.reply(b"A"))
    server.on("/robots.txt", hostile.reply(f"Sitemap: {SITE}/map.xml\nSitemap: http://other.vn/map.xml".encode()))
    server.on("/map.xml", hostile.reply(press.feed([1], [""])))
    assert [row["found_in"] for row in discover_feeds(f"{SITE}/", open_fetcher())] == ["robots.txt"]


def test_robots_txt_that_fails_closes_the_host_as_it_does_for_collecting(
    server: Any, hostile: Any, open_fetcher: Any
) -> None:
    server.on("/robots.txt", hostile.reply(status="503 Service Unavailable"))
    server.on("/", hostile.reply(b"A"))
    rows = list(check_outlet(PROFILE, open_fetcher()))
    assert {row["answer"] for row in rows} == {"robots_unreachable"}
    assert server.asked["/"] == 0


def test_robots_txt_that_redirects_in_a_circle_closes_the_host(server: Any, hostile: Any, open_fetcher: Any) -> None:
    server.on("/robots.txt", hostile.reply(status="302 Found", headers=["Location: /robots.txt"]))
    assert {row["answer"] for row in check_outlet(PROFILE, open_fetcher())} == {"robots_unreachable"}


def test_a_challenge_is_named_and_not_passed(server: Any, hostile: Any, open_fetcher: Any) -> None:
    server.on(
        "/", hostile.reply(b"<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script>")
    )
    rows = {row["address"]: row for row in check_outlet(PROFILE, open_fetcher())}
    assert rows[f"{SITE}/"]["answer"] == "challenge"


def test_each_field_and_three_articles_are_shown_as_they_would_be_observed(
    server: Any, hostile: Any, open_fetcher: Any, press: Any
) -> None:
    footer = "<footer><p>Giấy phép số 12/GP-TTĐT</p><p>Hộp số bảy: Trần Văn Mẫu</p></footer>"
    server.on("/", hostile.reply(f"<html><body>{footer}</body></html>".encode()))
    server.on("/rss", hostile.reply(press.feed([1, 2, 3, 4], [""] * 4)))
    rows = list(read_outlet(PROFILE, open_fetcher()))
    fields = {row["field"]: row for row in rows if row["field"] != "article"}
    assert fields["licence_number"]["value"] == "12/GP-TTĐT"
    assert (fields["responsible_person"]["place"], fields["responsible_person"]["value"]) == ("unread", "Hộp số bảy:")
    assert (fields["contact_email"]["place"], bool(fields["contact_email"]["hint"])) == ("seen", True)


@pytest.mark.parametrize(
    ("status", "page", "name"),
    [
        ("403 Forbidden", b"<title>Just a moment...</title>", "challenge"),
        ("403 Forbidden", b"<title>Error 1009</title>Access from your country is denied", "geo_block"),
        ("451 Unavailable For Legal Reasons", b"x", "geo_block"),
        ("401 Unauthorized", b"x", "login"),
        ("403 Forbidden", b"x", "refused"),
    ],
)
def test_what_stands_behind_a_refusal_is_named(
    status: str, page: bytes, name: str, server: Any, hostile: Any, open_fetcher: Any
) -> None:
    server.on("/", hostile.reply(page, status=status))
    (row,) = (row for row in check_outlet(PROFILE, open_fetcher()) if row["address"] == f"{SITE}/")
    assert (row["answer"], bool(row["hint"])) == (name, True)
    with pytest.raises(FetchError, match=name):
        list(discover_feeds(f"{SITE}/", open_fetcher()))


def test_whoever_asks_for_people_obeys_robots_txt(server: Any, hostile: Any, open_fetcher: Any, press: Any) -> None:
    """Looking for feeds, reading three articles, learning a layout: what is forbidden is not asked for."""
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /feed\nDisallow: /tin-"))
    server.on("/", hostile.reply(b"<link rel='alternate' type='application/rss+xml' href='/feed'>"))
    server.on("/rss", hostile.reply(press.feed([1], [""])))
    list(discover_feeds(f"{SITE}/", open_fetcher()))
    list(read_outlet(PROFILE, open_fetcher()))
    with pytest.raises(FetchError, match="forbids"):
        propose_layout([f"{SITE}/tin-1.html"], PROFILE, open_fetcher(), date(2026, 11, 27))
    assert server.asked["/"] == 2
    assert (server.asked["/feed"], server.asked["/tin-1.html"]) == (0, 0)


def test_nothing_is_asked_of_a_host_whose_robots_txt_fails(server: Any, hostile: Any, open_fetcher: Any) -> None:
    server.on("/robots.txt", hostile.reply(status="503 Service Unavailable"))
    with pytest.raises(FetchError, match=r"robots\.txt could not be read"):
        list(discover_feeds(f"{SITE}/", open_fetcher()))
    assert (list(read_outlet(PROFILE, open_fetcher())), server.asked["/"]) == ([], 0)
