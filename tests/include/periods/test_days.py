"""Local days of Hanoi."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from include.periods.days import day_end, day_start, days_between, last_second, local_day

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def test_the_local_day_begins_at_seventeen_hours_utc_the_day_before() -> None:
    assert day_start(date(2026, 11, 24)) == datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert local_day(datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert local_day(datetime(2026, 11, 23, 17, tzinfo=UTC)) == date(2026, 11, 24)


@given(DAYS)
def test_a_day_holds_its_first_and_last_second_and_not_its_end(day: date) -> None:
    assert local_day(day_start(day)) == local_day(last_second(day)) == day
    assert local_day(day_end(day)) == day + timedelta(days=1)


@given(DAYS, st.integers(min_value=0, max_value=400))
def test_days_between_counts_both_ends(day: date, length: int) -> None:
    days = list(days_between(day, day + timedelta(days=length)))
    assert (days[0], days[-1], len(days)) == (day, day + timedelta(days=length), length + 1)


def test_days_between_is_empty_backwards() -> None:
    assert list(days_between(date(2026, 11, 2), date(2026, 11, 1))) == []
