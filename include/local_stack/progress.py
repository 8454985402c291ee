"""What the stack shows while it works: a line for each task that ended and, on a terminal, what is running now."""

import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.status import Status

MARKS = {"success": "✓", "failed": "✗", "skipped": "–", "upstream_failed": "–", "removed": "–"}


class Progress:
    """Prints the stack's progress on standard output; use it as a context manager."""

    def __init__(self, console: Console | None = None) -> None:
        """Take a console, or make one for standard output."""
        self.console = console or Console(highlight=False, soft_wrap=True)
        self.started = time.monotonic()
        self.status: Status | None = None

    def __enter__(self) -> "Progress":
        """Open the line that says what is running, where there is a terminal to show it."""
        if self.console.is_terminal:
            self.status = self.console.status("…")
            self.status.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close that line."""
        self.rest()

    def say(self, line: str) -> None:
        """Show one line, with the time since the start."""
        seconds = int(time.monotonic() - self.started)
        self.console.print(f"{seconds // 60:2d}:{seconds % 60:02d}  {line}", markup=False)

    def task_ended(self, task: Mapping[str, Any], answer: object) -> None:
        """Show that a task ended, and what it found."""
        name = f"{task['dag_id']}.{task['task_id']}"
        which = task.get("rendered_map_index") or ""
        found = answer if isinstance(answer, str) else figures(answer)
        parts = [f"{MARKS.get(task['state'], '?')} {name}", which, found or ("" if answer else task["state"])]
        self.say("  ".join(part for part in parts if part))

    def rest(self) -> None:
        """Clear the line that says what is running."""
        if self.status is not None:
            self.status.stop()

    def running(self, tasks: list[dict[str, Any]]) -> None:
        """Show what is unfinished now, on a terminal only."""
        if self.status is None:
            return
        counts = Counter(f"{task['dag_id']}.{task['task_id']}" for task in tasks if task["state"] == "running")
        waiting = sum(task["state"] != "running" for task in tasks)
        names = ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in counts.items())
        self.status.update(f"{names or 'scheduling'} ({waiting} waiting)")


def figures(answer: object) -> str:
    """Return the counts of a task's answer as one short text."""
    if isinstance(answer, Mapping):
        answer = answer.get("counts", answer)
    if not isinstance(answer, Mapping):
        return ""
    return ", ".join(f"{key} {value}" for key, value in answer.items() if isinstance(value, int | float) and value)
