"""Runs a stage in a process of its own that ends by SIGKILL at its n-th write, and says which write that was.

Every write of Python to the home folder is counted where the operating system is asked for it: opening a file to write,
renaming, linking, removing, cutting. A file that was about to get its name is cut in half first, so that what the next
run finds is a write in the middle. What a database library writes by itself a test marks with ``point("…")``.

One process imports what the stage needs and forks itself for each run, since a start costs more than most runs do.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from include.settings import ROOT
from tests.support.kill_log import note_kill

RUNNER = """
import importlib, json, os, signal, sys, threading, traceback

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # whatever a stage prints stays out of the answers
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
exec(sys.argv[2], {"__name__": "prepared"})

WRITES = {"os.rename": "rename", "os.remove": "remove", "os.link": "link", "os.symlink": "link", "os.truncate": "cut"}

def run(home, work, killed_at, only):
    points, one_at_a_time = [], threading.RLock()
    def point(write, unfinished=None):
        with one_at_a_time:
            if write.startswith(only):
                count(write, unfinished)
    def count(write, unfinished):
        points.append(write)
        answers.write(json.dumps(write) + "\\n")
        if len(points) != killed_at:
            return
        answers.flush()
        if unfinished and os.path.isfile(unfinished):
            handle = os.open(unfinished, os.O_RDWR)
            os.ftruncate(handle, os.fstat(handle).st_size // 2)
        os.kill(os.getpid(), signal.SIGKILL)
    def short(path):
        return os.path.relpath(os.fsdecode(path), home)
    def is_ours(path):
        return isinstance(path, (str, bytes, os.PathLike)) and os.fsdecode(path).startswith(home)
    def watch(event, given):
        if len(points) == killed_at > 0:
            return
        if event == "open" and given[2] & (os.O_WRONLY | os.O_RDWR) and is_ours(given[0]):
            point(f"open {short(given[0])}")
        elif event in WRITES and is_ours(given[0]) and (event != "os.remove" or os.path.lexists(given[0])):
            source = os.fsdecode(given[0])
            is_new = event == "os.rename" and ".part" in source
            point(f"{WRITES[event]} {short(source)}", source if is_new else None)
    sys.addaudithook(watch)
    exec(work, {"point": point, "__name__": "stage"})

for line in sys.stdin:
    home, work, killed_at, only = json.loads(line)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.environ["PRESS_HOME"] = home
            run(home, work, killed_at, only)
            status = 0
        except BaseException:
            traceback.print_exc()
        answers.flush()
        sys.stderr.flush()
        os._exit(status)
    _, status = os.waitpid(child, 0)
    answers.write(json.dumps(-os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)) + "\\n")
    answers.flush()
"""


@dataclass(frozen=True)
class Run:
    """How a run ended (0, or the negative number of a signal) and the writes that it began, the last one unfinished."""

    ended: int
    writes: list[str]

    @property
    def is_killed(self) -> bool:
        """Whether the run ended by SIGKILL."""
        return self.ended == -signal.SIGKILL


@dataclass(frozen=True)
class Stage:
    """The process that forks; use :func:`open_stage`."""

    name: str
    work: str
    process: subprocess.Popen[str]

    def run(self, home: Path, killed_at: int = 0, only: str = "") -> Run:
        """Run the stage on an installation, killed at the write of that number; 0 lets it end.

        Args:
            home: Folder of the installation.
            killed_at: Number of the write.
            only: How the writes begin that are counted; empty for all.
        """
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([str(home), self.work, killed_at, only]) + "\n")
        self.process.stdin.flush()
        writes: list[str] = []
        for line in self.process.stdout:
            answer = json.loads(line)
            if isinstance(answer, int):
                ended = Run(answer, writes)
                if ended.is_killed:
                    note_kill(self.name, writes[-1] if writes else "none")
                return ended
            writes.append(answer)
        raise AssertionError(f"the process of {self.name} ended by itself")


@contextmanager
def open_stage(
    name: str, work: str, imports: Iterable[str], environment: dict[str, str], prepared: str = ""
) -> Iterator[Stage]:
    """Start a process that has imported what a stage needs.

    Args:
        name: Of the stage, for what is logged.
        work: The stage, as source text.
        imports: Modules to load before any run.
        environment: Variables beside those of the test.
        prepared: What is done once before any run, as source text; no write of it is counted.
    """
    command = [sys.executable, "-c", RUNNER, json.dumps(list(imports)), prepared]
    variables = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=variables, text=True, stdin=pipe, stdout=pipe) as process:
        yield Stage(name, work, process)
        assert process.stdin
        process.stdin.close()


def spread(total: int, least: int) -> list[int]:
    """Return at least ``least`` numbers of writes, spread evenly from the first to the last."""
    count = min(total, max(least, int(os.environ.get("KILLS_A_STAGE", "0"))))
    return sorted({1 + number * (total - 1) // max(count - 1, 1) for number in range(count)})
