"""The demonstration approves by itself only when it was reported to; otherwise a person is reported where to click."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from rich.console import Console

from include.local_stack import demonstration as module
from include.local_stack.demonstration import PASSES, RANGES, REPORT, demonstrate
from include.local_stack.environment import Ports
from include.local_stack.progress import Progress

WAITING = {"dag_id": "issue_reports", "dag_run_id": "run", "task_id": "approve", "map_index": -1}


class Recorder:
    """A stack that remembers what it was asked to do."""

    def __init__(self, home: Path) -> None:
        self.home, self.ports = home, Ports(8080, 1025, 8090)
        self.triggered: list[tuple[str, Any]] = []
        self.approved: list[Any] = []
        self.looks = 0
        self.slots: list[int] = []
        self.emitted: list[str] = []
        self.decided = [{"done": 45, "known": 0, "absent": 0, "left": 0, "waiting": 0}]
        self.api = SimpleNamespace(trigger=self.trigger, set_pool=lambda name, slots, about: self.slots.append(slots))
        self.api.report_of = lambda task: "/report-approvals/reports/abc"
        self.administrator = self.api
        self.approver = SimpleNamespace(
            approve=lambda task, reason: self.approved.append(task), password=lambda: "a-password"
        )

    def trigger(self, dag_id: str, conf: Any) -> str:
        self.triggered.append((dag_id, conf))
        return "run"

    def run_to_end(self, name: str, *command: str) -> str:
        return json.dumps(self.decided.pop(0))

    def check_children(self) -> None:
        self.looks += 1
        raise KeyboardInterrupt


def watch_of(stack: Recorder) -> SimpleNamespace:
    return SimpleNamespace(
        stack=stack,
        api=stack.api,
        trigger=stack.trigger,
        emit=lambda asset, extra: stack.emitted.append(asset),
        settled_runs={"run"},
        only_waits_for=lambda dag_id: dag_id == "build_warehouse",
    )


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder(tmp_path)

    @contextmanager
    def running(tell: Any, *, has_triggerer: bool) -> Iterator[Recorder]:
        yield recorder

    monkeypatch.setattr(module, "running_stack", running)
    monkeypatch.setattr(module, "close_leftovers", lambda api: 2)
    monkeypatch.setattr(module, "start_watch", watch_of)
    monkeypatch.setattr(module, "settle", lambda watch, tell, tick: tick([]))
    monkeypatch.setattr(module, "approvals", lambda watch, run_id, tell, tick: iter([WAITING]))
    monkeypatch.setattr(module, "summary_lines", lambda stack: ["the end"])
    return recorder


def shown(once: bool) -> str:
    output = io.StringIO()
    progress = Progress(cast(Any, Console(file=output, width=300)))
    if once:
        demonstrate(progress, once=True)
    else:
        with pytest.raises(KeyboardInterrupt):
            demonstrate(progress, once=False)
    return output.getvalue()


def test_once_approves_openly_and_ends(stack: Recorder) -> None:
    text = shown(once=True)
    assert stack.approved == [WAITING]
    assert "as the demo approver nguoi_duyet" in text
    assert text.rstrip().endswith("the end")


def test_otherwise_a_person_approves_and_the_stack_stays_up(stack: Recorder) -> None:
    text = shown(once=False)
    assert stack.approved == []
    assert "http://127.0.0.1:8080/report-approvals/reports/abc" in text
    assert "a-password" in text
    assert stack.looks == 1


def test_registers_come_first_and_the_report_last(stack: Recorder) -> None:
    shown(once=True)
    dags = [dag_id for dag_id, _ in stack.triggered]
    assert dags == ["load_registers", *["ingest_outlets"] * len(RANGES), "issue_reports"]
    assert stack.triggered[-1][1] == REPORT


def test_an_interrupted_start_is_mentioned(stack: Recorder) -> None:
    assert "2 runs of an earlier, interrupted start are closed" in shown(once=True)


def test_the_build_is_held_until_everything_is_collected(stack: Recorder) -> None:
    shown(once=True)
    assert stack.slots == [0, 1]


def test_the_department_decides_before_the_report_and_the_marts_are_built_again(stack: Recorder) -> None:
    assert "The department decides on the declared days: done 45." in shown(once=True)
    assert stack.emitted == ["decisions_recorded"]


def test_what_was_decided_before_starts_no_further_build(stack: Recorder) -> None:
    stack.decided = [{"done": 0, "known": 45, "absent": 0, "left": 0, "waiting": 0}]
    assert "known 45" in shown(once=True)
    assert stack.emitted == []


def test_the_department_decides_again_once_what_its_report_waits_for_is_published(stack: Recorder) -> None:
    stack.decided = [{"done": 30, "waiting": 15}, {"done": 15, "known": 30, "waiting": 0}, {"done": 1}]
    assert "done 15, known 30" in shown(once=True)
    assert stack.emitted == ["decisions_recorded"] * 2


def test_a_report_that_no_build_lets_be_named_is_waited_for_three_times(stack: Recorder) -> None:
    stack.decided = [{"done": 0, "known": 30, "waiting": 15}] * PASSES
    assert "waiting 15" in shown(once=True)
    assert stack.emitted == ["decisions_recorded"] * PASSES
