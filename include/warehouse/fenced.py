"""The process that judges one side of a comparison: it goes behind the fence before it loads what has threads."""

import os
import sys
import threading
from datetime import date
from multiprocessing.context import BaseContext
from pathlib import Path

from include.fence import fence
from include.settings import ROOT, settings

UNFENCED = "--unfenced"


def main(project: Path, first: date, last: date, *, is_fenced: bool) -> None:
    """Read the settings, go behind the fence, and judge.

    Args:
        project: Folder of the dbt project.
        first: First day to compare.
        last: Last day.
        is_fenced: Whether there is a fence; only where the system has none, not.
    """
    home = settings().home
    if is_fenced:
        fence([project, ROOT / "include", ROOT / "dbt_project"], [home / "warehouse", home / "tmp"])
        _lock_threads_alone()
    from include.warehouse.judging import judge  # DuckDB and Arrow begin threads when they are loaded

    judge(project, first, last)


def _lock_threads_alone() -> None:
    """Let dbt, which begins no process, make locks of threads: those of processes lie in /dev/shm, beside others."""
    for name, lock in (("Lock", threading.Lock), ("RLock", threading.RLock)):
        setattr(BaseContext, name, lambda _, lock=lock: lock())


if __name__ == "__main__":
    os.umask(0o077)
    main(
        Path(sys.argv[1]),
        date.fromisoformat(sys.argv[2]),
        date.fromisoformat(sys.argv[3]),
        is_fenced=UNFENCED not in sys.argv[4:],
    )
