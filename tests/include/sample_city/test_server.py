"""Tests of the server over real sockets: whose pages, as of which day, and how it misbehaves."""

import gzip
import http.client
from datetime import date
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from include.periods.days import local_day
from include.sample_city.article import Article
from include.sample_city.articles import articles
from include.sample_city.declaration import DAYS, Fault, Misbehaviour, faults, outlets
from include.sample_city.listings import NESTED_SITEMAP, PATHS
from include.sample_city.server import CityServer, serve
from tests.include.sample_city.conftest import Ask

DAY = date(2026, 10, 16)


def faulty(problem: Misbehaviour) -> Article:
    return next(a for a in articles() if a.problem is problem)


def declared(problem: Misbehaviour) -> Fault:
    return next(f for f in faults().faults if f.misbehaviour is problem)


def host_of(fault: Fault) -> str:
    return outlets()[fault.outlet_id].domains[0]


@pytest.mark.parametrize("outlet_id", sorted(outlets()))
def test_every_outlet_shows_its_home_page_under_its_own_name(ask: Ask, outlet_id: str) -> None:
    outlet = outlets()[outlet_id]
    got = ask(outlet.domains[0], day=DAY)
    assert got.status == 200
    assert outlet.name in got.text


def test_a_host_of_no_outlet_is_refused(ask: Ask) -> None:
    assert ask("nobody.example.vn").status == 421


@pytest.mark.parametrize("day", [DAYS[0], DAY, DAYS[-1]], ids=str)
def test_a_past_day_is_answered_within_that_day(ask: Ask, day: date) -> None:
    got = ask("thanglong.example.vn", day=day)
    assert local_day(parsedate_to_datetime(got.headers["memento-datetime"])) == day
    assert "accept-datetime" in got.headers["vary"]


def test_the_live_site_is_no_memento_and_shows_the_last_day(ask: Ask) -> None:
    live, last = ask("thanglong.example.vn"), ask("thanglong.example.vn", day=DAYS[-1])
    assert "memento-datetime" not in live.headers
    assert live.body == last.body


def test_a_vanished_article_is_not_found_on_the_days_that_are_declared(ask: Ask) -> None:
    for article in (a for a in articles() if a.problem is Misbehaviour.VANISHED_ARTICLE):
        assert article.fault and article.fault.gone
        first, last = article.fault.gone
        for day in (d for d in DAYS if d >= article.listed_on):
            assert ask(article.host, article.path, day).status == (404 if first <= day <= last else 200)


def test_one_article_vanishes_for_good_and_one_for_a_day() -> None:
    gone = [f.gone for f in faults().faults if f.misbehaviour is Misbehaviour.VANISHED_ARTICLE]
    assert [(last == DAYS[-1], first == last) for first, last in filter(None, gone)] == [(True, False), (False, True)]


def test_an_article_is_there_from_the_day_it_is_listed(ask: Ask) -> None:
    article = faulty(Misbehaviour.LATE_ARTICLE)
    assert article.listed_on > article.day
    assert ask(article.host, article.path, day=article.day).status == 404
    assert ask(article.host, article.path, day=article.listed_on).status == 200


def test_a_conditional_request_is_answered_by_304(ask: Ask) -> None:
    first = ask("songhong.example.vn", day=DAY)
    by_tag = ask("songhong.example.vn", day=DAY, If_None_Match=first.headers["etag"])
    by_time = ask("songhong.example.vn", day=DAY, If_Modified_Since=first.headers["last-modified"])
    assert (by_tag.status, by_tag.body) == (304, b"")
    assert (by_time.status, by_time.body) == (304, b"")


def test_several_requests_share_one_connection(city: CityServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", city.server_port, timeout=60)
    for _ in range(3):
        connection.request("GET", "/robots.txt", headers={"Host": "kinhthanh.example.vn"})
        assert b"Disallow: /noi-bo/" in connection.getresponse().read()
    connection.close()


def test_a_false_304_gives_way_to_the_feed(ask: Ask) -> None:
    fault = declared(Misbehaviour.FALSE_NOT_MODIFIED)
    assert fault.listing
    host, path = host_of(fault), PATHS[fault.listing]
    assert [ask(host, path, day=fault.days[0]).status for _ in range(3)] == [304, 200, 200]


def test_429_names_when_to_come_back_and_then_answers(ask: Ask) -> None:
    for fault in (f for f in faults().faults if f.misbehaviour is Misbehaviour.RATE_LIMITED):
        assert fault.listing
        host, path = host_of(fault), PATHS[fault.listing]
        refused = ask(host, path, day=fault.days[0])
        assert refused.status == 429
        asked_for = refused.headers["retry-after"]
        assert asked_for == "1" if fault.retry_after == "seconds" else parsedate_to_datetime(asked_for)
        assert ask(host, path, day=fault.days[0]).status == 200


def test_a_server_error_is_over_at_the_next_attempt(ask: Ask) -> None:
    article = faulty(Misbehaviour.SERVER_ERROR)
    assert [ask(article.host, article.path, day=article.day).status for _ in range(2)] == [503, 200]


def test_a_host_that_is_down_cuts_the_connection_on_its_days_alone(ask: Ask) -> None:
    fault = declared(Misbehaviour.HOST_DOWN)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        ask(host_of(fault), day=fault.days[0])
    assert ask(host_of(fault)).status == 200


def test_an_outlet_that_moved_sends_on_to_its_other_domain(ask: Ask) -> None:
    fault = declared(Misbehaviour.MOVED_DOMAIN)
    old, moved_to = outlets()[fault.outlet_id].domains
    got = ask(old, "/rss/home.rss", day=fault.days[0])
    assert (got.status, got.headers["location"]) == (301, f"http://{moved_to}/rss/home.rss")
    assert ask(moved_to, "/rss/home.rss", day=fault.days[0]).status == 200


@pytest.mark.parametrize("problem", [Misbehaviour.PRIVATE_REDIRECT, Misbehaviour.FILE_REDIRECT])
def test_redirects_lead_where_nobody_may_go(ask: Ask, problem: Misbehaviour) -> None:
    article = faulty(problem)
    got = ask(article.host, article.path, day=article.day)
    assert got.status == 302
    assert urlsplit(got.headers["location"]).hostname in ("169.254.169.254", "10.0.0.8", None)


def test_an_endless_answer_outlasts_every_limit(ask: Ask) -> None:
    article = faulty(Misbehaviour.ENDLESS_ANSWER)
    got = ask(article.host, article.path, day=article.day)
    assert "content-length" not in got.headers
    assert len(got.body) == 2_000_000


def test_a_bomb_is_small_until_it_is_unpacked(ask: Ask) -> None:
    article = faulty(Misbehaviour.COMPRESSED_BOMB)
    got = ask(article.host, article.path, day=article.day)
    assert got.headers["content-encoding"] == "gzip"
    assert len(got.body) < 100_000
    assert len(gzip.decompress(got.body)) > 10_000_000


def test_a_removed_article_is_gone(ask: Ask) -> None:
    article = faulty(Misbehaviour.LAWFUL_REMOVAL)
    assert ask(article.host, article.path, day=article.day).status == 200
    assert ask(article.host, article.path, day=date(2026, 10, 24)).status == 410


def test_the_index_of_sitemaps_leads_to_a_gzipped_one(ask: Ask) -> None:
    assert NESTED_SITEMAP in ask("cuabac.example.vn", "/sitemap.xml", day=DAY).text
    assert b"<urlset" in gzip.decompress(ask("cuabac.example.vn", NESTED_SITEMAP, day=DAY).body)


def test_a_social_network_has_policy_pages_and_nothing_of_its_members(ask: Ask) -> None:
    assert ask("langhoa.example.vn", "/thoa-thuan-su-dung").status == 200
    assert ask("langhoa.example.vn", "/rss/home.rss").status == 404


def test_two_servings_give_the_same_bytes(ask: Ask) -> None:
    other = serve("127.0.0.1", 0)
    try:
        for host, path in (("thanglong.example.vn", "/"), ("phonghe.example.vn", "/feed.json")):
            connection = http.client.HTTPConnection("127.0.0.1", other.server_port, timeout=60)
            connection.request("GET", path, headers={"Host": host})
            again = connection.getresponse()
            got = ask(host, path)
            assert got.headers == {k.lower(): v for k, v in again.getheaders()}
            assert got.body == again.read()
            connection.close()
    finally:
        other.shutdown()
        other.server_close()
