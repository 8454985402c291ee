"""Request every feed that is due, and today's home pages; archive what is new, before it is gone from the feeds.

It only fills the archive: the day is landed and judged when ``ingest_outlets`` closes it.

Runbook: docs/runbooks/poll_feeds.md
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import dag

from orchestration.clock import by_clock
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=by_clock("*/15 * * * *"),
    dagrun_timeout=timedelta(hours=2),
    doc_md=__doc__,
    tags=["ingestion"],
    **ONE_AT_A_TIME,
)
def poll_feeds() -> None:
    @stage_task(pool="outlet_fetch", retries=1)
    def poll() -> dict[str, Any]:
        from include.ingestion.poll import poll_feeds as poll_all

        return poll_all(datetime.now(UTC))

    poll()


poll_feeds()
