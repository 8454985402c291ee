"""A production worker has loaded what the tasks of its queues import before it starts."""

import re
import runpy
import sys
from importlib.util import find_spec
from typing import Any

import pytest
import yaml

from include.local_stack import loaded, worker
from include.settings import ROOT
from orchestration.outcomes import QUEUES

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))["services"]
COMMAND = ["python", "-m", "include.local_stack.worker"]
WORKERS = {name: found["command"] for name, found in COMPOSE.items() if found.get("command", [])[:3] == COMMAND}
CHAIN = {"fetch": "ingest_outlets", "classify": "admit_articles", "warehouse": "build_warehouse"}


def test_everything_is_loaded_before_the_worker_runs_with_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[Any] = []
    monkeypatch.setattr(sys, "argv", ["worker.py", "--queues", "warehouse", "--concurrency", "1"])
    monkeypatch.setattr(loaded, "import_module", order.append)
    monkeypatch.setattr(runpy, "run_module", lambda name, run_name: order.append((name, run_name, *sys.argv)))
    worker.main()
    started = ("airflow", "__main__", "airflow", "celery", "worker", "--queues", "warehouse", "--concurrency", "1")
    assert order == [*worker.EVERY_TASK, *worker.STAGES["warehouse"], started]


def test_a_worker_of_no_known_queue_loads_what_every_task_needs() -> None:
    assert worker.modules_of(["--queues", "other"]) == [*worker.EVERY_TASK]
    assert worker.modules_of(["--queues"]) == worker.modules_of([]) == [*worker.EVERY_TASK, *worker.STAGES["default"]]


def test_each_queue_has_its_modules_and_a_worker() -> None:
    queues = [queue for words in WORKERS.values() for queue in words[words.index("--queues") + 1].split(",")]
    assert sorted(queues) == sorted(worker.STAGES) == sorted({*QUEUES.values(), "default"})
    assert [name for names in worker.STAGES.values() for name in names if find_spec(name) is None] == []


@pytest.mark.parametrize("queue", CHAIN)
def test_the_stage_that_a_queue_is_for_is_loaded(queue: str) -> None:
    text = (ROOT / "dags" / f"{CHAIN[queue]}.py").read_text(encoding="utf-8")
    stages = set(re.findall(r"^ +from (include\.\S+) import", text, re.MULTILINE))
    assert stages & set(worker.STAGES[queue])
