"""A running production stack whose parts are killed, and what must be true of its stores whatever happened to it."""

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from include.classification.classify import classify_days
from include.errors import TransientError
from include.ingestion.harvest import close_days
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.local_stack.children import members
from include.outlets import registry
from include.outlets.landing import land_profiles
from include.registers.load import load_registers
from include.validation.gate import admit_days
from include.warehouse.build import build_warehouse
from include.warehouse.catalogue import land_catalogue
from tests.support.marts import assert_equal, marts
from tests.system import production
from tests.system.test_production_chain import Production, installation

INGEST, ADMIT, BUILD, ISSUE = "ingest_outlets", "admit_articles", "build_warehouse", "issue_reports"
CHAIN = (INGEST, ADMIT, BUILD)
REPORT = {"report": "monthly_compliance", "period": "2026-11"}
OPEN, NEVER = {"queued", "running"}, datetime.min.replace(tzinfo=UTC)
LATEST_BLOW = {INGEST: 12.0, ADMIT: 8.0, BUILD: 15.0, ISSUE: 1.5}  # seconds after a task of the stage was seen to run
AWAY_SECONDS, SECONDS, PAUSE_SECONDS = 3.0, 900.0, 0.3


@dataclass
class Blow:
    """A part that is killed, and when.

    Attributes:
        victim: The service, or ``postgres``.
        stage: The DAG in which it is killed.
        delay: Seconds after a task of the stage was seen to run.
        hit: The task instances that were queued or running at the blow; none where the stage was over.
        at: Instant of the blow.
    """

    victim: str
    stage: str
    delay: float
    hit: set[str] = field(default_factory=set)
    at: datetime = NEVER


@dataclass
class Chaos:
    """A running stack whose parts are killed, and started again as compose does."""

    stack: Production
    postgres: Any
    random: random.Random
    days: list[date] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def kill(self, victim: str) -> None:
        """Kill a service with everything it started, let it be away, and bring it back."""
        if victim == "postgres":
            os.kill(self.postgres.get_pid(), signal.SIGQUIT)  # an immediate stop: recovery replays its log
            time.sleep(AWAY_SECONDS)
            production.restart_postgres(self.postgres, SECONDS)
            return
        child = next(child for child in self.stack.children.running if child.name == victim)
        for process in members({child.process.pid}):
            os.kill(process, signal.SIGKILL)
        child.process.wait()
        time.sleep(AWAY_SECONDS)
        production.restart_service(child, self.stack.environment, self.stack.children)

    def tend(self) -> None:
        """Start again what has ended by itself: some parts of Airflow do so when PostgreSQL goes away."""
        while (ended := self.stack.children.ended()) is not None:
            production.restart_service(ended, self.stack.environment, self.stack.children)

    def until(self, what: str, find: Callable[[], Any]) -> Any:
        """Ask Airflow until what it answers is not empty; while a part is away it refuses or stays silent."""
        end = time.monotonic() + SECONDS
        while True:
            self.tend()
            try:
                if found := find():
                    return found
            except TransientError:
                self.stack.engineer.session.headers.pop("Authorization", None)
            assert time.monotonic() < end, f"{what} did not happen"
            time.sleep(PAUSE_SECONDS)

    def begin(self, dag_id: str, conf: dict[str, str]) -> str:
        """Start a run, once, though the answer to it may be lost, and return since when to ask for runs."""
        since = datetime.now(UTC).isoformat()

        def begun() -> bool:
            if not any(run["dag_id"] == dag_id for run in self.stack.engineer.runs(since)):
                self.stack.run(dag_id, conf)
            return True

        self.until(f"the start of {dag_id}", begun)
        return since

    def tasks(self, since: str, dag_ids: tuple[str, ...]) -> dict[str, dict[str, Any]]:
        """Return the newest try of each task of some DAGs since an instant."""
        runs = [run for run in self.stack.engineer.runs(since) if run["dag_id"] in dag_ids]
        found = [task for run in runs for task in self.stack.engineer.tasks(run["dag_id"], run["dag_run_id"])]
        return {f"{task['dag_run_id']} {task['task_id']} {task['map_index']}": task for task in found}

    def strike(self, blow: Blow, since: str, stage: Callable[[dict[str, Any]], bool]) -> None:
        """Kill a part some time after a task of a stage was seen to run, unless no task is open by then."""
        dag_ids = (*CHAIN, ISSUE)

        def began() -> bool:
            return any(task["start_date"] and stage(task) for task in self.tasks(since, dag_ids).values())

        self.until(f"a task of the stage in which {blow.victim} is killed", began)
        time.sleep(blow.delay)
        tasks: dict[str, Any] = self.until("the tasks", lambda: self.tasks(since, dag_ids))
        if any(task["state"] in OPEN and stage(task) for task in tasks.values()):
            blow.hit, blow.at = {key for key, task in tasks.items() if task["state"] in OPEN}, datetime.now(UTC)
            self.kill(blow.victim)

    def recovery(self, blow: Blow, since: str) -> float:
        """Return after how many seconds the last task that was queued or running at a blow ran again.

        It counts from the blow, with the time in which the part was away. What a task takes is no part of it: that
        depends on who else uses the computer.
        """
        tasks = self.until("the tasks", lambda: self.tasks(since, (*CHAIN, ISSUE)))
        begun = [datetime.fromisoformat(tasks[key]["start_date"]) for key in blow.hit if tasks[key]["start_date"]]
        return max([0.0, *((start - blow.at).total_seconds() for start in begun)])

    def closed(self, since: str) -> dict[str, set[str]]:
        """Wait for the end of every run of the chain since an instant, and return how they ended."""

        def found() -> dict[str, set[str]]:
            states = self.stack.states(since)
            return states if set(CHAIN) <= states.keys() else {}

        ended: dict[str, set[str]] = self.until("the end of the day", found)
        return ended

    def close_day(self, day: date, *blows: tuple[str, str]) -> tuple[dict[str, set[str]], list[float]]:
        """Close a day while parts are killed, each at a drawn moment of a stage; return how runs ended, and recoveries.

        Where a stage was over before its moment came, the day is closed again and struck earlier: a blow at nothing
        shows nothing.

        Args:
            day: The day.
            blows: Victim and stage of each blow, in the order of the stages.
        """
        left = [Blow(victim, stage, self.random.uniform(0.0, LATEST_BLOW[stage])) for victim, stage in blows]
        conf = {"from_day": day.isoformat(), "to_day": day.isoformat()}
        found: dict[str, set[str]] = {}
        recoveries: list[float] = []
        self.days.append(day)
        while left or not found:
            began, since = time.monotonic(), self.begin(INGEST, conf)
            for blow in left:
                self.strike(blow, since, lambda task, stage=blow.stage: bool(task["dag_id"] == stage))  # type: ignore[misc]
            for dag_id, states in self.closed(since).items():
                found.setdefault(dag_id, set()).update(states)
            took = time.monotonic() - began
            recoveries += [self.note(blow, f"into {blow.stage}", since, took) for blow in left if blow.hit]
            left = [replace(blow, delay=blow.delay / 2) for blow in left if not blow.hit]
        return found, recoveries

    def note(self, blow: Blow, where: str, since: str, took: float) -> float:
        """Note and print what a blow led to, and return the recovery."""
        recovery = self.recovery(blow, since)
        self.rows.append(
            f"{blow.victim}, {blow.delay:.1f} s {where}: {len(blow.hit)} tasks hit, the last ran again after "
            f"{recovery:.0f} s, start to end {took:.0f} s, load {os.getloadavg()[0]:.1f}"
        )
        print(f"\n{self.rows[-1]}", flush=True)
        return recovery

    def failure_mails(self) -> list[str]:
        """Return the subjects of the mails on what failed for good."""
        return [subject for mail in self.stack.mails() if "Không thành công" in (subject := str(mail["Subject"]))]

    def mailed(self) -> Counter[str]:
        """Return how often each report's mail lies in the mailbox."""
        return Counter(str(mail["Message-ID"]) for mail in self.stack.mails() if any(mail.iter_attachments()))

    def deliver(self, victim: str) -> str:
        """Issue a report, approve it, and kill a part while it is delivered; return the folder of the report."""
        began, since = time.monotonic(), self.begin(ISSUE, REPORT)
        (task,) = self.until("the wait for approval", self.stack.engineer.approvals_waited_for)
        composed = self.until("the report", lambda: self.stack.engineer.answer_of({**task, "task_id": "compose"}))

        def approved() -> bool:
            self.stack.head.approve(task, "Đã đọc, đồng ý phát hành.")
            return True

        self.until("the approval", approved)
        blow = Blow(victim, ISSUE, self.random.uniform(0.0, LATEST_BLOW[ISSUE]))
        self.strike(blow, since, lambda task: bool(task["task_id"] == "deliver"))
        assert blow.hit, "the delivery was over"
        self.until("the end of the delivery", lambda: self.stack.states(since))
        self.note(blow, "into the delivery", since, time.monotonic() - began)
        return str(composed["snapshot"])


def landed(days: list[date]) -> dict[str, list[str]]:
    """Return what was asked of every outlet and day with its outcome, and every landed article, repeats too."""
    asked = store.read("harvests", days, columns=["outlet_id", "day", "scope", "address", "outcome"])
    articles = store.read("articles", days, columns=["outlet_id", "day", "url", "text_sha256"])
    return {"asked": sorted(map(repr, asked.to_pylist())), "articles": sorted(map(repr, articles.to_pylist()))}


def require_nothing_lost(chaos: Chaos, home: Path) -> None:
    """Compare what was landed of the days, every row of it, with what a quiet collection lands in another home."""
    with installation(chaos.stack.home / "press", chaos.stack.environment):
        found = landed(chaos.days)
    with installation(home, chaos.stack.environment):
        close_days([profile.outlet_id for profile in registry.followed()], chaos.days)
        wanted = landed(chaos.days)
    assert wanted["articles"]
    assert found == wanted


def require_marts_of_archive(chaos: Chaos, home: Path, registers_of: date) -> None:
    """Compare the marts with those that the archive gives in another home, the registers loaded on a day."""
    press = chaos.stack.home / "press"
    with installation(press, chaos.stack.environment):
        found = marts()
    shutil.copytree(press / "archive", home / "archive")
    with installation(home, chaos.stack.environment):
        load_registers(registers_of)
        land_catalogue(registers_of)
        for day in chaos.days:
            land_profiles(day)
        reextract_days(chaos.days)
        admit_days(chaos.days)
        classify_days(chaos.days)
        build_warehouse(None)
        assert_equal(marts(), found)
