"""Tells Airflow of the report timetable."""

from airflow.plugins_manager import AirflowPlugin

from orchestration.report_period_timetable import ReportPeriodTimetable


class OrchestrationPlugin(AirflowPlugin):
    """The orchestration package's contribution to Airflow."""

    name = "orchestration"
    timetables = [ReportPeriodTimetable]
