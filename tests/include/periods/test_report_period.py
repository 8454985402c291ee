"""Report periods close on the declared day, follow each other without gap, and speak Vietnamese."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import ReportError
from include.periods.report_period import PeriodKind, ReportPeriod, regime_on

KINDS: tuple[PeriodKind, ...] = ("monthly", "quarterly", "half_year", "yearly", "weekly")
days = st.dates(date(2021, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2026-11", date(2026, 10, 15), date(2026, 11, 15), "tháng 11 năm 2026"),
        ("2026-01", date(2025, 12, 15), date(2026, 1, 15), "tháng 01 năm 2026"),
        ("2026-Q4", date(2026, 9, 15), date(2026, 12, 15), "quý IV năm 2026"),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 15), "quý I năm 2026"),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 15), "6 tháng đầu năm 2026"),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 15), "6 tháng cuối năm 2026"),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 15), "9 tháng đầu năm 2026"),
        ("2026", date(2025, 12, 15), date(2026, 12, 15), "năm 2026"),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 5), "tuần 1 năm 2026"),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 4), "tuần 53 năm 2026"),
    ],
)
def test_a_month_runs_to_the_14th_and_a_week_from_monday(text: str, start: date, end: date, label: str) -> None:
    period = ReportPeriod.parse(text)
    assert (period.start, period.end, period.label_vi, period.period_id) == (start, end, label, text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-Q5",
        "2026-H3",
        "tháng 11",
        "",
        "26-11",
        "2026-00",
        "0000-01",
        "0001-01",
        "0000",
        "2025-W53",
        "2026-W00",
        "2026-W54",
        "9999-W52",
        "0000-W01",
        "\uff12\uff10\uff12\uff16-11",  # digits of another script
    ],
)
def test_what_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(ReportError, match="no report period"):
        ReportPeriod.parse(text)


def test_a_report_may_go_out_one_working_day_after_closing() -> None:
    assert ReportPeriod.parse("2026-11").last_day == date(2026, 11, 14)  # a Saturday
    assert ReportPeriod.parse("2026-11").issuable_on == date(2026, 11, 16)
    assert ReportPeriod.parse("2026-12").issuable_on == date(2026, 12, 15)


def test_the_span_names_its_last_day() -> None:
    assert ReportPeriod.parse("2026-11").span_vi == "từ ngày 15/10/2026 đến hết ngày 14/11/2026"


def test_a_regime_applies_from_its_effective_date() -> None:
    assert regime_on(date(2019, 3, 12)).closing_day == 14
    with pytest.raises(ReportError, match="regime"):
        regime_on(date(2019, 3, 11))


def test_a_period_counts_as_closed_from_the_day_after_its_last() -> None:
    assert ReportPeriod.closed_by("monthly", date(2026, 11, 14)).period_id == "2026-10"
    assert ReportPeriod.closed_by("monthly", date(2026, 11, 15)).period_id == "2026-11"


@given(day=days, kind=st.sampled_from(KINDS))
def test_every_day_lies_in_exactly_one_period_of_a_kind(day: date, kind: PeriodKind) -> None:
    period = ReportPeriod.containing(kind, day)
    assert period.contains(day)
    assert not period.previous().contains(day)
    assert not period.following().contains(day)


@given(day=days, kind=st.sampled_from(KINDS))
def test_periods_follow_each_other_without_gap_and_survive_being_written(day: date, kind: PeriodKind) -> None:
    period = ReportPeriod.containing(kind, day)
    assert period.previous().end == period.start
    assert period.following().previous() == period
    assert ReportPeriod.parse(period.period_id) == period
    assert period.issuable_on > period.end - timedelta(days=1)


def test_the_nine_months_leave_the_rest_of_the_year_out() -> None:
    assert ReportPeriod.closed_by("nine_months", date(2026, 9, 14)).period_id == "2025-9M"
    assert ReportPeriod.closed_by("nine_months", date(2026, 12, 31)).period_id == "2026-9M"
    assert ReportPeriod.parse("2026-9M").previous().period_id == "2025-9M"
    with pytest.raises(ReportError, match="lies in no period"):
        ReportPeriod.containing("nine_months", date(2026, 10, 1))


@given(day=st.dates(date(2021, 1, 1), date(2040, 1, 1)))
def test_the_same_week_a_year_before_is_a_week(day: date) -> None:
    period = ReportPeriod.containing("weekly", day)
    assert (period.end - period.start).days == 7
    assert 357 <= (period.start - period.year_before().start).days <= 371


@given(day=days, kind=st.sampled_from((*KINDS, "nine_months")))
def test_what_has_closed_is_the_newest_that_has(day: date, kind: PeriodKind) -> None:
    closed = ReportPeriod.closed_by(kind, day)
    assert closed.end <= day < closed.following().end


@given(first=days, length=st.integers(0, 800))
def test_any_two_days_are_a_period_that_survives_being_written(first: date, length: int) -> None:
    period = ReportPeriod.between(first, first + timedelta(days=length))
    assert ReportPeriod.parse(period.period_id) == period
    assert (period.contains(first), period.contains(period.last_day), period.contains(period.end)) == (
        True,
        True,
        False,
    )
    assert period.previous().end == period.start
    assert period.previous().following() == period
    earlier = period.year_before()
    assert abs((period.end - period.start).days - (earlier.end - earlier.start).days) <= 1
    assert period.issuable_on > period.last_day


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2024-02-29_2024-02-29", "2023-02-28_2023-02-28"),
        ("2025-02-28_2025-03-01", "2024-02-28_2024-03-01"),
        ("2024-02-28_2024-03-01", "2023-02-28_2023-03-01"),
        ("2026-02-16_2026-02-22", "2025-02-16_2025-02-22"),  # Tết moves, dates do not
        ("2025-12-31_2026-01-01", "2024-12-31_2025-01-01"),
    ],
)
def test_the_same_dates_of_the_year_before_stand_beside_two_days(text: str, before: str) -> None:
    assert ReportPeriod.parse(text).year_before().period_id == before


def test_two_days_have_no_calendar() -> None:
    with pytest.raises(ReportError, match="no number in a year"):
        ReportPeriod.of("ad_hoc", 2026, 1)
    for find in (ReportPeriod.containing, ReportPeriod.closed_by):
        with pytest.raises(ReportError, match="follow no calendar"):
            find("ad_hoc", date(2026, 1, 1))
    with pytest.raises(ReportError, match="Nothing lies 1 periods"):
        ReportPeriod.parse("9990-01-01_9998-12-31").following()


@given(year=st.integers(2020, 2040), month=st.integers(0, 99))
def test_no_month_but_the_twelve_is_a_period(year: int, month: int) -> None:
    text = f"{year}-{month:02}"
    if 1 <= month <= 12:
        assert ReportPeriod.parse(text).last_day == date(year, month, 14)
        return
    with pytest.raises(ReportError, match="is no report period"):
        ReportPeriod.parse(text)


@given(year=st.integers(2020, 2040), kind=st.sampled_from(("monthly", "quarterly", "half_year", "yearly")))
def test_the_turn_of_the_year_lies_in_the_first_period_of_the_next(year: int, kind: PeriodKind) -> None:
    for day in (date(year, 12, 15), date(year, 12, 31), date(year + 1, 1, 1)):
        period = ReportPeriod.containing(kind, day)
        assert (period.year, period.number) == (year + 1, 1)
    assert ReportPeriod.containing(kind, date(year, 12, 14)).year == year


@given(year=st.sampled_from((2020, 2024, 2028, 2032)))
def test_the_29th_of_february_lies_in_march_and_counts_in_its_year(year: int) -> None:
    leap, common = (ReportPeriod.of("monthly", one, 3) for one in (year, year + 1))
    assert leap.contains(date(year, 2, 29))
    assert (leap.end - leap.start).days == (common.end - common.start).days + 1 == 29
    assert ReportPeriod.of("yearly", year, 1).contains(date(year, 2, 29))


def test_the_calendar_of_reports_has_a_first_period() -> None:
    assert ReportPeriod.containing("monthly", date(2019, 3, 15)).period_id == "2019-04"
    assert ReportPeriod.containing("yearly", date(2020, 1, 1)).period_id == "2020"
    with pytest.raises(ReportError, match="had closed by 2019-03-20"):
        ReportPeriod.closed_by("monthly", date(2019, 3, 20))
    with pytest.raises(ReportError, match="lies in no period"):
        ReportPeriod.containing("monthly", date(2019, 2, 1))
