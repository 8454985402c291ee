"""Issue a report: compose it from the published marts, render it, have a person approve it, deliver it once.

On schedule it runs at 08:00 on the first working day after a report period, which ends on the 15th as declared in
include/periods/report_periods.yml; triggered with ``report`` and ``period`` it issues that one.
Approvers whom the register of recipients names get a mail with the draft. A named approver answers on the page of
reports; the run polls the ledger for that answer and takes no worker slot meanwhile. Where the report was composed
again on that page, the newest draft is waited for and delivered. A returned report is not sent. Where PRESS_MAILED_COPY
asks for the signed file, the run waits for that too.

Runbook: docs/runbooks/issue_reports.md
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import Param, dag

from include.settings import settings
from orchestration.clock import by_clock, report_asked, run_moment
from orchestration.defaults import DEFAULT_ARGS, START_DATE
from orchestration.outcomes import nothing_to_do, stage_sensor, stage_task
from orchestration.pages import reports_page
from orchestration.report_period_timetable import ReportPeriodTimetable

POLL = settings().approval_poll_seconds
LONGEST_WAIT = timedelta(days=90).total_seconds()


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

    @stage_task()
    def ask_approval(composed: dict[str, Any], dag_run: Any = None) -> dict[str, int]:
        from include.reporting.approval_mail import ask_approval as mail_approvers

        return mail_approvers(composed["snapshot"], run_moment(dag_run), reports_page())

    @stage_sensor(poke_interval=POLL, max_wait=POLL * 10, timeout=LONGEST_WAIT)
    def approve(composed: dict[str, Any]) -> bool:
        from include.reporting.approve import ApprovalState, state_of
        from include.reporting.recompose import current_draft
        from include.reporting.shelf import is_ready

        folder = current_draft(composed["snapshot"])
        state = state_of(folder)
        if state == ApprovalState.RETURNED:
            nothing_to_do("An approver returned the report; it is not sent.")
        return state == ApprovalState.APPROVED and is_ready(folder)

    @stage_task()
    def deliver(composed: dict[str, Any]) -> dict[str, Any]:
        from include.reporting.deliver import deliver as deliver_report
        from include.reporting.recompose import current_draft

        return deliver_report(current_draft(composed["snapshot"]))

    composed = compose()
    drawn = render(composed)
    drawn >> ask_approval(composed)
    drawn >> approve(composed) >> deliver(composed)


issue_reports()
