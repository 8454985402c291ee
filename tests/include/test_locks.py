"""A lock has one holder on a host; one that is killed lets go."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from include.errors import StoreBusyError
from include.locks import locked
from include.settings import ROOT

BUSY = StoreBusyError("It is in use.", hint="Wait.")
HOLD = """
import sys
from pathlib import Path
from include.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold a lock."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def test_a_lock_that_another_process_holds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.lock"
    with held_elsewhere(path), pytest.raises(StoreBusyError, match="in use"), locked(path, BUSY, wait_seconds=0):
        pass


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path / "one.lock") as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with locked(tmp_path / "one.lock", BUSY, wait_seconds=0):
            assert (tmp_path / "one.lock").exists()


def test_whoever_waits_gets_the_lock_when_it_is_let_go(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path / "one.lock") as holder:
        assert holder.stdin is not None
        holder.stdin.close()
        with locked(tmp_path / "one.lock", BUSY, wait_seconds=30):
            pass


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), locked(tmp_path / "deep" / "one.lock"):
        raise ValueError("inside")
    with locked(tmp_path / "deep" / "one.lock", BUSY, wait_seconds=0):
        pass
