"""Build the warehouse from landing, registers and ledger, and publish a read-only copy of its marts.

It also runs daily at 07:00 and builds what a lost asset event has left undone.
It is the only writer: its pool has one slot. Days that changed are rebuilt; a changed register, or a run triggered by
hand without days, rebuilds everything. Then issued reports are compared with what was published.

Runbook: docs/runbooks/build_warehouse.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.assets import (
    ARTICLES_ADMITTED,
    DECISIONS_RECORDED,
    MARTS_PUBLISHED,
    REGISTERS_LANDED,
    days_touched,
    touched,
)
from orchestration.clock import by_assets_or_clock, run_moment
from orchestration.defaults import DEFAULT_ARGS, RUNS_IN_LINE, START_DATE
from orchestration.outcomes import nothing_to_do, stage_task


@dag(
    schedule=by_assets_or_clock(ARTICLES_ADMITTED | REGISTERS_LANDED | DECISIONS_RECORDED, "0 7 * * *"),
    start_date=START_DATE,
    catchup=False,
    max_active_runs=RUNS_IN_LINE,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
    tags=["warehouse"],
)
def build_warehouse() -> None:
    @stage_task(outlets=[MARTS_PUBLISHED], pool="warehouse")
    def build(*, outlet_events: Any = None, triggering_asset_events: Any = None, dag_run: Any = None) -> dict[str, Any]:
        from include.warehouse.build import build_warehouse as build_all

        days = days_touched(triggering_asset_events or {}, is_reconciling=dag_run.run_type == "scheduled")
        outcome = build_all(days)
        counts = outcome.summary()
        touched(outlet_events, MARTS_PUBLISHED, days=days, counts=counts)
        return counts

    @stage_task(pool="warehouse")
    def compare_issued(*, dag_run: Any = None) -> dict[str, int]:
        from include.reporting.corrections import check_issued

        counts = check_issued(run_moment(dag_run))
        if not counts["compared"]:
            nothing_to_do("No report was issued yet.")
        return counts

    build() >> compare_issued()


build_warehouse()
