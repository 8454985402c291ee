"""Check what landed, quarantine what cannot be used, classify the rest.

Runbook: docs/runbooks/admit_articles.md
"""

from datetime import date
from typing import Any

from airflow.sdk import dag

from orchestration.assets import ARTICLES_ADMITTED, ARTICLES_LANDED, days_touched, touched
from orchestration.clock import day_params, run_days
from orchestration.defaults import DEFAULT_ARGS, RUNS_IN_LINE, START_DATE
from orchestration.outcomes import stage_task


def days_of(dag_run: Any, triggering_asset_events: Any) -> list[date]:
    return days_touched(triggering_asset_events or {}) or run_days(dag_run)


@dag(
    schedule=[ARTICLES_LANDED],
    start_date=START_DATE,
    catchup=False,
    max_active_runs=RUNS_IN_LINE,
    default_args=DEFAULT_ARGS,
    params=day_params(),
    doc_md=__doc__,
    tags=["validation", "classification"],
)
def admit_articles() -> None:
    @stage_task(pool="admission")
    def admit(*, dag_run: Any = None, triggering_asset_events: Any = None) -> dict[str, Any]:
        from include.validation.gate import admit_days

        return admit_days(days_of(dag_run, triggering_asset_events))

    @stage_task(pool="admission")
    def classify(*, dag_run: Any = None, triggering_asset_events: Any = None) -> dict[str, Any]:
        from include.classification.classify import classify_days

        return classify_days(days_of(dag_run, triggering_asset_events))

    @stage_task(outlets=[ARTICLES_ADMITTED], pool="admission")
    def check(*, outlet_events: Any = None, dag_run: Any = None, triggering_asset_events: Any = None) -> dict[str, Any]:
        from include.validation.landed import check_landed, written_by

        days = days_of(dag_run, triggering_asset_events)
        counts = check_landed(written_by("include.classification"), days)
        touched(outlet_events, ARTICLES_ADMITTED, days=days, counts=counts)
        return counts

    admit() >> classify() >> check()


admit_articles()
