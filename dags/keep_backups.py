"""Keep a backup of everything that cannot be made again, and remove the oldest.

Runbook: docs/runbooks/keep_backups.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.clock import by_clock, run_moment
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=by_clock("15 3 * * *"),
    doc_md=__doc__,
    tags=["custody"],
    **ONE_AT_A_TIME,
)
def keep_backups() -> None:
    @stage_task()
    def back_up(dag_run: Any = None) -> dict[str, Any]:
        from include.custody.backup.create import keep_backup

        return keep_backup(run_moment(dag_run))

    back_up()


keep_backups()
