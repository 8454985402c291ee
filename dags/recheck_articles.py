"""Request earlier articles again that are due, so that what vanished or changed is noticed.

It only fills today's archive: the day is landed and judged when ``ingest_outlets`` closes it.

Runbook: docs/runbooks/recheck_articles.md
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import dag

from orchestration.clock import by_clock
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=by_clock("25 8-22 * * *"),
    dagrun_timeout=timedelta(hours=2),
    doc_md=__doc__,
    tags=["ingestion"],
    **ONE_AT_A_TIME,
)
def recheck_articles() -> None:
    @stage_task(pool="outlet_fetch", retries=1)
    def recheck() -> dict[str, Any]:
        from include.ingestion.recheck import recheck_articles as recheck_all

        return recheck_all(datetime.now(UTC))

    recheck()


recheck_articles()
