"""Read each profile's dated pages again, then mail the operators which outlets changed their state.

Each state is reported once; outages that people know of stay printed and are not reported.

Runbook: docs/runbooks/watch_outlets.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.clock import by_clock, run_moment
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=by_clock("30 7 * * 1"),
    doc_md=__doc__,
    tags=["ingestion"],
    **ONE_AT_A_TIME,
)
def watch_outlets() -> None:
    @stage_task()
    def check_canaries(dag_run: Any = None) -> dict[str, Any]:
        from include.ingestion.canaries import check_canaries as check
        from include.periods.days import local_day

        return check(local_day(run_moment(dag_run)))

    @stage_task(trigger_rule="all_done")
    def notify(dag_run: Any = None) -> dict[str, Any]:
        from include.reporting.watch import notify_changes

        return notify_changes(run_moment(dag_run))

    check_canaries() >> notify()


watch_outlets()
