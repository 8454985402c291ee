"""Runs the chain on a stack that is up and watches it to its end: what was triggered, what follows, what failed.

The chain has settled when every hand-over since its start has started a run, and every run has ended.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from include.errors import InvariantError
from include.local_stack.airflow_api import AirflowApi
from include.local_stack.stack import Stack

PAUSE_SECONDS = 1.0
ENDED = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})
TELLING_TASK = "coverage"  # fails on purpose where too little was seen; what landed is handed on all the same
FIRST_ASSETS_WITHOUT_FOLLOWER = frozenset({"marts_published"})

Tell = Callable[[Mapping[str, Any], Any], None]


@dataclass
class Watch:
    """What is known of the runs since a moment."""

    stack: Stack
    api: AirflowApi
    since: str
    own: set[str] = field(default_factory=set)
    emitted: set[int] = field(default_factory=set)
    told: set[tuple[str, str, int, int]] = field(default_factory=set)
    settled_runs: set[str] = field(default_factory=set)
    unfinished: list[dict[str, Any]] = field(default_factory=list)

    def trigger(self, dag_id: str, conf: Mapping[str, Any]) -> str:
        """Start a run that belongs to the chain and return its id."""
        run_id = self.api.trigger(dag_id, conf)
        self.own.add(run_id)
        return run_id

    def emit(self, asset: str, extra: Mapping[str, Any]) -> None:
        """Emit an asset event that belongs to the chain, so that what it starts is watched too."""
        self.emitted.add(self.api.emit_asset_event(asset, extra))

    def look(self, tell: Tell) -> bool:
        """Tell of every task that has ended since the last look; return whether the chain has settled.

        Raises:
            TransientError: A part of the stack has ended, or Airflow does not answer.
            InvariantError: A task of the chain has failed for good. A run that a person has started and that fails is
            reported like any other, and stops nothing.
        """
        self.stack.check_children()
        self._add_followers()
        runs = self.api.runs(self.since)
        self.unfinished = []
        for run in runs:
            if run["dag_run_id"] not in self.settled_runs:
                self._look_at(run, tell)
        ended = all(run["dag_run_id"] in self.settled_runs for run in runs)
        return ended and self._all_followed()

    def _add_followers(self) -> None:
        """Count the runs that were started by what the chain's own runs emitted among its own."""
        events = self.api.asset_events(self.since)
        known = -1
        while known != len(self.own):
            known = len(self.own)
            for event in events:
                if event.get("source_run_id") in self.own or event.get("id") in self.emitted:
                    self.own.update(run["run_id"] for run in event["created_dagruns"])

    def _look_at(self, run: Mapping[str, Any], tell: Tell) -> None:
        """Tell of the tasks of one run."""
        for task in self.api.tasks(run["dag_id"], run["dag_run_id"]):
            key = (run["dag_run_id"], task["task_id"], task["map_index"], task["try_number"])
            if task["state"] not in ENDED:
                self.unfinished.append(task)
            elif key not in self.told:
                self.told.add(key)
                tell(task, self._answer(task))
                self._refuse_failure(task)
        if run["state"] in ENDED:
            self.settled_runs.add(run["dag_run_id"])

    def _answer(self, task: Mapping[str, Any]) -> Any:
        """Return what a task returned, or the sentence of one whose failure only tells."""
        if task["state"] == "failed" and task["task_id"] == TELLING_TASK:
            return f"{failure_sentence(self._logs(task), task)} Everything else goes on.".strip()
        if task["state"] == "failed" and task["dag_run_id"] not in self.own:
            return f"{failure_sentence(self._logs(task), task)} A person started this run; the chain goes on.".strip()
        return self.api.answer_of(task) if task["state"] == "success" else None

    def _logs(self, task: Mapping[str, Any]) -> Path:
        """Return the folder of the logs of a task's run."""
        return self.stack.home / "airflow" / "logs" / f"dag_id={task['dag_id']}" / f"run_id={task['dag_run_id']}"

    def _refuse_failure(self, task: Mapping[str, Any]) -> None:
        """Stop at a task that failed for good, naming its log and the runbook."""
        is_foreign = task["dag_run_id"] not in self.own
        if task["state"] != "failed" or task["task_id"] == TELLING_TASK or is_foreign:
            return
        dag_id, task_id, logs = task["dag_id"], task["task_id"], self._logs(task)
        raise InvariantError(
            f"{dag_id}.{task_id} failed: {failure_sentence(logs, task) or 'its log says why.'}",
            hint=f"Follow docs/runbooks/{dag_id}.md; the log is below {logs}.",
        )

    def only_waits_for(self, dag_id: str) -> bool:
        """Return whether nothing but the tasks of one DAG is left to do."""
        return {task["dag_id"] for task in self.unfinished} == {dag_id} and self._all_followed()

    def _all_followed(self) -> bool:
        """Return whether every hand-over has started the run that follows it."""
        events = self.api.asset_events(self.since)
        return all(event["created_dagruns"] or event["name"] in FIRST_ASSETS_WITHOUT_FOLLOWER for event in events)


def failure_sentence(logs: Path, task: Mapping[str, Any]) -> str:
    """Return the sentence with which a task's log says why it failed, or nothing."""
    import json

    name = f"map_index={task['map_index']}" if task["map_index"] >= 0 else ""
    found = ""
    for path in sorted((logs / f"task_id={task['task_id']}" / name).glob("attempt=*.log")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            event = str(json.loads(line).get("event", "")) if line.startswith("{") else line
            if event.startswith("Failure of"):
                found = event.split(": ", 1)[-1]
    return found


def start_watch(stack: Stack) -> Watch:
    """Return a watch over everything that runs from now on."""
    return Watch(stack, stack.administrator, datetime.now(UTC).isoformat())


def settle(watch: Watch, tell: Tell, tick: Callable[[list[dict[str, Any]]], None]) -> None:
    """Watch until the chain has settled; ``tick`` is given what is unfinished at each look."""
    while not watch.look(tell):
        tick(watch.unfinished)
        time.sleep(PAUSE_SECONDS)


def close_leftovers(api: AirflowApi) -> int:
    """Fail the runs that an earlier stack left unfinished, but not those that wait for a person; return how many."""
    waited_for = {task["dag_run_id"] for task in api.approvals_waited_for()}
    leftovers = [run for run in api.unfinished_runs() if run["dag_run_id"] not in waited_for]
    for run in leftovers:
        api.fail_run(run["dag_id"], run["dag_run_id"])
    for dag_id in sorted({run["dag_id"] for run in leftovers}):
        api.read_again(dag_id)
    return len(leftovers)


def approvals(watch: Watch, run_id: str, tell: Tell, tick: Callable[[list[dict[str, Any]]], None]) -> Iterator[Any]:
    """Watch one run to its end, yielding once each task of it that waits for a person."""
    yielded = set()
    while not watch.look(tell):
        for task in watch.api.approvals_waited_for():
            key = (task["task_id"], task["try_number"])
            if task["dag_run_id"] == run_id and key not in yielded:
                yielded.add(key)
                yield task
        tick(watch.unfinished)
        time.sleep(PAUSE_SECONDS)
