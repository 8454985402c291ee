"""Airflow's scheduler of one computer, in a process that has loaded what the stages of the chain import.

Its executor forks a process for each task: what is loaded here once is not loaded again by each of a hundred tasks,
which would take longer over it than over most of their work. The settings are not loaded: a task reads its own.
"""

import gc
import logging
import runpy
import sys
from importlib import import_module

from include.settings import settings

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
    """Load everything, then run Airflow's command line as if it had been started itself."""
    logging.getLogger("great_expectations").setLevel(logging.WARNING)  # 200 lines on what it does not register
    for name in (*STAGES, *TOOLS):
        import_module(name)
    settings.cache_clear()
    gc.freeze()  # what is loaded stays shared with every fork: a collection would copy its pages by touching them
    sys.argv = ["airflow", "scheduler", *sys.argv[1:]]
    runpy.run_module("airflow", run_name="__main__")


if __name__ == "__main__":
    main()
