"""Tests of the working days."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import DeclarationError
from include.periods.working_days import (
    add_working_days,
    day_off_name,
    is_working_day,
    read_swaps,
    working_days_between,
)

DAYS = st.dates(date(2019, 1, 1), date(2028, 6, 30))


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),  # the first Ngày Văn hóa Việt Nam
        (date(2026, 11, 21), False),
        (date(2026, 8, 22), True),  # a Saturday worked for 31 August
        (date(2026, 8, 31), False),
        (date(2026, 4, 27), False),  # Hùng Kings on a Sunday, observed on Monday
        (date(2021, 9, 3), False),
    ],
)
def test_holidays_weekends_and_worked_saturdays_are_known(day: date, is_working: bool) -> None:
    assert is_working_day(day) is is_working


def test_an_official_swap_overrides_the_package() -> None:
    assert not is_working_day(date(2026, 1, 2))
    assert is_working_day(date(2026, 1, 10))
    assert "12729/VPCP-KGVX" in day_off_name(date(2026, 1, 2))


def test_a_day_off_has_a_name_and_a_working_day_has_none() -> None:
    assert day_off_name(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert day_off_name(date(2026, 11, 21)) == "Thứ bảy"
    assert day_off_name(date(2026, 11, 22)) == "Chủ nhật"
    assert day_off_name(date(2026, 11, 23)) == ""


def test_two_working_days_over_national_day_reach_the_fourth_of_september() -> None:
    assert add_working_days(date(2026, 8, 28), 2) == date(2026, 9, 4)


def test_no_working_day_added_gives_the_next_working_day() -> None:
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)
    assert add_working_days(date(2026, 11, 23), 0) == date(2026, 11, 23)


def test_counting_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 23), -1)


@given(DAYS, st.integers(1, 40))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    reached = add_working_days(day, count)
    assert is_working_day(reached)
    assert working_days_between(day, reached) == count


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_stretches_of_days_add_up(day: date, first: int, second: int) -> None:
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    assert working_days_between(day, end) == working_days_between(day, middle) + working_days_between(middle, end)
    assert working_days_between(end, day) == -working_days_between(day, end)


@pytest.mark.parametrize("line", ["2026-13-01,true,,x,y", "2026-01-01,maybe,,x,y"])
def test_a_swap_that_cannot_be_read_names_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "swaps.csv"
    path.write_text(f"swap_day,is_working,paired_day,instrument,source\n{line}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match="line 2"):
        read_swaps(path)


def test_a_swap_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "swaps.csv"
    path.write_text(
        "swap_day,is_working,paired_day,instrument,source\n" + "2026-01-01,true,,x,y\n" * 2, encoding="utf-8"
    )
    with pytest.raises(DeclarationError, match="twice"):
        read_swaps(path)


TET = {  # first day of the lunar year
    2019: date(2019, 2, 5), 2020: date(2020, 1, 25), 2021: date(2021, 2, 12), 2022: date(2022, 2, 1),
    2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29), 2026: date(2026, 2, 17),
    2027: date(2027, 2, 6), 2028: date(2028, 1, 26),
}  # fmt: skip


@given(st.sampled_from(sorted(TET)), st.integers(-3, 3), st.integers(1, 10))
def test_a_deadline_over_tet_skips_its_days_off_and_is_the_same_from_each_of_them(
    year: int, away: int, count: int
) -> None:
    start = TET[year] + timedelta(days=away)
    reached = add_working_days(start, count)
    assert not any(is_working_day(TET[year] + timedelta(days=offset)) for offset in range(3))
    assert not TET[year] <= reached < TET[year] + timedelta(days=3)
    assert add_working_days(TET[year], count) == add_working_days(TET[year] + timedelta(days=2), count)


@given(st.integers(2019, 2027), st.integers(0, 3), st.integers(1, 15))
def test_a_deadline_over_the_turn_of_the_year_never_falls_on_the_first_of_january(
    year: int, before: int, count: int
) -> None:
    start = date(year, 12, 31) - timedelta(days=before)
    reached = add_working_days(start, count)
    assert reached != date(year + 1, 1, 1)
    assert working_days_between(start, reached) == count


@given(st.sampled_from((2020, 2024, 2028)), st.integers(0, 5), st.integers(1, 12))
def test_the_29th_of_february_counts_like_any_other_day(year: int, before: int, count: int) -> None:
    start, leap = date(year, 2, 29) - timedelta(days=before), date(year, 2, 29)
    over = working_days_between(start, leap) + working_days_between(leap, add_working_days(leap, count))
    assert over == working_days_between(start, add_working_days(leap, count))
    assert is_working_day(leap) is (leap.weekday() < 5)
