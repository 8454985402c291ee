"""Read every register the department has dropped, and land it; bad rows are quarantined with their reason.

Today's catalogue of rules is landed too, so that a change of a rule shows in comparison with the day before.

Runbook: docs/runbooks/load_registers.md
"""

from typing import Any

from airflow.sdk import dag

from orchestration.assets import REGISTERS_LANDED, touched
from orchestration.clock import by_clock, day_params, run_days
from orchestration.defaults import ONE_AT_A_TIME
from orchestration.outcomes import stage_task


@dag(
    schedule=by_clock("30 4 * * *"),
    params=day_params(),
    doc_md=__doc__,
    tags=["registers"],
    **ONE_AT_A_TIME,
)
def load_registers() -> None:
    @stage_task()
    def load(dag_run: Any = None) -> dict[str, Any]:
        from include.registers.load import load_registers as load_all
        from include.warehouse.catalogue import land_catalogue

        day = run_days(dag_run)[-1]
        return load_all(day) | land_catalogue(day)

    @stage_task(outlets=[REGISTERS_LANDED])
    def check(*, outlet_events: Any = None, dag_run: Any = None) -> dict[str, Any]:
        from include.validation.landed import check_landed, written_by

        names = written_by("include.registers", "include.warehouse")
        counts = check_landed(names, run_days(dag_run)[-1:])
        touched(outlet_events, REGISTERS_LANDED, days=None, counts=counts)
        return counts

    @stage_task()
    def name_unreadable(counts: dict[str, Any]) -> None:
        from include.registers.load import refuse_unreadable

        refuse_unreadable(counts["unreadable"])

    loaded = load()
    loaded >> check() >> name_unreadable(loaded)


load_registers()
