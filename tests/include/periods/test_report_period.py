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
    assert period.holds(day)
    assert not period.previous().holds(day)
    assert not period.following().holds(day)


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
