"""A Celery worker of the production stack, which has loaded what the tasks of its queues import.

``python -m include.local_stack.worker --queues warehouse --concurrency 1``: what stands behind it is as Airflow's own
``airflow celery worker`` takes it.
"""

import sys
from collections.abc import Sequence

from include.local_stack.loaded import run_airflow

EVERY_TASK = ("airflow.dag_processing.dagbag", "airflow.sdk.execution_time.task_runner")
STAGES = {
    "fetch": ("include.ingestion.harvest", "include.ingestion.poll", "include.ingestion.recheck", "trafilatura"),
    "classify": (
        "include.classification.classify",
        "include.validation.gate",
        "include.validation.landed",
        "great_expectations",
    ),
    "warehouse": ("include.warehouse.build", "dbt.adapters.duckdb", "dbt.adapters.postgres", "dbt.cli.main"),
    "default": ("include.landing.reconciliation", "include.outlets.landing", "include.registers.load"),
}


def modules_of(words: Sequence[str]) -> list[str]:
    """Return what is loaded for the queues that a command line names; for another queue only what every task needs."""
    queues = words[words.index("--queues") + 1].split(",") if "--queues" in words[:-1] else ["default"]
    return [*EVERY_TASK, *(name for queue in queues for name in STAGES.get(queue, ()))]


def main() -> None:
    """Load everything, then be the worker."""
    run_airflow(modules_of(sys.argv), ["celery", "worker", *sys.argv[1:]])


if __name__ == "__main__":
    main()
