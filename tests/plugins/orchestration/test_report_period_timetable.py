"""Reports are due at eight, on the first working day after their period."""

from datetime import timedelta

import pendulum
import pytest
from airflow.timetables.base import TimeRestriction

from orchestration.report_period_timetable import ReportPeriodTimetable

HANOI = "Asia/Ho_Chi_Minh"


def day(text: str) -> pendulum.DateTime:
    return pendulum.parse(text, tz=HANOI)  # type: ignore[return-value]


def restriction(earliest: str, latest: str | None = None) -> TimeRestriction:
    return TimeRestriction(earliest=day(earliest), latest=day(latest) if latest else None, catchup=True)


def test_a_period_runs_from_the_fifteenth_to_the_fifteenth_in_hanoi() -> None:
    found = ReportPeriodTimetable().next_dagrun_info(
        last_automated_data_interval=None, restriction=restriction("2026-10-20")
    )
    assert found is not None
    assert (found.data_interval.start, found.data_interval.end) == (day("2026-10-15"), day("2026-11-15"))


def test_the_run_comes_on_a_working_day_at_eight() -> None:
    found = ReportPeriodTimetable().next_dagrun_info(
        last_automated_data_interval=None, restriction=restriction("2026-10-20")
    )
    assert found is not None
    assert found.run_after == day("2026-11-16T08:00")  # the 15th is a Sunday


def test_each_period_starts_where_the_last_one_ended() -> None:
    timetable, known = ReportPeriodTimetable(), None
    for _ in range(24):
        found = timetable.next_dagrun_info(last_automated_data_interval=known, restriction=restriction("2025-01-15"))
        assert found is not None
        if known is not None:
            assert found.data_interval.start == known.end
        assert found.run_after > found.data_interval.end
        assert found.run_after - found.data_interval.end < timedelta(days=12)
        known = found.data_interval


def test_no_run_is_due_after_the_end_of_the_dag() -> None:
    found = ReportPeriodTimetable().next_dagrun_info(
        last_automated_data_interval=None, restriction=restriction("2026-10-20", latest="2026-11-01")
    )
    assert found is None


@pytest.mark.parametrize(("asked", "end"), [("2026-11-14T23:59", "2026-10-15"), ("2026-11-15T00:00", "2026-11-15")])
def test_a_run_asked_for_by_hand_stands_for_the_period_that_ended(asked: str, end: str) -> None:
    assert ReportPeriodTimetable().infer_manual_data_interval(run_after=day(asked)).end == day(end)


def test_the_timetable_survives_its_journey_through_the_database() -> None:
    timetable = ReportPeriodTimetable()
    assert type(timetable.deserialize(timetable.serialize())) is ReportPeriodTimetable
