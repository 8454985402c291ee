"""The processes the stack starts: each leads a session of its own, all carry one mark, and none outlives the stack.

The kernel signals a child to end when its parent dies, however that happens. Airflow's tasks make process groups of
their own, so stopping also kills what is left of the children's sessions or still carries the mark. A process that
gives itself another title loses its mark, one that starts a session leaves the old one; Airflow's do the first, none
does both. Nothing else is ever touched.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MARK = "STACK_OF_PRESS"
PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 12.0
SWEEP_SECONDS = 5.0
PAUSE_SECONDS = 0.05


def _end_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends; where there is no such call, do nothing."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return


@dataclass(frozen=True)
class Child:
    """One started process, its name and the file its output goes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        """Return the last line that the process has printed."""
        said = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return said[-1].strip() if said else "it said nothing."


@dataclass
class Children:
    """All processes of one stack."""

    mark: str
    logs: Path
    running: list[Child] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Child:
        """Start one child; its output is appended to ``<logs>/<name>.log``."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{name}.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                list(command),
                env={**environment, MARK: self.mark},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        child = Child(name, process, log)
        self.running.append(child)
        self.sessions.add(process.pid)
        return child

    def ended(self) -> Child | None:
        """Return a child that has ended though nobody asked it to, if there is one."""
        return next((child for child in self.running if child.process.poll() is not None), None)

    def stop(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """End every child, first by SIGTERM, then by SIGKILL, and kill the processes that they left behind."""
        for child in self.running:
            if child.process.poll() is None:
                child.process.terminate()
        until = time.monotonic() + grace_seconds
        for child in self.running:
            try:
                child.process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        self.running.clear()
        until = time.monotonic() + SWEEP_SECONDS
        while (left := self.left_behind()) and time.monotonic() < until:
            for process_id in left:
                _kill(process_id)
            time.sleep(PAUSE_SECONDS)

    def left_behind(self) -> list[int]:
        """Return the ids of the live processes that belong to this stack."""
        return sorted({*marked(self.mark), *members(self.sessions)})


def members(sessions: Collection[int]) -> list[int]:
    """Return the ids of the live processes of some sessions; what has ended and only waits to be reaped is left out."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) in sessions and state != "Z":
            found.append(int(folder.name))
    return found


def marked(mark: str) -> list[int]:
    """Return the ids of the live processes that carry a stack's mark in their environment."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended, or belongs to somebody else
        if wanted in variables and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def _kill(process_id: int) -> None:
    """Kill one process unless it has ended by itself."""
    try:
        os.kill(process_id, signal.SIGKILL)
    except ProcessLookupError:
        return
