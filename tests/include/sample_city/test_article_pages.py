"""Tests of article pages: layouts, times, and what a credit shows."""

from datetime import date, timedelta

import pytest

from include.sample_city.article import Article
from include.sample_city.article_pages import article_page, credit_line, is_credited, layout_on, template
from include.sample_city.articles import articles
from include.sample_city.declaration import Misbehaviour, outlets


def one(problem: Misbehaviour) -> Article:
    return next(a for a in articles() if a.problem is problem)


@pytest.mark.parametrize("outlet_id", sorted({a.outlet_id for a in articles()}))
def test_a_page_shows_title_text_and_time(outlet_id: str) -> None:
    article = next(a for a in articles() if a.outlet_id == outlet_id and a.fault is None)
    page = article_page(article, article.day, [articles()[0]])
    assert article.draft.title in page
    assert all(paragraph in page for paragraph in article.draft.paragraphs)
    assert f"{article.published_at:%d/%m/%Y %H:%M}" in page


def test_a_layout_changes_on_its_day() -> None:
    outlet = outlets()["bao_cua_bac"]
    assert layout_on(outlet, date(2026, 10, 31)) == "semantic"
    assert layout_on(outlet, date(2026, 11, 1)) == "classic"


def test_a_full_credit_names_agency_time_and_link() -> None:
    article = one(Misbehaviour.EARLY_REPRINT)
    assert article.original
    credit = credit_line(article)
    assert outlets()[article.original.outlet_id].name in credit
    assert article.original.url in credit
    assert f"{article.original.published_at:%H:%M ngày %d/%m/%Y}" in credit


def test_a_credit_lacks_what_is_declared() -> None:
    assert credit_line(one(Misbehaviour.UNCREDITED_REPRINT)) == ""
    assert "đăng lúc" not in credit_line(one(Misbehaviour.UNTIMED_REPRINT))
    assert "href" not in credit_line(one(Misbehaviour.UNLINKED_REPRINT))


def test_a_credit_comes_later_or_goes_as_declared() -> None:
    later, at_first = one(Misbehaviour.CREDITED_LATER), one(Misbehaviour.CREDITED_AT_FIRST)
    next_day = timedelta(days=1)
    assert [is_credited(later, later.listed_on), is_credited(later, later.listed_on + next_day)] == [False, True]
    assert [is_credited(at_first, at_first.listed_on), is_credited(at_first, at_first.listed_on + next_day)] == [
        True,
        False,
    ]


def test_an_original_credits_nobody() -> None:
    assert credit_line(one(Misbehaviour.REVISED_ARTICLE)) == ""


def test_a_missing_date_is_nowhere_on_the_page() -> None:
    article = one(Misbehaviour.MISSING_DATE)
    assert f"{article.published_at:%Y}" not in article_page(article, article.day, [])


def test_an_undated_reprint_shows_the_day_alone() -> None:
    article = one(Misbehaviour.UNDATED_REPRINT)
    page = article_page(article, article.day, [])
    assert "30/10/2026" in page
    assert "published_time" not in page


def test_an_empty_text_leaves_a_film_alone() -> None:
    article = one(Misbehaviour.EMPTY_TEXT)
    page = article_page(article, article.day, [])
    assert "<video" in page
    assert article.draft.paragraphs[0] not in page


def test_a_template_names_its_places() -> None:
    assert "$paragraphs" in template("classic").template
