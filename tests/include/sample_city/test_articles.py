"""Tests of what the city publishes: how much, of whom, and what reprints what."""

from collections import Counter
from datetime import date, timedelta

from include.sample_city.articles import Press, agreements, articles, at, is_agreed, numbers
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
    whole = [a.draft for a in articles() if a.problem is not Misbehaviour.EXCERPT_REPRINT]
    assert min(len(" ".join((draft.summary, *draft.paragraphs)).split()) for draft in whole) >= 120


def test_nobody_publishes_before_the_first_licence() -> None:
    assert all(a.listed_on >= outlets()[a.outlet_id].first_licensed_on for a in articles())


def test_every_article_of_an_aggregator_is_a_reprint_of_that_time_or_later() -> None:
    quoted = [a for a in articles() if outlets()[a.outlet_id].kind == "aggregator"]
    assert all(a.original and a.original.published_at < a.published_at for a in quoted)


def test_only_the_declared_reprints_are_early() -> None:
    planted = {Misbehaviour.EARLY_REPRINT, Misbehaviour.SHARED_RELEASE, Misbehaviour.UNDATED_REPRINT}
    planted.add(Misbehaviour.UNOFFICIAL_SOURCE)  # late enough after the press's own article
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


def test_a_mistake_that_is_carried_is_the_one_that_is_corrected_later() -> None:
    carried = {a.original.url for a in articles() if a.problem is Misbehaviour.CARRIED_MISTAKE and a.original}
    assert carried == {
        a.url for a in articles() if a.problem is Misbehaviour.LATER_CORRECTED and a.day == date(2026, 10, 25)
    }


def test_aggregators_reprint_what_they_have_an_agreement_for_but_where_declared() -> None:
    free = {Misbehaviour.UNAGREED_SOURCE, Misbehaviour.PORTAL_SOURCE, Misbehaviour.SHARED_RELEASE}
    quoted = [a for a in articles() if a.original and outlets()[a.outlet_id].kind == "aggregator"]
    assert all(is_agreed(a.outlet_id, a, a.day) for a in quoted if a.problem not in free)
    assert not any(is_agreed(a.outlet_id, a, a.day) for a in quoted if a.problem is Misbehaviour.UNAGREED_SOURCE)


def test_a_day_has_more_articles_where_faults_speak_of_more() -> None:
    assert list(numbers(outlets()["diem_tin_ho_guom"], date(2026, 11, 10))) == [1, 2]
    assert list(numbers(outlets()["diem_tin_ho_guom"], date(2026, 11, 11))) == [1, 2, 3]


def test_a_reworded_reprint_keeps_a_part_and_an_excerpt_nothing_else() -> None:
    (reworded,) = [a for a in articles() if a.problem is Misbehaviour.REWORDED_REPRINT]
    (excerpt,) = [a for a in articles() if a.problem is Misbehaviour.EXCERPT_REPRINT]
    assert reworded.original and excerpt.original
    assert reworded.draft.paragraphs[:-1] == reworded.original.draft.paragraphs[:-1]
    assert reworded.draft.paragraphs[-1] not in reworded.original.draft.paragraphs
    assert set(excerpt.draft.paragraphs) < set(excerpt.original.draft.paragraphs)


def test_agreements_are_those_of_the_register() -> None:
    assert ("diem_tin_ho_guom", "bao_kinh_thanh", date(2018, 3, 1), date(2026, 11, 7)) in agreements()
