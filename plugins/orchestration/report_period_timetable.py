"""The timetable of reports: a period runs from the 15th of a month to the 15th of the next, half-open.

Plan 123/KH-UBND and the department's reporting rules close a month on the 14th. The run comes on the 15th at 08:00,
when the day before has been collected, judged and published.
"""

from datetime import datetime, time
from typing import Any, Self

import pendulum
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction, Timetable
from pendulum import DateTime

ZONE = "Asia/Ho_Chi_Minh"
BOUNDARY_DAY = 15
RUN_TIME = time(8, 0)


class ReportPeriodTimetable(Timetable):
    """One run for each report period, after its end."""

    description = "The 15th of each month at 08:00 in Hanoi, for the period that ended at midnight"

    @property
    def summary(self) -> str:
        """Return what the interface shows as the schedule."""
        return "15th to 15th"

    def serialize(self) -> dict[str, Any]:
        """Return nothing: there is nothing to set."""
        return {}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> Self:
        """Return the timetable; it has nothing to read."""
        return cls()

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        """Return the last period that has ended when the run is due."""
        return _period_ended_by(run_after)

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """Return the period after the last one; without catching up, the latest that has ended at most."""
        if last_automated_data_interval is not None:
            following = _period_from(last_automated_data_interval.end)
        elif restriction.earliest is None:
            return None
        else:
            following = _period_from(_boundary_from(restriction.earliest))
        if not restriction.catchup:
            latest = _period_ended_by(pendulum.now(ZONE))
            following = max(following, latest, key=lambda period: period.start)
        due = _due(following.end)
        if restriction.latest is not None and due > restriction.latest:
            return None
        return DagRunInfo(run_after=due, data_interval=following)


def _boundary_of_month(moment: datetime) -> DateTime:
    """Return the first instant of the 15th of a moment's local month."""
    local = pendulum.instance(moment).in_timezone(ZONE)
    return pendulum.datetime(local.year, local.month, BOUNDARY_DAY, tz=ZONE)


def _boundary_from(moment: datetime) -> DateTime:
    """Return the first boundary at or after a moment."""
    boundary = _boundary_of_month(moment)
    return boundary if boundary >= moment else boundary.add(months=1)


def _period_from(boundary: datetime) -> DataInterval:
    """Return the period that starts at a boundary."""
    start = _boundary_of_month(boundary)
    return DataInterval(start=start, end=start.add(months=1))


def _period_ended_by(moment: datetime) -> DataInterval:
    """Return the last period whose run is due at or before a moment."""
    end = _boundary_of_month(moment)
    if _due(end) > moment:
        end = end.subtract(months=1)
    return DataInterval(start=end.subtract(months=1), end=end)


def _due(end: DateTime) -> DateTime:
    """Return the instant at which the run of a period that ends then is due."""
    return end.add(hours=RUN_TIME.hour, minutes=RUN_TIME.minute)
