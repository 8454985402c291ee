"""Airflow's scheduler of one computer, in a process that has loaded what the stages of the chain import.

Its executor forks a process for each task.
"""

import sys

from include.local_stack.loaded import run_airflow

STAGES = (
    "include.classification.classify",
    "include.ingestion.harvest",
    "include.landing.reconciliation",
    "include.outlets.landing",
    "include.registers.load",
    "include.reporting.compose",
    "include.reporting.corrections",
    "include.reporting.notify",
    "include.validation.gate",
    "include.validation.landed",
    "include.warehouse.build",
    "include.warehouse.catalogue",
)
# loaded by a stage only once it works
TOOLS = (
    "airflow.dag_processing.dagbag",
    "airflow.sdk.execution_time.task_runner",
    "dbt.adapters.duckdb",
    "dbt.cli.main",
    "great_expectations",
    "pandas",
    "trafilatura",
)


def main() -> None:
    """Load everything, then be the scheduler."""
    run_airflow((*STAGES, *TOOLS), ["scheduler", *sys.argv[1:]])


if __name__ == "__main__":
    main()
