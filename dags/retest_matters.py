"""Fetch noticed articles again whose retest is due, and record what each place shows since the notice.

A retest is due when the outlet says that it has put a place right, and some days after the notice. It is fetched by the
collector, with its rate limits, at the outlet's own hosts. The answer is landed and judged with its day; a later run
records it.

Runbook: docs/runbooks/retest_matters.md
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import dag

from orchestration.assets import DECISIONS_RECORDED, touched
from orchestration.clock import by_clock, run_moment
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import nothing_to_do, stage_task


@dag(
    schedule=by_clock("40 8-17 * * *"),
    dagrun_timeout=timedelta(hours=2),
    doc_md=__doc__,
    tags=["review"],
    **ONE_AT_A_TIME,
)
def retest_matters() -> None:
    @stage_task(pool="outlet_fetch", retries=1)
    def ask_again(*, dag_run: Any = None) -> dict[str, Any]:
        from include.ingestion.recheck import ask_places
        from include.review import retest_places

        now = run_moment(dag_run)
        wanted = retest_places.due(now)
        counts, asked = ask_places(retest_places.addresses(wanted), now)
        return {**counts, "noted": retest_places.note_asked(wanted, now, asked)}

    @stage_task(outlets=[DECISIONS_RECORDED], trigger_rule="all_done")
    def retest(*, outlet_events: Any = None, dag_run: Any = None) -> dict[str, Any]:
        from include.review.retest_places import retest_due

        counts = retest_due(run_moment(dag_run))
        if not counts["retested"]:
            nothing_to_do("No retest is due, or its day was not judged yet.")
        touched(outlet_events, DECISIONS_RECORDED, days=[], counts=counts)
        return counts

    ask_again() >> retest()


retest_matters()
