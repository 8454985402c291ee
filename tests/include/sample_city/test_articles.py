"""Tests of what the city publishes: how much, of whom, and what reprints what."""

from collections import Counter
from datetime import date, timedelta

from include.sample_city.articles import Press, articles, at
from include.sample_city.declaration import DAYS, Misbehaviour, outlets

PERSONAL_BYLINE_WORDS = ("Nguyễn", "Trần", "Lê ", "Phạm")


def problem(wanted: Misbehaviour) -> list[int]:
    """Return the delays in minutes of reprints with a problem."""
    return [
        int((a.published_at - a.original.published_at).total_seconds() // 60)
        for a in articles()
        if a.problem is wanted and a.original
    ]


def test_there_are_six_hundred_articles_and_more() -> None:
    assert sum(a.day.year == 2026 for a in articles()) >= 600
    assert sum(a.day.year == 2021 for a in articles()) >= 50


def test_every_day_has_articles_and_no_listing_day_is_outside() -> None:
    assert {a.listed_on for a in articles()} == set(DAYS)


def test_addresses_are_unique() -> None:
    assert max(Counter(a.url for a in articles()).values()) == 1


def test_no_outlet_prints_a_title_twice() -> None:
    assert max(Counter((a.outlet_id, a.draft.title) for a in articles()).values()) == 1


def test_texts_are_long_enough_to_compare() -> None:
    assert min(len(" ".join((a.draft.summary, *a.draft.paragraphs)).split()) for a in articles()) >= 120


def test_nobody_publishes_before_the_first_licence() -> None:
    assert all(a.listed_on >= outlets()[a.outlet_id].first_licensed_on for a in articles())


def test_every_article_of_an_aggregator_is_a_reprint_of_that_time_or_later() -> None:
    quoted = [a for a in articles() if outlets()[a.outlet_id].kind == "aggregator"]
    assert all(a.original and a.original.published_at < a.published_at for a in quoted)


def test_only_the_declared_reprints_are_early() -> None:
    planted = {Misbehaviour.EARLY_REPRINT, Misbehaviour.SHARED_RELEASE, Misbehaviour.UNDATED_REPRINT}
    for article in articles():
        if article.original and article.problem not in planted:
            least = timedelta(minutes=180 if article.day.year == 2021 else 60)
            assert article.published_at - article.original.published_at > least, article.url


def test_early_and_nearly_early_reprints_have_their_declared_delay() -> None:
    assert sorted(problem(Misbehaviour.EARLY_REPRINT)) == [40, 170]
    assert sorted(problem(Misbehaviour.NEARLY_EARLY_REPRINT)) == [75, 186]


def test_two_outlets_print_one_release_within_the_hour_and_neither_credits_the_other() -> None:
    (reprint,) = [a for a in articles() if a.problem is Misbehaviour.SHARED_RELEASE]
    printed = [a for a in articles() if a.draft.title == reprint.draft.title and a.original is None]
    assert {outlets()[a.outlet_id].kind for a in printed} == {"newspaper", "portal"}
    assert reprint.credit == outlets()["cong_thanh_pho"].name


def test_a_chain_of_reprints_begins_at_a_newspaper() -> None:
    (last,) = [a for a in articles() if a.problem is Misbehaviour.REPRINT_CHAIN]
    middle = last.original
    assert middle and middle.original
    kinds = [outlets()[a.outlet_id].kind for a in (middle.original, middle, last)]
    assert kinds == ["newspaper", "magazine", "aggregator"]


def test_a_down_outlet_publishes_nothing() -> None:
    assert not [a for a in articles() if a.outlet_id == "trang_tin_hang_me" and a.day == date(2026, 10, 19)]


def test_bylines_are_pen_names_of_no_person() -> None:
    assert not [a.byline for a in articles() if any(word in a.byline for word in PERSONAL_BYLINE_WORDS)]


def test_the_city_is_written_alike_every_time() -> None:
    press = Press()
    for day in DAYS[:6]:
        press.publish(day)
    assert press.articles == list(articles()[: len(press.articles)])


def test_instants_are_local() -> None:
    assert at(date(2026, 10, 15), 8).isoformat() == "2026-10-15T08:00:00+07:00"
