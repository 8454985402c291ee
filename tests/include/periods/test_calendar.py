"""Tests of the calendar seed."""

import csv
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from include.periods.calendar import SEED, calendar_text
from include.periods.working_days import add_working_days, is_working_day, working_days_between

with SEED.open(encoding="utf-8", newline="") as lines:
    ROWS = {date.fromisoformat(row["day"]): row for row in csv.DictReader(lines)}
DAYS = st.dates(date(2019, 1, 1), date(2028, 6, 30))


def _number(day: date) -> int:
    return int(ROWS[day]["working_day_number"])


def test_the_seed_is_what_the_functions_give() -> None:
    assert SEED.read_text(encoding="utf-8") == calendar_text(), "Run python -m include.periods.calendar."


@given(DAYS, DAYS)
def test_the_difference_of_numbers_counts_working_days(start: date, end: date) -> None:
    assert _number(end) - _number(start) == working_days_between(start, end)


@given(DAYS, st.integers(1, 40))
def test_the_day_with_the_summed_number_is_the_deadline(day: date, count: int) -> None:
    wanted = _number(day) + count
    first = min(d for d, row in ROWS.items() if int(row["working_day_number"]) == wanted and is_working_day(d))
    assert first == add_working_days(day, count)
