"""An installation the system tests start, kill and ask."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from include.local_stack.children import members
from include.settings import ROOT

CHAIN_SECONDS = 1500
LISTENS = "0A"  # the state of a socket in /proc/net/tcp
LOOPBACK = "0100007F"  # 127.0.0.1 as it stands there


@dataclass
class Run:
    """One start of ``make run ONCE=1`` and what it said."""

    status: int
    output: str
    seconds: float


@dataclass
class Installation:
    """A home folder of its own, and the starts made on it."""

    home: Path
    runs: list[Run] = field(default_factory=list)
    listened: set[str] = field(default_factory=set)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a start, with none of the caller's own settings."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PRESS_", "AIRFLOW_"))}
        paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}", "PRESS_HOME": str(self.home)}
        return {**inherited, **paths}

    def start(self) -> subprocess.Popen[str]:
        """Start the stack once and return its process."""
        return subprocess.Popen(
            [sys.executable, "-m", "include.local_stack", "--once"],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip

    def run(self) -> Run:
        """Start the stack once and wait for its end."""
        began = time.monotonic()
        process = self.start()
        output, _ = process.communicate(timeout=CHAIN_SECONDS)
        self.runs.append(Run(process.returncode, output, time.monotonic() - began))
        return self.runs[-1]

    def processes(self, word: str = "") -> list[int]:
        """Return the live processes of this installation's starts whose command line holds a word.

        Airflow's workers give themselves another title and lose their environment by it; their session stays.
        """
        wanted = f"PRESS_HOME={self.home}".encode()
        own = [found for found in live() if wanted in said(found, "environ").split(b"\0")]
        sessions = {int(stat.rpartition(b")")[2].split()[3]) for found in own if (stat := said(found, "stat"))}
        return [found for found in members(sessions) if word.encode() in said(found, "cmdline").replace(b"\0", b" ")]

    def note_listeners(self) -> None:
        """Note the addresses, without ports, on which the processes of the running start listen."""
        sockets = {link for found in self.processes() for link in _open_files(found) if link.startswith("socket:[")}
        for name in ("tcp", "tcp6"):
            for line in Path(f"/proc/net/{name}").read_text(encoding="ascii").splitlines()[1:]:
                words = line.split()
                if words[3] == LISTENS and f"socket:[{words[9]}]" in sockets:
                    self.listened.add(words[1].partition(":")[0])

    def press(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on this installation's sample city."""
        command = [sys.executable, "-m", "include.cli", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)


def _open_files(process_id: int) -> list[str]:
    """Return what a process has open, as the kernel names it; nothing when it has ended."""
    found: list[str] = []
    with suppress(OSError):
        for path in Path(f"/proc/{process_id}/fd").iterdir():
            with suppress(OSError):
                found.append(str(path.readlink()))
    return found


def live() -> list[int]:
    """Return the ids of all processes."""
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]


def said(process_id: int, what: str) -> bytes:
    """Return what the kernel knows of a process; nothing when it has ended or belongs to somebody else."""
    try:
        return Path(f"/proc/{process_id}/{what}").read_bytes()
    except OSError:
        return b""


def wait_until(is_true: Any, process: subprocess.Popen[str], seconds: float) -> None:
    """Wait for something to become true while a process lives."""
    until = time.monotonic() + seconds
    while not is_true():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.2)
