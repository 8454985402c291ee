"""Carry out what people decided about quarantined records: admit articles again, read register rows again.

Decisions come from ``press quarantine release | repair | discard`` and lie in the ledger; only days that wait for one
are touched.

Runbook: docs/runbooks/replay_quarantine.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.assets import ARTICLES_ADMITTED, REGISTERS_LANDED, touched
from orchestration.clock import by_clock
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import nothing_to_do, stage_task


@dag(
    schedule=by_clock("40 7-18 * * *"),
    doc_md=__doc__,
    tags=["validation"],
    **ONE_AT_A_TIME,
)
def replay_quarantine() -> None:
    @stage_task(outlets=[REGISTERS_LANDED])
    def replay_registers(*, outlet_events: Any = None) -> dict[str, Any]:
        from include.quarantine.lifecycle import days_to_replay
        from include.registers.load import load_registers
        from include.validation.landed import check_landed, written_by

        days = days_to_replay()["registers"] or nothing_to_do("No register row waits for an action.")
        counts = load_registers(days[-1]) | check_landed(written_by("include.registers"), days[-1:])
        touched(outlet_events, REGISTERS_LANDED, days=None, counts=counts)
        return counts

    @stage_task(outlets=[ARTICLES_ADMITTED], pool="admission", trigger_rule="none_failed")
    def replay_articles(*, outlet_events: Any = None) -> dict[str, Any]:
        from include.classification.classify import classify_days
        from include.quarantine.lifecycle import days_to_replay
        from include.validation.gate import admit_days
        from include.validation.landed import check_landed, written_by

        days = days_to_replay()["articles"] or nothing_to_do("No article waits for an action.")
        counts = {**admit_days(days), **classify_days(days)}
        check_landed(written_by("include.classification"), days)
        touched(outlet_events, ARTICLES_ADMITTED, days=days, counts=counts)
        return counts

    replay_registers() >> replay_articles()


replay_quarantine()
