"""Seal the archive, have the ledger time-stamped outside, remove raw pages past retention but what findings rest on.

Runbook: docs/runbooks/keep_house.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.clock import by_clock, run_moment
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=by_clock("30 2 * * 0"),
    doc_md=__doc__,
    tags=["ingestion"],
    **ONE_AT_A_TIME,
)
def keep_house() -> None:
    @stage_task()
    def seal(dag_run: Any = None) -> dict[str, Any]:
        from include.custody.sealing import seal_archive

        return seal_archive(run_moment(dag_run))

    @stage_task()
    def stamp(dag_run: Any = None) -> dict[str, Any]:
        from include.custody.timestamps import stamp_ledger

        return stamp_ledger(run_moment(dag_run))

    @stage_task(pool="warehouse")
    def end_retention(dag_run: Any = None) -> dict[str, Any]:
        from include.custody.retention import apply_retention

        return apply_retention(run_moment(dag_run))

    seal() >> [stamp(), end_retention()]


keep_house()
