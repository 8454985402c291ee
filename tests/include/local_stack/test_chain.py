"""The chain has settled when every run has ended and every asset event has been followed; a failed task stops it."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from include.errors import InvariantError, PressError, TransientError
from include.local_stack.chain import Watch, approvals, close_leftovers, failure_sentence


class Airflow:
    """An Airflow that answers with what it was given."""

    def __init__(self) -> None:
        self.given_runs: list[dict[str, Any]] = []
        self.given_tasks: dict[str, list[dict[str, Any]]] = {}
        self.events: list[dict[str, Any]] = []
        self.waiting: list[dict[str, Any]] = []
        self.failed: list[str] = []
        self.read: list[str] = []
        self.listed: list[str] = []

    def run(self, run_id: str, state: str, *tasks: dict[str, Any], dag_id: str = "ingest_outlets") -> None:
        self.given_runs.append({"dag_id": dag_id, "dag_run_id": run_id, "state": state})
        self.given_tasks[run_id] = [{**task, "dag_id": dag_id, "dag_run_id": run_id} for task in tasks]

    def runs(self, since: str) -> list[dict[str, Any]]:
        return self.given_runs

    def unfinished_runs(self) -> list[dict[str, Any]]:
        return [run for run in self.given_runs if run["state"] in ("queued", "running")]

    def tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        self.listed.append(run_id)
        return self.given_tasks[run_id]

    def answer_of(self, task: dict[str, Any]) -> dict[str, int]:
        return {"landed": 1}

    def asset_events(self, since: str) -> list[dict[str, Any]]:
        return self.events

    def approvals_waited_for(self) -> list[dict[str, Any]]:
        return self.waiting

    def fail_run(self, dag_id: str, run_id: str) -> None:
        self.failed.append(run_id)

    def read_again(self, dag_id: str) -> None:
        self.read.append(dag_id)


def task(task_id: str, state: str = "success", map_index: int = -1) -> dict[str, Any]:
    return {"task_id": task_id, "state": state, "map_index": map_index, "try_number": 1}


@pytest.fixture
def airflow() -> Airflow:
    return Airflow()


@pytest.fixture
def watch(airflow: Airflow, tmp_path: Path) -> Watch:
    stack = SimpleNamespace(check_children=lambda: None, home=tmp_path)
    return Watch(cast(Any, stack), cast(Any, airflow), "2026-11-15T00:00:00+00:00")


def test_each_task_that_ended_is_reported_once(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "running", task("harvest", map_index=0), task("harvest", "running", map_index=1))
    reported: list[Any] = []
    for _ in range(2):
        watch.poll(lambda ended, answer: reported.append((ended["map_index"], answer)))
    assert reported == [(0, {"landed": 1})]
    assert [unfinished["map_index"] for unfinished in watch.unfinished] == [1]


def test_the_tasks_of_a_run_are_listed_now_and_then_and_once_it_has_ended_at_once(
    airflow: Airflow, watch: Watch
) -> None:
    airflow.run("one", "running", task("harvest", "running"))
    for _ in range(5):
        watch.poll(lambda ended, answer: None)
    assert airflow.listed == ["one", "one"]
    airflow.given_runs[0]["state"] = "success"
    airflow.given_tasks["one"][0]["state"] = "success"
    reported: list[str] = []
    assert watch.poll(lambda ended, answer: reported.append(ended["task_id"]))
    assert reported == ["harvest"]


def test_a_running_run_has_not_settled(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "running", task("harvest", "running"))
    assert not watch.poll(lambda ended, answer: None)


def test_an_asset_event_that_nobody_followed_has_not_settled(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "success", task("harvest"))
    airflow.events = [{"name": "articles_landed", "created_dagruns": []}]
    assert not watch.poll(lambda ended, answer: None)
    airflow.events = [{"name": "articles_landed", "created_dagruns": [{"run_id": "two"}]}]
    assert watch.poll(lambda ended, answer: None)


def test_a_run_that_follows_while_the_others_are_read_is_waited_for(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "success", task("harvest"))
    airflow.events = [{"name": "articles_landed", "created_dagruns": []}]

    def follow(ended: Any, answer: Any) -> None:
        airflow.events = [{"name": "articles_landed", "created_dagruns": [{"run_id": "two"}]}]

    assert not watch.poll(follow)


def test_an_event_while_the_runs_are_read_is_waited_for(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "success", task("harvest"))

    def emit(ended: Any, answer: Any) -> None:
        airflow.events = [{"name": "articles_landed", "created_dagruns": [{"run_id": "two"}]}]

    assert not watch.poll(emit)


def test_nobody_follows_the_published_marts(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "success", task("build"))
    airflow.events = [{"name": "marts_published", "created_dagruns": []}]
    assert watch.poll(lambda ended, answer: None)


def test_a_failed_task_stops_the_watch_and_names_the_runbook(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "failed", task("build", "failed"), dag_id="build_warehouse")
    watch.own.add("one")
    with pytest.raises(InvariantError, match=r"build_warehouse\.build failed.*docs/runbooks/build_warehouse\.md"):
        watch.poll(lambda ended, answer: None)


def test_a_coverage_task_that_fails_is_reported_in_its_words_and_does_not_stop_the_chain(
    airflow: Airflow, watch: Watch, tmp_path: Path
) -> None:
    airflow.run("one", "failed", task("reconcile"), task("coverage", "failed"))
    folder = tmp_path / "airflow" / "logs" / "dag_id=ingest_outlets" / "run_id=one" / "task_id=coverage"
    folder.mkdir(parents=True)
    (folder / "attempt=1.log").write_text(json.dumps({"event": "Failure of coverage: Too little was seen."}))
    reported: list[Any] = []
    assert watch.poll(lambda ended, answer: reported.append((ended["state"], answer)))
    assert reported == [("success", {"landed": 1}), ("failed", "Too little was seen. Everything else goes on.")]


def test_a_run_that_a_person_started_and_that_fails_is_reported_and_stops_nothing(
    airflow: Airflow, watch: Watch
) -> None:
    airflow.run("one", "success", task("harvest"))
    airflow.run("by hand", "failed", task("build", "failed"), dag_id="build_warehouse")
    watch.own.add("one")
    reported: list[Any] = []
    assert watch.poll(lambda ended, answer: reported.append((ended["state"], answer)))
    assert reported[-1] == ("failed", "A person started this run; the chain goes on.")


def test_a_failed_run_that_the_chains_own_run_started_stops_the_watch(airflow: Airflow, watch: Watch) -> None:
    airflow.run("one", "success", task("harvest"))
    airflow.run("two", "success", task("admit"), dag_id="admit_articles")
    airflow.run("three", "failed", task("build", "failed"), dag_id="build_warehouse")
    airflow.events = [
        {"name": "articles_admitted", "source_run_id": "two", "created_dagruns": [{"run_id": "three"}]},
        {"name": "articles_landed", "source_run_id": "one", "created_dagruns": [{"run_id": "two"}]},
    ]
    watch.own.add("one")
    with pytest.raises(InvariantError, match=r"build_warehouse\.build failed"):
        watch.poll(lambda ended, answer: None)


def test_a_part_that_ended_stops_the_watch(watch: Watch) -> None:
    def gone() -> None:
        raise TransientError("scheduler ended by itself with status -9.")

    watch.stack = cast(Any, SimpleNamespace(check_children=gone))
    with pytest.raises(PressError, match="scheduler"):
        watch.poll(lambda ended, answer: None)


def test_leftovers_are_closed_but_not_those_that_wait_for_a_person(airflow: Airflow) -> None:
    airflow.run("cut short", "running")
    airflow.run("stood in line", "queued")
    airflow.run("done", "success")
    airflow.run("waits", "running", dag_id="issue_reports")
    airflow.waiting = [{"dag_run_id": "waits"}]
    assert close_leftovers(cast(Any, airflow)) == 2
    assert airflow.failed == ["cut short", "stood in line"]
    assert airflow.read == ["ingest_outlets"]


def test_a_task_that_waits_for_a_person_is_given_once(airflow: Airflow, watch: Watch) -> None:
    airflow.run("report", "running", task("approve", "awaiting_input"), dag_id="issue_reports")
    airflow.waiting = [{"dag_run_id": "report", "task_id": "approve", "try_number": 1}]
    given = approvals(watch, "report", lambda ended, answer: None, lambda unfinished: None)
    assert next(given)["task_id"] == "approve"
    airflow.given_runs[0]["state"] = "success"
    airflow.given_tasks["report"][0]["state"] = "success"
    assert list(given) == []


def test_a_failure_is_reported_in_the_words_of_its_log(tmp_path: Path) -> None:
    folder = tmp_path / "task_id=harvest" / "map_index=3"
    folder.mkdir(parents=True)
    lines = [json.dumps({"event": "Failure of harvest: The disk is full. Fix: free some."}), "Traceback …"]
    (folder / "attempt=1.log").write_text("\n".join(lines))
    assert failure_sentence(tmp_path, task("harvest", "failed", 3)) == "The disk is full. Fix: free some."
    assert failure_sentence(tmp_path, task("reconcile", "failed")) == ""
