"""Follow what is open: read outlets' replies, draw the blind sample of a month, read which report mails came back.

It also mails the corrections that a chief has released. All four are recorded in the ledger. Articles whose retest is
due are fetched by ``retest_matters``.

A mail waits at the review desk until a person has entered it as a reply or dismissed it. The warehouse is built again
when anything was recorded.

Runbook: docs/runbooks/follow_matters.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.assets import DECISIONS_RECORDED, touched
from orchestration.clock import by_clock, run_moment
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import nothing_to_do, stage_task


@dag(
    schedule=by_clock("10 8-17 * * *"),
    doc_md=__doc__,
    tags=["review"],
    **ONE_AT_A_TIME,
)
def follow_matters() -> None:
    @stage_task(outlets=[DECISIONS_RECORDED])
    def read_replies(*, outlet_events: Any = None, dag_run: Any = None) -> dict[str, Any]:
        from include.review.reply_mailbox import read_replies as read_all

        counts = read_all(run_moment(dag_run))
        if not counts["new"]:
            nothing_to_do("No outlet has written.")
        touched(outlet_events, DECISIONS_RECORDED, days=[], counts=counts)
        return counts

    @stage_task(outlets=[DECISIONS_RECORDED])
    def draw_sample(*, outlet_events: Any = None, dag_run: Any = None) -> dict[str, int]:
        from include.review.sampling import draw_month

        counts = {"drawn": len(draw_month(run_moment(dag_run)))}
        if not counts["drawn"]:
            nothing_to_do("The sample of the last month was drawn, or the month is not judged to its end.")
        touched(outlet_events, DECISIONS_RECORDED, days=[], counts=counts)
        return counts

    @stage_task()
    def read_bounces() -> dict[str, Any]:
        from include.reporting.bounces import record_bounces

        counts = record_bounces()
        if not counts["bounced"] + counts["late"]:
            nothing_to_do("No report has come back.")
        return counts

    @stage_task()
    def mail_corrections(*, dag_run: Any = None) -> dict[str, int]:
        from include.reporting.clearings import mail_corrections as mail_all

        return mail_all(run_moment(dag_run))

    read_replies()
    draw_sample()
    read_bounces()
    mail_corrections()


follow_matters()
