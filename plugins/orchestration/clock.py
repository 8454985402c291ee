"""Decides which days a run is for, and whether DAGs run by the clock.

``logical_date`` is None in runs that an asset started, and at 05:00 in Hanoi the UTC day is still yesterday's;
so the days come from here alone.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, Param, timezone
from airflow.timetables.base import Timetable

from include.errors import SettingError
from include.periods.days import days_between, local_day
from include.periods.report_period import ReportPeriod
from include.settings import settings

ZONE = "Asia/Ho_Chi_Minh"


def by_clock(schedule: str | Timetable) -> str | Timetable | None:
    """Return the schedule, or None in an installation whose DAGs run only when asked."""
    return schedule if settings().is_scheduled else None


def by_assets_or_clock(assets: Any, cron: str) -> Any:
    """Return a schedule by assets and by the clock: a lost asset event delays a build by a day at most.

    In an installation whose DAGs run only when asked, the assets alone start runs.
    """
    if not settings().is_scheduled:
        return assets
    return AssetOrTimeSchedule(timetable=CronTriggerTimetable(cron, timezone=ZONE), assets=assets)


def day_params() -> dict[str, Param]:
    """Return the params of a DAG that can be asked for a range of days."""
    return {
        name: Param(None, type=["null", "string"], format="date", description=f"{about} day, YYYY-MM-DD; both or none.")
        for name, about in (("from_day", "First"), ("to_day", "Last"))
    }


def run_moment(dag_run: Any) -> datetime:
    """Return the instant a run was due."""
    return dag_run.run_after or timezone.utcnow()  # type: ignore[no-any-return]


def run_days(dag_run: Any) -> list[date]:
    """Return the local days that a run is for: those asked for, else the day before the run.

    Raises:
        SettingError: The days asked for are not dates, only one of them is given, or the last comes before the first.
    """
    first, last = (_asked_day(dag_run.conf or {}, name) for name in ("from_day", "to_day"))
    if first is None and last is None:
        return [local_day(run_moment(dag_run)) - timedelta(days=1)]
    if first is None or last is None or last < first:
        raise SettingError(
            f"The run was asked for the days from {first} to {last}.",
            hint="Trigger it again with from_day and to_day, the first not after the last.",
        )
    return list(days_between(first, last))


def interval_asked(dag_run: Any) -> tuple[date, date]:
    """Return the first and the last day that a run was asked for; such a run has no day by itself.

    Raises:
        SettingError: No days were given, or they are not dates, or in the wrong order.
    """
    if not (dag_run.conf or {}).get("from_day"):
        raise SettingError("No days were asked for.", hint="Trigger it again with from_day and to_day.")
    days = run_days(dag_run)
    return days[0], days[-1]


def report_asked(dag_run: Any) -> tuple[str, str]:
    """Return the report and the period a run stands for: those asked for, else the month that ended before the run."""
    conf = dag_run.conf or {}
    ended = ReportPeriod.closed_by("monthly", local_day(run_moment(dag_run)))
    return str(conf.get("report") or "monthly_compliance"), str(conf.get("period") or ended.period_id)


def _asked_day(conf: Mapping[str, Any], name: str) -> date | None:
    """Read one day of a run's configuration."""
    given = conf.get(name)
    if not given:
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError as error:
        raise SettingError(f"{name} is {given!r}, which is not a day.", hint="Write it as YYYY-MM-DD.") from error
