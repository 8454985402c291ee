"""Find the articles of a past interval in the sitemaps of today, and archive them as pages seen today.

Trigger it with ``from_day`` and ``to_day``, and ``outlet_ids`` for some outlets alone. It only fills today's archive:
the day is landed and judged when ``ingest_outlets`` closes it. Another run continues where the last one stopped. From
outlets with a time gate (RFC 7089), ``ingest_outlets`` collects the past days themselves.

Runbook: docs/runbooks/backfill_outlets.md
"""

from typing import Any

from airflow.sdk import Param, dag

from orchestration.clock import day_params, interval_asked
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=None,
    params={**day_params(), "outlet_ids": Param([], type=["null", "array"], description="Outlets; none for all.")},
    doc_md=__doc__,
    tags=["ingestion"],
    **ONE_AT_A_TIME,
)
def backfill_outlets() -> None:
    @stage_task()
    def list_batches(dag_run: Any = None) -> list[list[str]]:
        from include.outlets import registry
        from include.settings import settings

        interval_asked(dag_run)
        return registry.batches(settings().outlets_a_batch, (dag_run.conf or {}).get("outlet_ids") or ())

    @stage_task(pool="outlet_fetch", map_index_template="{{ task.op_kwargs['outlet_ids'] | join(', ') }}")
    def ask(outlet_ids: list[str], dag_run: Any = None) -> dict[str, Any]:
        from include.ingestion.backfill.asking import backfill_outlets

        return backfill_outlets(outlet_ids, *interval_asked(dag_run))

    @stage_task(trigger_rule="all_done")
    def notify(batches: list[list[str]], asked: list[dict[str, Any]], dag_run: Any = None) -> dict[str, Any]:
        from include.reporting.backfill_mail import notify_backfill

        expected = [outlet_id for batch in batches or [] for outlet_id in batch]
        accounts = [account for found in asked or [] for account in found["accounts"]]
        return notify_backfill(expected, accounts, *interval_asked(dag_run))

    batches = list_batches()
    notify(batches, ask.expand(outlet_ids=batches))


backfill_outlets()
