"""What Airflow says of runs and tasks stands in the spool of alerts."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from include.alerts import spool
from include.errors import GateError
from orchestration import run_listener


@dataclass
class Instance:
    """A task instance, as far as the listener looks at it."""

    task_id: str
    map_index: int
    state: str
    dag_id: str = "build_warehouse"
    run_id: str = "r1"


@dataclass
class Dag:
    """A DAG with an owner."""

    owner: str = "data-engineer"


@dataclass
class Run:
    """A run, as far as the listener looks at it."""

    instances: list[Instance]
    dag_id: str = "build_warehouse"
    run_id: str = "r1"
    start_date: datetime = datetime(2026, 11, 14, tzinfo=UTC)
    end_date: datetime = datetime(2026, 11, 14, tzinfo=UTC)
    dag: Dag | None = field(default_factory=Dag)

    def get_task_instances(self, session: Any = None) -> list[Instance]:
        """Return the task instances."""
        return self.instances


def test_a_run_is_noted_with_what_failed_for_good_and_why(home: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(run_listener, "object_session", lambda run: None)
    failed, other = Instance("harvest", 3, "failed"), Instance("build", -1, "upstream_failed")
    run_listener.on_task_instance_failed(failed, GateError("It contradicts itself.", hint="Look."))
    run_listener.on_dag_run_failed(Run([failed, other]))
    (run,) = spool.ended_runs()
    assert (run.dag_id, run.owner, run.failed) == ("build_warehouse", "data-engineer", (("harvest", 3),))
    cause = spool.cause(run, "harvest", 3)
    assert cause.kind == "GateError" and "It contradicts itself." in cause.sentence and "Look." in cause.sentence


def test_a_failure_behind_a_run_that_ended_well_is_noted_too(home: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(run_listener, "object_session", lambda run: None)
    run_listener.on_dag_run_success(Run([Instance("harvest", 0, "failed"), Instance("reconcile", -1, "success")]))
    assert spool.ended_runs()[0].failed == (("harvest", 0),)


def test_a_run_that_begins_and_ends_leaves_two_events_of_lineage(home: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(run_listener, "object_session", lambda run: None)
    run_listener.on_dag_run_running(Run([]))
    run_listener.on_dag_run_success(Run([]))
    lines = (home / "lineage" / "2026-11.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["eventType"] for line in lines] == ["START", "COMPLETE"]


def test_a_lineage_that_cannot_be_written_costs_no_alert(home: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(run_listener, "object_session", lambda run: None)
    (home / "lineage").write_text("not a folder", encoding="utf-8")
    run_listener.on_dag_run_failed(Run([Instance("harvest", 0, "failed")]))
    assert spool.ended_runs()[0].failed == (("harvest", 0),)
