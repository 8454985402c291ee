"""Runs the chain on a stack that is up and watches it until it is done: what was triggered, what follows, what failed.

The chain is done when every asset event since its start has started a run, and every run has ended.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from include.errors import InvariantError
from include.local_stack.airflow_api import AirflowApi
from include.local_stack.stack import Stack

PAUSE_SECONDS = 1.0
LISTED_EVERY = 3  # polls: listing the tasks of a run is what costs Airflow most of a poll
ENDED = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})
REPORTING_TASK = "coverage"  # fails on purpose where too little was seen; what landed is processed all the same
FIRST_ASSETS_WITHOUT_FOLLOWER = frozenset({"marts_published"})

OnTaskEnded = Callable[[Mapping[str, Any], Any], None]


@dataclass
class Watch:
    """The runs queued since an instant, and which of them belong to the chain.

    Attributes:
        since: Instant from which on runs are watched, ISO 8601.
        own: Ids of the chain's own runs: those that were triggered, and those that followed them.
        emitted: Ids of the asset events that the chain emitted itself.
        reported: Task instances that ``on_task_ended`` was called for: run, task, map index and try.
        settled_runs: Ids of the runs that have ended.
        unfinished: Task instances that had not ended when they were last listed.
        polls: How many polls there were.
    """

    stack: Stack
    api: AirflowApi
    since: str
    own: set[str] = field(default_factory=set)
    emitted: set[int] = field(default_factory=set)
    reported: set[tuple[str, str, int, int]] = field(default_factory=set)
    settled_runs: set[str] = field(default_factory=set)
    unfinished: list[dict[str, Any]] = field(default_factory=list)
    polls: int = 0

    def trigger(self, dag_id: str, conf: Mapping[str, Any]) -> str:
        """Start a run that belongs to the chain and return its id."""
        run_id = self.api.trigger(dag_id, conf)
        self.own.add(run_id)
        return run_id

    def emit(self, asset: str, extra: Mapping[str, Any]) -> None:
        """Emit an asset event that belongs to the chain, so that what it starts is watched too."""
        self.emitted.add(self.api.emit_asset_event(asset, extra))

    def poll(self, on_task_ended: OnTaskEnded) -> bool:
        """Report every task that has ended since it was last asked for, and return whether the chain has settled.

        The tasks of a run are listed as soon as the run has ended, before that at its first poll and at every third.

        Args:
            on_task_ended: Called once for each task that has ended, with what it returned.

        Raises:
            TransientError: A part of the stack has ended, or Airflow does not answer.
            InvariantError: A task of the chain has failed for good. A run that a person has started and that fails is
            reported like any other, and stops nothing.
        """
        self.stack.check_children()
        events = self._add_followers()
        runs = self.api.runs(self.since)
        before, self.unfinished = self.unfinished, []
        for run in runs:
            known = [task for task in before if task["dag_run_id"] == run["dag_run_id"]]
            if known and run["state"] not in ENDED and self.polls % LISTED_EVERY:
                self.unfinished += known
            elif run["dag_run_id"] not in self.settled_runs:
                self._poll_run(run, on_task_ended)
        self.polls += 1
        ended = all(run["dag_run_id"] in self.settled_runs for run in runs)
        # events are read before runs and once more after: a run that followed in between is in neither answer
        return ended and all_followed(events) and len(self.api.asset_events(self.since)) == len(events)

    def _add_followers(self) -> list[dict[str, Any]]:
        """Add the runs that asset events of the chain's own runs started, and what followed those; return events."""
        events = self.api.asset_events(self.since)
        known = -1
        while known != len(self.own):
            known = len(self.own)
            for event in events:
                if event.get("source_run_id") in self.own or event.get("id") in self.emitted:
                    self.own.update(run["run_id"] for run in event["created_dagruns"])
        return events

    def _poll_run(self, run: Mapping[str, Any], on_task_ended: OnTaskEnded) -> None:
        """Report the tasks of one run that have ended."""
        for task in self.api.tasks(run["dag_id"], run["dag_run_id"]):
            key = (run["dag_run_id"], task["task_id"], task["map_index"], task["try_number"])
            if task["state"] not in ENDED:
                self.unfinished.append(task)
            elif key not in self.reported:
                self.reported.add(key)
                on_task_ended(task, self._answer(task))
                self._refuse_failure(task)
        if run["state"] in ENDED:
            self.settled_runs.add(run["dag_run_id"])

    def _answer(self, task: Mapping[str, Any]) -> Any:
        """Return what a task returned, or the sentence of a failure that does not stop the chain."""
        if task["state"] == "failed" and task["task_id"] == REPORTING_TASK:
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
        if task["state"] != "failed" or task["task_id"] == REPORTING_TASK or is_foreign:
            return
        dag_id, task_id, logs = task["dag_id"], task["task_id"], self._logs(task)
        raise InvariantError(
            f"{dag_id}.{task_id} failed: {failure_sentence(logs, task) or 'its log says why.'}",
            hint=f"Follow docs/runbooks/{dag_id}.md; the log is below {logs}.",
        )

    def only_waits_for(self, dag_id: str) -> bool:
        """Return whether nothing but the tasks of one DAG is left to do."""
        return {task["dag_id"] for task in self.unfinished} == {dag_id} and all_followed(
            self.api.asset_events(self.since)
        )


def all_followed(events: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether every asset event has started the run that follows it."""
    return all(event["created_dagruns"] or event["name"] in FIRST_ASSETS_WITHOUT_FOLLOWER for event in events)


def failure_sentence(logs: Path, task: Mapping[str, Any]) -> str:
    """Return the sentence in which a task's log says why it failed; empty where it has none."""
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


def settle(watch: Watch, on_task_ended: OnTaskEnded, tick: Callable[[list[dict[str, Any]]], None]) -> None:
    """Poll until the chain has settled; ``tick`` gets the unfinished tasks after each poll."""
    while not watch.poll(on_task_ended):
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


def approvals(
    watch: Watch, run_id: str, on_task_ended: OnTaskEnded, tick: Callable[[list[dict[str, Any]]], None]
) -> Iterator[Any]:
    """Poll until one run has ended, yielding once each task of it that waits for a person."""
    yielded = set()
    while not watch.poll(on_task_ended):
        for task in watch.api.approvals_waited_for():
            key = (task["task_id"], task["try_number"])
            if task["dag_run_id"] == run_id and key not in yielded:
                yielded.add(key)
                yield task
        tick(watch.unfinished)
        time.sleep(PAUSE_SECONDS)
