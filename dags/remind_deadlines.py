"""Remind the department's own people of what is due: one mail a recipient and morning, none when nothing is due.

Approvers are reminded of a report that waits for them, and their superiors notified once its day has passed.

Runbook: docs/runbooks/remind_deadlines.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.clock import by_clock, run_moment
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task
from orchestration.pages import reports_page


@dag(
    schedule=by_clock("0 7 * * *"),
    doc_md=__doc__,
    tags=["reporting"],
    **ONE_AT_A_TIME,
)
def remind_deadlines() -> None:
    @stage_task()
    def remind(dag_run: Any = None) -> dict[str, Any]:
        from include.reporting.remind import remind as send_reminders

        return send_reminders(run_moment(dag_run))

    @stage_task()
    def remind_approvers(dag_run: Any = None) -> dict[str, int]:
        from include.reporting.approval_mail import remind_approvers as mail_approvers

        return mail_approvers(run_moment(dag_run), reports_page())

    remind()
    remind_approvers()


remind_deadlines()
