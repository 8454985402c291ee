"""Asset events carry the days they touched, and several of them are joined."""

from datetime import date
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from orchestration.assets import ARTICLES_ADMITTED, ARTICLES_LANDED, REGISTERS_LANDED, days_touched, touched

DAYS = st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1)


def events_of(asset: object = ARTICLES_LANDED) -> dict[object, SimpleNamespace]:
    return {asset: SimpleNamespace(extra={})}


@given(DAYS)
def test_the_days_written_into_an_event_are_read_from_it(days: list[date]) -> None:
    events = events_of()
    touched(events, ARTICLES_LANDED, days=days, counts={"landed": 3})
    assert days_touched({ARTICLES_LANDED: [events[ARTICLES_LANDED]]}) == sorted(set(days))
    assert events[ARTICLES_LANDED].extra["counts"] == {"landed": 3}


@given(DAYS, DAYS)
def test_the_days_of_several_events_are_joined(first: list[date], second: list[date]) -> None:
    one, other = events_of(), events_of()
    touched(one, ARTICLES_LANDED, days=first)
    touched(other, ARTICLES_LANDED, days=second)
    joined = days_touched({ARTICLES_ADMITTED: [one[ARTICLES_LANDED], other[ARTICLES_LANDED]]})
    assert joined == sorted({*first, *second})


def test_an_event_without_days_means_everything() -> None:
    some, everything = events_of(), events_of(REGISTERS_LANDED)
    touched(some, ARTICLES_LANDED, days=[date(2026, 11, 14)])
    touched(everything, REGISTERS_LANDED, days=None)
    assert (
        days_touched({ARTICLES_LANDED: [some[ARTICLES_LANDED]], REGISTERS_LANDED: [everything[REGISTERS_LANDED]]})
        is None
    )


def test_a_run_that_nothing_handed_over_to_means_everything() -> None:
    assert days_touched({}) is None


def test_a_run_by_the_clock_names_no_days_and_does_not_mean_everything() -> None:
    assert days_touched({}, is_reconciling=True) == []
    assert days_touched({}) is None
    events = events_of()
    touched(events, ARTICLES_LANDED, days=[date(2026, 11, 14)])
    assert days_touched({ARTICLES_LANDED: [events[ARTICLES_LANDED]]}, is_reconciling=True) == [date(2026, 11, 14)]
