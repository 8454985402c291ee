"""An installation the system tests start, kill and ask."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from include.settings import ROOT

CHAIN_SECONDS = 1500


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
        )  # fmt: skip

    def run(self) -> Run:
        """Start the stack once and wait for its end."""
        began = time.monotonic()
        process = self.start()
        output, _ = process.communicate(timeout=CHAIN_SECONDS)
        self.runs.append(Run(process.returncode, output, time.monotonic() - began))
        return self.runs[-1]

    def processes(self, word: str = "") -> list[int]:
        """Return the live processes that belong to this installation and whose command line holds a word."""
        wanted, found = f"PRESS_HOME={self.home}".encode(), []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                variables, command = (folder / "environ").read_bytes(), (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if wanted in variables.split(b"\0") and word.encode() in command:
                found.append(int(folder.name))
        return found

    def press(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line on this installation's sample city."""
        command = [sys.executable, "-m", "include.cli", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)


def wait_until(is_true: Any, process: subprocess.Popen[str], seconds: float) -> None:
    """Wait for something to become true while a process lives."""
    until = time.monotonic() + seconds
    while not is_true():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.2)
