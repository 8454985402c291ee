"""Registers the report timetable and the listener of ended runs with Airflow."""

from typing import ClassVar

from airflow.plugins_manager import AirflowPlugin

from orchestration import run_listener
from orchestration.report_period_timetable import ReportPeriodTimetable


class OrchestrationPlugin(AirflowPlugin):  # type: ignore[misc]
    """The orchestration package's contribution to Airflow."""

    name = "orchestration"
    timetables: ClassVar = [ReportPeriodTimetable]
    listeners: ClassVar = [run_listener]
