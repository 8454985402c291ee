"""Tests of whole answers: which day is meant, what is listed then, what a path holds."""

from datetime import date

import pytest

from include.sample_city.answers import Reply, Request, article_at, day_asked, hosts, listed_on, robots, whole_answer
from include.sample_city.articles import articles
from include.sample_city.declaration import DAYS, Misbehaviour, outlets


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Wed, 21 Oct 2026 16:59:59 GMT", date(2026, 10, 21)),
        ("Wed, 21 Oct 2026 17:00:00 GMT", date(2026, 10, 22)),
        ("Fri, 01 Jan 2038 00:00:00 GMT", DAYS[-1]),
        ("Mon, 01 Jan 2001 00:00:00 GMT", DAYS[0]),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_day_asked_is_the_last_local_day_there_is_by_then(header: str, day: date | None) -> None:
    assert day_asked(header) == day


def test_every_domain_is_answered_by_one_outlet_that_runs_it() -> None:
    assert set(hosts()) == {domain for outlet in outlets().values() for domain in outlet.domains}
    assert all(domain in outlet.domains for domain, outlet in hosts().items())
    assert hosts()["longthanh.example.vn"].outlet_id == "cong_tin_long_thanh"


def test_a_day_lists_its_articles_and_those_of_the_day_before() -> None:
    named = listed_on("bao_thang_long", date(2026, 10, 17))
    assert {a.listed_on for a in named} == {date(2026, 10, 16), date(2026, 10, 17)}
    assert not [a for a in listed_on("bao_thang_long", DAYS[0]) if a.listed_on != DAYS[0]]


def test_an_article_that_is_never_had_is_named_on_its_own_day_alone() -> None:
    (article,) = [a for a in articles() if a.problem is Misbehaviour.ENDLESS_ANSWER]
    assert article in listed_on(article.outlet_id, date(2026, 10, 20))
    assert article not in listed_on(article.outlet_id, date(2026, 10, 21))


def test_an_unknown_path_is_not_found() -> None:
    assert whole_answer(Request(outlets()["bao_thang_long"], "thanglong.example.vn", "/khong-co")).status == 404


def test_an_article_is_found_by_its_path() -> None:
    article = articles()[0]
    assert article_at(article.outlet_id, article.path) is article
    assert article_at(article.outlet_id, "/") is None


def test_a_footer_script_holds_what_the_page_does_not() -> None:
    outlet = outlets()["cong_tin_o_quan"]
    home = whole_answer(Request(outlet, outlet.domains[0], "/", date(2026, 10, 26)))
    script = whole_answer(Request(outlet, outlet.domains[0], "/js/chan-trang.js", date(2026, 10, 26)))
    assert "15/GP-PTTH" not in home.body.decode()
    assert "15/GP-PTTH" in script.body.decode()


def test_a_revised_article_differs_from_its_revision_on() -> None:
    (article,) = [a for a in articles() if a.problem is Misbehaviour.REVISED_ARTICLE]
    assert article.updated_at

    def page(day: date) -> Reply:
        return whole_answer(Request(outlets()[article.outlet_id], article.host, article.path, day))

    assert b"09:15" not in page(article.day).body
    assert b"09:15" in page(article.updated_at.date()).body


def test_robots_txt_closes_a_section_where_that_is_declared() -> None:
    assert "Disallow: /noi-bo/" in robots(outlets()["bao_kinh_thanh"])
    assert "/noi-bo/" not in robots(outlets()["bao_thang_long"])
