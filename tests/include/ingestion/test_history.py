"""Which earlier articles are asked again: some days after their first capture, and a day after they were seen gone."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from include.archive.facts import Capture, Fact, Miss, Unchanged
from include.archive.index import DayIndex
from include.ingestion.history import History
from include.periods.days import day_start
from include.settings import settings

FIRST = date(2026, 7, 1)


def instant(day: date, hours: float = 10) -> datetime:
    return day_start(day) + timedelta(hours=hours)


def capture(number: int, day: date, scope: str = "article", status: int = 200, hours: float = 10) -> Capture:
    return Capture(
        f"{scope}-{number}-{day}", "bao_a", day, scope, f"http://a.example.vn/tin-{number}.html",  # type: ignore[arg-type]
        f"http://a.example.vn/tin-{number}.html", status, "text/html", f"hash-{day}", 1, "w", 0, 1, False,
        instant(day, hours), instant(day, hours),
    )  # fmt: skip


def miss(day: date) -> Miss:
    return Miss("bao_a", day, "recheck", "http://a.example.vn/tin-1.html", "too_slow", "", True, None, instant(day))


def unchanged(day: date) -> Unchanged:
    return Unchanged("bao_a", day, "recheck", "http://a.example.vn/tin-1.html", True, instant(day))


def known(*facts: Fact) -> History:
    history = History()
    for fact in facts:
        index = DayIndex()
        index.add(fact)
        history.add(index, fact.day)
    return history


def due(history: History, day: date, hours: float = 12) -> list[str]:
    return [found.first.url.rsplit("/", 1)[1] for found in history.due(day, instant(day, hours))]


def after(days: int) -> date:
    return FIRST + timedelta(days=days)


@pytest.fixture(autouse=True)
def _home(home: Path) -> None:
    """Every test has settings of its own."""


@pytest.mark.parametrize(("age", "is_due"), [(0, False), (1, True), (4, True), (5, False), (6, False), (7, True)])
def test_an_article_has_its_turn_some_days_after_its_first_capture_or_a_little_later(age: int, is_due: bool) -> None:
    history = known(capture(1, FIRST))
    assert history.get("http://a.example.vn/tin-1.html").is_due(after(age), instant(after(age)), (1, 7)) is is_due  # type: ignore[union-attr]


def test_a_turn_that_was_taken_is_over_until_the_next() -> None:
    history = known(capture(1, FIRST), unchanged(after(2)))
    found = history.get("http://a.example.vn/tin-1.html")
    assert found is not None
    assert [age for age in range(3, 12) if found.is_due(after(age), instant(after(age)), (1, 7))] == [7, 8, 9, 10]


def test_an_attempt_that_had_no_answer_leaves_the_turn_open() -> None:
    found = known(capture(1, FIRST), miss(after(1))).get("http://a.example.vn/tin-1.html")
    assert found is not None
    assert found.is_due(after(2), instant(after(2)), (1, 7))


@pytest.mark.parametrize(("hours", "is_due"), [(9.9, False), (10, True)])
def test_what_was_seen_gone_is_asked_again_a_day_later(hours: float, is_due: bool) -> None:
    found = known(capture(1, FIRST), capture(1, after(7), "recheck", 404)).get("http://a.example.vn/tin-1.html")
    assert found is not None
    assert found.is_due(after(8), instant(after(8), hours), (1, 7)) is is_due


def test_what_was_seen_gone_twice_waits_for_its_next_turn() -> None:
    gone = [capture(1, after(day), "recheck", 410) for day in (7, 8)]
    found = known(capture(1, FIRST), *gone).get("http://a.example.vn/tin-1.html")
    assert found is not None
    assert not found.is_due(after(9), instant(after(9)), (1, 7, 30))
    assert found.is_due(after(30), instant(after(30)), (1, 7, 30))


def test_a_page_that_came_back_is_no_longer_gone() -> None:
    back = capture(1, after(8), "recheck")
    found = known(capture(1, FIRST), capture(1, after(7), "recheck", 404), back).get("http://a.example.vn/tin-1.html")
    assert found is not None
    assert (found.gone_at, found.latest) == ([], back)


def test_those_seen_gone_come_first_and_the_order_is_the_same_everywhere() -> None:
    history = known(*(capture(number, FIRST) for number in range(1, 6)), capture(3, after(4), "recheck", 404))
    order = due(history, after(7))
    assert order[0] == "tin-3.html"
    assert sorted(order) == [f"tin-{number}.html" for number in range(1, 6)]
    assert order == due(history, after(7))


@pytest.mark.parametrize(("hours", "is_due"), [(9.9, False), (10, True)])
def test_the_first_turn_comes_a_whole_day_after_the_first_capture(hours: float, is_due: bool) -> None:
    assert bool(due(known(capture(1, FIRST)), after(1), hours)) is is_due


def test_first_and_later_turns_take_turns_and_of_the_first_the_youngest_comes_first() -> None:
    old = [capture(number, FIRST) for number in (1, 2)]
    seen = [capture(number, after(1), "recheck") for number in (1, 2)]
    young = [capture(number, after(day)) for number, day in ((3, 5), (4, 6))]
    order = due(known(*old, *seen, *young), after(7))
    assert [order[0], order[2]] == ["tin-4.html", "tin-3.html"]
    assert {order[1], order[3]} == {"tin-1.html", "tin-2.html"}


def test_articles_of_a_past_interval_take_no_first_turn_from_those_listed_on_their_day() -> None:
    past = [capture(number, after(6), "backfill_article") for number in range(1, 9)]
    history = known(*past, capture(9, after(5)))
    assert set(history.first_captures) == {f"http://a.example.vn/tin-{number}.html" for number in range(1, 10)}
    order = due(history, after(7))
    assert (order[0], len(order)) == ("tin-9.html", 9)


def test_no_day_is_without_a_look_while_an_article_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_RECHECK_AFTER_DAYS", "1, 7")
    settings.cache_clear()
    history = known(capture(1, FIRST), capture(2, FIRST))
    assert [len(due(history, after(age))) for age in (5, 6, 7, 11)] == [1, 1, 2, 0]


def test_what_was_erased_is_held_and_not_asked_again() -> None:
    index = DayIndex()
    index.add(capture(1, FIRST))
    index.add(Miss("bao_a", FIRST, "article", "http://a.example.vn/tin-1.html", "withdrawn", "", True, None,
                     instant(FIRST)))  # fmt: skip
    history = History()
    history.add(index, FIRST)
    assert list(history.first_captures) == ["http://a.example.vn/tin-1.html"]
    assert due(history, after(1)) == []
