"""One stack a home; a part that ends or never comes up is named with its log."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from include.errors import SettingError, TransientError
from include.local_stack import stack as module
from include.local_stack.children import Children
from include.local_stack.environment import Ports
from include.local_stack.stack import HOUR_SECONDS, RESTARTS, Stack, running_stack


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    return Stack(tmp_path, Ports(8080, 1025, 8090), Children("mark", tmp_path / "logs"))


def test_a_second_stack_on_one_home_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_start", lambda stack, tell: None)
    first, second = running_stack(lambda line: None), running_stack(lambda line: None)
    with first, pytest.raises(SettingError, match="Another stack"), second:
        pass
    with running_stack(lambda line: None):
        pass


def test_what_was_started_is_stopped_when_the_start_fails(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(stack: Stack, tell: Any) -> None:
        stack.children.start("child", ["sleep", "1000"], {"PATH": "/bin:/usr/bin"}, home)
        started.append(stack.children.running[0].process)
        raise TransientError("it did not come up")

    started: list[Any] = []
    monkeypatch.setattr(module, "_start", fail)
    with pytest.raises(TransientError), running_stack(lambda line: None):
        pass
    assert started[0].poll() is not None


def start(stack: Stack, name: str, code: str) -> None:
    stack.children.start(name, [sys.executable, "-c", code], {}, stack.home).process.wait()


def test_a_part_that_ended_is_named_with_its_status_and_log(stack: Stack) -> None:
    start(stack, "mailbox", "print('the disk is full'); raise SystemExit(3)")
    with pytest.raises(TransientError, match=r"mailbox ended by itself with status 3: the disk is full.*mailbox\.log"):
        stack.check_children()


def test_a_part_of_airflow_that_ended_is_started_again(stack: Stack) -> None:
    start(stack, "scheduler", "import os, signal; os.mkdir('ran') if not os.path.exists('ran') else signal.pause()")
    stack.check_children()
    assert stack.children.ended() is None
    assert [child.name for child in stack.children.running] == ["scheduler"]
    stack.children.stop(grace_seconds=0.1)


def test_a_part_of_airflow_that_ends_again_and_again_is_named_with_what_it_said(stack: Stack) -> None:
    error = "OperationalError: database is locked\\n[SQL: update job]\\n(Background on this error at: https://)"
    start(stack, "scheduler", f"print('{error}'); raise SystemExit(1)")
    for restarts in (RESTARTS, 2 * RESTARTS):
        with pytest.raises(TransientError, match="scheduler ended by itself with status 1: OperationalError: database"):
            while True:
                stack.check_children()
        assert len(stack.restarts["scheduler"]) == restarts
        stack.restarts["scheduler"] = [one - HOUR_SECONDS for one in stack.restarts["scheduler"]]


def test_a_part_that_never_comes_up_is_named(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "START_SECONDS", -1.0)
    with pytest.raises(TransientError, match="the mailbox did not come up"):
        module._wait(stack, "the mailbox", lambda: False)


def test_a_dag_file_that_cannot_be_read_stops_the_start(stack: Stack) -> None:
    api = SimpleNamespace(import_errors=lambda: ["dags/x.py: NameError"], dag_ids=lambda: {"x"})
    with pytest.raises(SettingError, match=r"dags/x\.py: NameError"):
        module._are_read(cast(Any, api), {"x"})


WELL = dict.fromkeys(("metadatabase", "scheduler", "dag_processor", "triggerer"), "healthy")


@pytest.mark.parametrize(
    ("health", "is_healthy"),
    [
        ({}, False),
        (WELL, True),
        *(({**WELL, part: "unhealthy"}, False) for part in WELL),
        *(({name: state for name, state in WELL.items() if name != part}, False) for part in WELL),
    ],
)
def test_airflow_is_up_when_all_its_parts_are_well(health: dict[str, str], is_healthy: bool) -> None:
    assert module._is_healthy(cast(Any, SimpleNamespace(health=lambda: health))) is is_healthy


def test_airflow_is_up_without_a_triggerer_where_none_was_started() -> None:
    api = cast(Any, SimpleNamespace(health=lambda: {**WELL, "triggerer": "None"}))
    assert module._is_healthy(api, has_triggerer=False)
    assert not module._is_healthy(api)
