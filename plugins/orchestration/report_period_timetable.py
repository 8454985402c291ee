"""The timetable of reports: one run for each monthly report period, once its report may be issued.

Where a period ends and when its report may go out is declared in include/periods/report_periods.yml. The longer
kinds end with a month, so the run of that month issues them too.
"""

from datetime import date, datetime, time
from typing import Any, Self

import pendulum
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction, Timetable
from pendulum import DateTime

from include.periods.days import local_day
from include.periods.report_period import ReportPeriod

ZONE = "Asia/Ho_Chi_Minh"
RUN_HOUR = 8  # the day before is closed at five, judged and published well before eight


class ReportPeriodTimetable(Timetable):  # type: ignore[misc]
    """One run for each monthly report period, at eight on the first day its report may be issued."""

    description = "Eight in the morning in Hanoi, on the first working day after a report period"

    @property
    def summary(self) -> str:
        """Return what the interface shows as the schedule."""
        return "report periods"

    def serialize(self) -> dict[str, Any]:
        """Return nothing: there is nothing to set."""
        return {}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> Self:
        """Return the timetable; it has nothing to read."""
        return cls()

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        """Return the last period that has ended when a run is asked for by hand."""
        return _interval(ReportPeriod.closed_by("monthly", local_day(run_after)))

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """Return the period after the last one; without catching up, no older one than the last that is due."""
        if last_automated_data_interval is not None:
            following = ReportPeriod.containing("monthly", local_day(last_automated_data_interval.end))
        elif restriction.earliest is not None:
            following = ReportPeriod.containing("monthly", local_day(restriction.earliest))
        else:
            return None
        if not restriction.catchup:
            following = max(following, _last_due(pendulum.now(ZONE)))
        due = _due(following)
        if restriction.latest is not None and due > restriction.latest:
            return None
        return DagRunInfo(run_after=due, data_interval=_interval(following))


def _midnight(day: date) -> DateTime:
    """Return the first instant of a local day."""
    return pendulum.datetime(day.year, day.month, day.day, tz=ZONE)


def _interval(period: ReportPeriod) -> DataInterval:
    """Return a period as Airflow writes it."""
    return DataInterval(start=_midnight(period.start), end=_midnight(period.end))


def _due(period: ReportPeriod) -> DateTime:
    """Return the instant at which a period's run is due."""
    return pendulum.instance(datetime.combine(period.issuable_on, time(RUN_HOUR)), tz=ZONE)


def _last_due(moment: datetime) -> ReportPeriod:
    """Return the newest period whose run is due at or before a moment."""
    period = ReportPeriod.closed_by("monthly", local_day(moment))
    return period if _due(period) <= moment else period.previous()
