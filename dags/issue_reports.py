"""Issue a report: compose it from the published marts, render it, have a person approve it, deliver it once.

By the clock it comes on the 15th for the period that ended; asked with ``report`` and ``period`` it issues that one.
Waiting for a person takes no slot and holds up nothing else. A rejected report is not sent.

Runbook: docs/runbooks/issue_reports.md
"""

from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Param, dag

from orchestration.clock import by_clock, report_asked
from orchestration.defaults import DEFAULT_ARGS, START_DATE, approvers
from orchestration.outcomes import stage_task
from orchestration.report_period_timetable import ReportPeriodTimetable


@dag(
    schedule=by_clock(ReportPeriodTimetable()),
    start_date=START_DATE,
    catchup=False,
    max_active_runs=16,
    default_args=DEFAULT_ARGS,
    params={
        "report": Param("monthly_compliance", type="string", description="A report of include/reporting/reports."),
        "period": Param(None, type=["null", "string"], description="Such as 2026-11; empty for the one that ended."),
    },
    doc_md=__doc__,
    tags=["reports"],
)
def issue_reports() -> None:
    @stage_task()
    def compose(dag_run: Any = None) -> dict[str, Any]:
        from include.reporting.compose import compose as compose_report

        return compose_report(*report_asked(dag_run)).summary()

    @stage_task()
    def render(composed: dict[str, Any]) -> dict[str, Any]:
        from include.reporting.render.files import render as render_report

        return render_report(composed["snapshot"])

    approve = ApprovalOperator(
        task_id="approve",
        subject="Duyệt gửi báo cáo: {{ params.report }} {{ params.period or '' }}",
        body="{{ ti.xcom_pull(task_ids='compose')['approval_text'] }}",
        assigned_users=approvers(),
        retries=3,
    )

    @stage_task()
    def deliver(composed: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
        from include.reporting.deliver import deliver as deliver_report

        return deliver_report(composed["snapshot"], approved_by=answer["responded_by_user"]["name"])

    composed = compose()
    render(composed) >> approve
    deliver(composed, approve.output)


issue_reports()
