"""Train a topic model on articles that outlets file in sections; use it only when it proves better.

Challenger and champion are compared on outlets the challenger never saw. What an earlier version of any classifier
wrote is then classified again and admitted day by day, so that no report mixes two. After going back
(`press topics roll-back`) or after an upgrade, trigger it with `retrain` off.

Runbook: docs/runbooks/train_topics.md
"""

from datetime import date
from typing import Any

from airflow.sdk import Param, dag

from orchestration.assets import ARTICLES_ADMITTED, touched
from orchestration.clock import by_clock, run_days
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import nothing_to_do, stage_task


@dag(
    schedule=by_clock("0 22 2 * *"),
    params={"retrain": Param(True, type="boolean", description="Off: only bring history up to the versions in use.")},
    doc_md=__doc__,
    tags=["classification"],
    **ONE_AT_A_TIME,
)
def train_topics() -> None:
    @stage_task()
    def retrain(*, dag_run: Any = None, params: Any = None) -> dict[str, Any]:
        from include.classification.topics import sections

        if not params["retrain"]:
            nothing_to_do("The run was asked to train nothing.")
        return sections.retrain(sections.year_before(run_days(dag_run)[-1]))

    @stage_task(outlets=[ARTICLES_ADMITTED], pool="admission", trigger_rule="none_failed")
    def reclassify(*, outlet_events: Any = None) -> dict[str, Any]:
        from include.classification.backfill import reclassify as classify_again

        counts = classify_again()
        days = [date.fromisoformat(day) for day in counts["days"]]
        touched(outlet_events, ARTICLES_ADMITTED, days=days or nothing_to_do("Every day is of the versions in use."))
        return counts

    retrain() >> reclassify()


train_topics()
