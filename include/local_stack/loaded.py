"""Airflow's command line in a process that has loaded what its tasks import.

Whoever runs tasks forks a process for each: what is loaded here once is not loaded again by each of a hundred tasks,
which would take longer over it than over most of their work. The settings are not loaded: a task reads its own.
"""

import gc
import logging
import runpy
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module

from include.settings import settings


def run_airflow(modules: Iterable[str], words: Sequence[str]) -> None:
    """Load modules, then run Airflow's command line as if it had been started itself.

    Args:
        modules: By their full names.
        words: Of the command line, without ``airflow``.
    """
    logging.getLogger("great_expectations").setLevel(logging.WARNING)  # 200 lines on what it does not register
    for name in modules:
        import_module(name)
    settings.cache_clear()
    gc.freeze()  # what is loaded stays shared with every fork: a collection would copy its pages by touching them
    sys.argv = ["airflow", *words]
    runpy.run_module("airflow", run_name="__main__")
