"""Runs a piece of collecting in a process of its own, which ends by SIGKILL at the line of code that a test names.

One process has all modules loaded and forks itself for each run, since a start costs a thousand times what a run does.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from include.settings import ROOT
from tests.support.kill_log import note_kill

RUNNER = """
import json, os, signal, sys
from datetime import datetime
from include.fetching.access import open_fetcher
from include.ingestion.poll import poll_feeds
from include.ingestion.recheck import recheck_articles

WATCHED = tuple(f"include/{name}.py" for name in (
    "archive/writer", "ingestion/poll", "ingestion/recheck", "ingestion/collect", "fetching/robots"))
lines = 0

def run(work, instant, killed_at):
    now = datetime.fromisoformat(instant)
    def at_line(frame, event, argument):
        global lines
        if event == "call" and not frame.f_code.co_filename.endswith(WATCHED):
            return None
        lines += event == "line"
        if event == "line" and lines == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return at_line
    sys.settrace(at_line)
    work(now, connect=lambda profile: open_fetcher(profile, lambda: now))
    sys.settrace(None)

for line in sys.stdin:
    home, work, instant, killed_at = json.loads(line)
    child = os.fork()
    if child == 0:
        os.environ["PRESS_HOME"] = home
        run({"poll": poll_feeds, "recheck": recheck_articles}[work], instant, killed_at)
        print(lines, flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        print(-os.WTERMSIG(status), flush=True)
    elif status:
        print("failed", flush=True)
"""


@dataclass(frozen=True)
class Runner:
    """The process that forks; use :func:`open_runner`."""

    process: subprocess.Popen[str]

    def run(self, home: Path, work: str, instant: str, killed_at: int = 0) -> int:
        """Return how many lines a whole run took, or the negative number of the signal that ended it."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([str(home), work, instant, killed_at]) + "\n")
        self.process.stdin.flush()
        answer = int(self.process.stdout.readline())
        if answer == -signal.SIGKILL:
            note_kill(work, f"line {killed_at} of its code")
        return answer

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def open_runner() -> Runner:
    """Start the process, with the settings of the test's environment."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUNNER]
    pipe = subprocess.PIPE
    return Runner(subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=pipe, stdout=pipe))
