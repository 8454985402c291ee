"""The scheduler of one computer has loaded what its tasks import before it starts."""

import re
import runpy
import sys
from importlib.util import find_spec
from typing import Any

import pytest

from include.local_stack import loaded, scheduler
from include.settings import ROOT

CHAIN = ("admit_articles", "build_warehouse", "ingest_outlets", "load_registers")


def test_everything_is_loaded_before_airflow_runs_with_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[Any] = []
    monkeypatch.setattr(sys, "argv", ["scheduler.py", "--skip-serve-logs"])
    monkeypatch.setattr(loaded, "import_module", order.append)
    monkeypatch.setattr(runpy, "run_module", lambda name, run_name: order.append((name, run_name, *sys.argv)))
    scheduler.main()
    assert order == [
        *scheduler.STAGES, *scheduler.TOOLS, ("airflow", "__main__", "airflow", "scheduler", "--skip-serve-logs")
    ]  # fmt: skip


def test_each_module_is_there_and_each_stage_of_the_chain_among_them() -> None:
    assert [name for name in (*scheduler.STAGES, *scheduler.TOOLS) if find_spec(name) is None] == []
    texts = [(ROOT / "dags" / f"{name}.py").read_text(encoding="utf-8") for name in CHAIN]
    stages = {name for text in texts for name in re.findall(r"^ +from (include\.\S+) import", text, re.MULTILINE)}
    assert stages - {"include.settings", "include.outlets", "include.errors"} <= set(scheduler.STAGES)
