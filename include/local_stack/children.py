"""The processes the stack starts: each leads a session of its own, all carry one mark, and none outlives the stack.

The kernel signals a child to end when its parent dies, however that happens. Airflow's tasks make process groups of
their own, so stopping also kills what is left of the children's sessions or still carries the mark. A process that
gives itself another title loses its mark, one that starts a session leaves the old one; Airflow's do the first, none
does both. Nothing else is ever touched.

Where the stack itself is killed, Airflow's scheduler waits more than a minute for its tasks before it ends: the next
stack on the same home ends it first, or two schedulers would work on one database.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

MARK = "STACK_OF_PRESS"
PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 12.0
SWEEP_SECONDS = 5.0
PAUSE_SECONDS = 0.05
NOT_THE_ERROR = ("(Background on this error", "[SQL:", "[parameters:")


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
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path

    def last_line(self) -> str:
        """Return the last line that the process has printed, but not where SQLAlchemy's manual explains its error."""
        lines = (line.strip() for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines())
        said = [line for line in lines if line and not line.startswith(NOT_THE_ERROR)]
        return said[-1] if said else "it printed nothing."


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
        child = Child(name, process, log, command, environment, folder)
        self.running.append(child)
        self.sessions.add(process.pid)
        return child

    def restart(self, child: Child) -> Child:
        """Start a child that has ended once more, after killing what is left of it.

        A child leads a session: what it started would go on with the work that its successor takes up.
        """
        self.running.remove(child)
        self.end_session(child)
        return self.start(child.name, child.command, child.environment, child.folder)

    def end_session(self, child: Child) -> None:
        """Kill what a child that has ended left in its session, and forget it: the number may become another's."""
        for process_id in members({child.process.pid}):
            _kill(process_id)
        self.sessions.discard(child.process.pid)

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
        _sweep(self.left_behind)

    def left_behind(self) -> list[int]:
        """Return the ids of the live processes that belong to this stack."""
        return sorted({*marked(self.mark), *members(self.sessions)})


def end_leftovers(home: Path) -> int:
    """Kill what an earlier stack of a home left running when it was killed itself, and return how many that were.

    Args:
        home: Home folder whose lock the caller holds: no other stack runs on it.
    """

    def left() -> list[int]:
        own = _carrying(f"{MARK}=".encode(), f"PRESS_HOME={home}\0".encode())
        led = {session for session in map(_session, own) if session in own or not Path(f"/proc/{session}").exists()}
        return sorted({*own, *members(led - {0, os.getsid(0)})})

    found = len(left())
    _sweep(left)
    return found


def _sweep(left: Callable[[], list[int]]) -> None:
    """Kill some processes until none of them is left, or for five seconds."""
    until = time.monotonic() + SWEEP_SECONDS
    while (found := left()) and time.monotonic() < until:
        for process_id in found:
            _kill(process_id)
        time.sleep(PAUSE_SECONDS)


def members(sessions: Collection[int]) -> list[int]:
    """Return the ids of the live processes of some sessions; what has ended and only waits to be reaped is left out."""
    return [process_id for process_id in _processes() if _session(process_id) in sessions]


def marked(mark: str) -> list[int]:
    """Return the ids of the live processes that carry a stack's mark in their environment."""
    return _carrying(f"{MARK}={mark}\0".encode())


def _carrying(*wanted: bytes) -> list[int]:
    """Return the ids of other live processes in whose environment a variable begins with each of some texts."""
    found = []
    for process_id in _processes():
        try:
            variables = b"\0" + Path(f"/proc/{process_id}/environ").read_bytes() + b"\0"
        except OSError:
            continue  # it has ended, or belongs to somebody else
        if all(b"\0" + each in variables for each in wanted) and process_id != os.getpid():
            found.append(process_id)
    return found


def _processes() -> list[int]:
    """Return the ids of all processes."""
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]


def _session(process_id: int) -> int:
    """Return the session of a live process; 0 where it has ended, also where it only waits to be reaped."""
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    state, _, _, session = stat.rpartition(")")[2].split()[:4]
    return 0 if state == "Z" else int(session)


def _kill(process_id: int) -> None:
    """Kill one process unless it has ended by itself or has become somebody else's."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process_id, signal.SIGKILL)
