"""Every child ends with the stack, and nothing that is not its child does."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from include.local_stack.children import MARK, Children, end_leftovers, marked

WAITING = "import sys; print('up', flush=True); sys.stdin.read(); import signal; signal.pause()"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
LEAVING = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {WAITING!r}], start_new_session=True)"


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    started = Children("mark-of-this-test-" + tmp_path.name, tmp_path / "logs")
    yield started
    started.stop(grace_seconds=0.1)


def start(children: Children, program: str, folder: Path) -> subprocess.Popen[bytes]:
    return children.start("child", [sys.executable, "-c", program], {}, folder).process


@pytest.mark.parametrize("program", [WAITING, STUBBORN])
def test_a_child_ends_when_asked_and_by_force_when_it_will_not(
    children: Children, program: str, tmp_path: Path
) -> None:
    process = start(children, program, tmp_path)
    children.stop(grace_seconds=0.5)
    assert process.poll() is not None
    assert children.running == []


def test_a_process_a_child_left_behind_is_swept_up(children: Children, tmp_path: Path) -> None:
    start(children, LEAVING, tmp_path).wait()
    assert len(marked(children.mark)) == 1
    children.stop(grace_seconds=0.1)
    assert marked(children.mark) == []


def test_a_process_that_hid_its_mark_is_swept_up_with_its_session(children: Children, tmp_path: Path) -> None:
    hiding = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {WAITING!r}], env={{}}, process_group=0)"
    start(children, hiding, tmp_path).wait()
    assert marked(children.mark) == []
    assert len(children.left_behind()) == 1
    children.stop(grace_seconds=0.1)
    assert children.left_behind() == []


def test_what_a_killed_stack_left_running_is_ended_with_its_session(children: Children, tmp_path: Path) -> None:
    hiding = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {WAITING!r}], env={{}}).wait()"
    for home in (tmp_path / "home", tmp_path / "home2"):
        children.start("child", [sys.executable, "-c", hiding], {"PRESS_HOME": str(home)}, tmp_path)
    while len(children.left_behind()) < 4:
        assert children.ended() is None
    assert end_leftovers(tmp_path / "home") == 2
    assert len(children.left_behind()) == 2
    assert end_leftovers(tmp_path / "home") == 0
    children.stop(grace_seconds=0.1)


def test_a_number_that_a_child_had_is_forgotten_once_it_ended(children: Children, tmp_path: Path) -> None:
    start(children, LEAVING.replace(", start_new_session=True", ""), tmp_path).wait()
    first = children.running[0]
    assert len(children.left_behind()) == 1
    again = children.restart(first)
    assert first.process.pid not in children.sessions
    assert again.process.pid in children.sessions
    again.process.wait()


def test_a_shell_in_which_somebody_ran_a_marked_command_is_no_leftover(children: Children, tmp_path: Path) -> None:
    command = f"env {MARK}=x PRESS_HOME={tmp_path} sleep 1000 & wait"
    with subprocess.Popen(["sh", "-c", command], start_new_session=True) as shell:
        while not marked("x"):
            assert shell.poll() is None
        assert end_leftovers(tmp_path) == 1
        assert shell.wait() == 0, "the shell ended by itself"


def test_a_process_of_somebody_else_is_left_alone(children: Children, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WAITING], env={MARK: "another"}, stdin=subprocess.PIPE) as stranger:
        start(children, WAITING, tmp_path)
        children.stop(grace_seconds=0.5)
        assert stranger.poll() is None
        stranger.kill()


def test_a_child_that_ended_by_itself_is_noticed(children: Children, tmp_path: Path) -> None:
    assert children.ended() is None
    start(children, "raise SystemExit(3)", tmp_path).wait()
    ended = children.ended()
    assert ended is not None
    assert (ended.name, ended.process.returncode) == ("child", 3)


def test_what_a_child_says_is_kept(children: Children, tmp_path: Path) -> None:
    start(children, "print('hello'); print('good bye')", tmp_path).wait()
    assert (tmp_path / "logs" / "child.log").read_text() == "hello\ngood bye\n"
    assert children.running[0].last_line() == "good bye"
