"""Close the day for every outlet: collect what is missing, land it, reconcile, say what was not seen.

Triggered with ``from_day`` and ``to_day`` it closes those days; on schedule it closes the day before.
One outlet's failure never costs another its day: what landed goes on to admission, then ``coverage`` fails where too
little was seen and sends the operators one mail.

Runbook: docs/runbooks/ingest_outlets.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.assets import ARTICLES_LANDED, touched
from orchestration.clock import by_clock, day_params, run_days
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=by_clock("0 5 * * *"),
    params=day_params(),
    doc_md=__doc__,
    tags=["ingestion"],
    **ONE_AT_A_TIME,
)
def ingest_outlets() -> None:
    @stage_task()
    def land_profiles(dag_run: Any = None) -> dict[str, Any]:
        from include.outlets.landing import land_profiles as land

        return land(run_days(dag_run)[-1])

    @stage_task()
    def list_batches() -> list[list[str]]:
        from include.outlets import registry
        from include.settings import settings

        return registry.batches(settings().outlets_a_batch)

    @stage_task(pool="outlet_fetch", map_index_template="{{ task.op_kwargs['outlet_ids'] | join(', ') }}")
    def harvest(outlet_ids: list[str], dag_run: Any = None) -> dict[str, Any]:
        from include.ingestion.harvest import close_days

        return close_days(outlet_ids, run_days(dag_run))

    @stage_task(outlets=[ARTICLES_LANDED], trigger_rule="all_done")
    def reconcile(batches: list[list[str]], *, outlet_events: Any = None, dag_run: Any = None) -> dict[str, Any]:
        from include.landing.reconciliation import reconcile

        days = run_days(dag_run)
        found = reconcile([outlet_id for batch in batches for outlet_id in batch], days)
        touched(outlet_events, ARTICLES_LANDED, days=days, counts=found.summary())
        return found.record()

    @stage_task(retries=0)
    def coverage(found: dict[str, Any], dag_run: Any = None) -> dict[str, Any]:
        from include.reporting.notify import notify_coverage

        return notify_coverage(found, run_days(dag_run)[-1])

    batches = list_batches()
    harvested = harvest.expand(outlet_ids=batches)
    reconciled = reconcile(batches)
    land_profiles() >> harvested >> reconciled
    coverage(reconciled)


ingest_outlets()
