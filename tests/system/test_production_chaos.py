"""Parts of the production stack killed at drawn moments: the chain completes after they return, and nothing is lost.

Not part of ``make test``: ``make chaos`` runs it and prints each recovery. ``CHAOS_SEED`` draws other moments.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.classification.classify import classify_days
from include.errors import TransientError
from include.ingestion.harvest import close_days
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.local_stack.children import Child, members
from include.outlets import registry
from include.outlets.landing import land_profiles
from include.registers.load import load_registers
from include.validation.gate import admit_days
from include.warehouse.build import build_warehouse
from include.warehouse.catalogue import land_catalogue
from tests.include.warehouse.test_build import assert_equal, marts
from tests.system import production
from tests.system.test_production_chain import Production, installation, running_stack

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server")]
FIRST = date(2026, 10, 15)
INGEST, ADMIT, BUILD = CHAIN = ("ingest_outlets", "admit_articles", "build_warehouse")
# What is killed and in which stage; nobody first and last, to compare what a day takes.
BLOWS = [
    ("nobody", INGEST),
    ("worker-fetch", INGEST),
    ("worker", ADMIT),
    ("worker-warehouse", BUILD),
    ("redis", INGEST),
    ("redis", ADMIT),
    ("postgres", INGEST),
    ("postgres", BUILD),
    ("scheduler", ADMIT),
    ("api-server", BUILD),
    ("triggerer", ADMIT),
    ("dag-processor", INGEST),
    ("nobody", BUILD),
]
DAYS = [FIRST + timedelta(days=number) for number in range(len(BLOWS))]
ENDED = {"success", "failed"}
LATEST_BLOW = {INGEST: 12.0, ADMIT: 8.0, BUILD: 15.0}  # seconds after the stage was seen to run
AWAY_SECONDS, SECONDS, RECOVERY_SECONDS = 3.0, 900.0, 120.0


@dataclass
class Chaos:
    """A running stack whose parts are killed, and started again as compose does."""

    stack: Production
    postgres: Any
    random: random.Random
    hit: dict[str, datetime] = field(default_factory=dict)

    def child(self, name: str) -> Child:
        """Return a service by its name."""
        return next(child for child in self.stack.children.running if child.name == name)

    def restart(self, child: Child) -> None:
        """Start a service again with its own command, as ``restart: unless-stopped`` does."""
        self.stack.children.running.remove(child)
        production.start_service(child.name, self.stack.environment, self.stack.children)

    def kill(self, victim: str) -> None:
        """Kill a service with everything it started, let it be away, and bring it back."""
        if victim == "postgres":
            os.kill(self.postgres.get_pid(), signal.SIGQUIT)  # an immediate stop: recovery replays its log
            time.sleep(AWAY_SECONDS)
            self.postgres.ensure_postgres_running()
            return
        child = self.child(victim)
        for process in members({child.process.pid}):
            os.kill(process, signal.SIGKILL)
        child.process.wait()
        time.sleep(AWAY_SECONDS)
        self.restart(child)

    def tend(self) -> None:
        """Start again what has ended by itself: some parts of Airflow do so when PostgreSQL goes away."""
        while (ended := self.stack.children.ended()) is not None:
            self.restart(ended)

    def states(self, since: str) -> dict[str, set[str]]:
        """Return the states of the runs of each DAG since an instant; nothing while Airflow does not answer."""
        found: dict[str, set[str]] = {}
        try:
            for run in self.stack.engineer.runs(since):
                found.setdefault(run["dag_id"], set()).add(run["state"])
        except TransientError:
            self.stack.engineer.session.headers.pop("Authorization", None)
            return {}
        return found

    def tasks(self, since: str) -> dict[str, dict[str, Any]]:
        """Return the newest try of each task of the chain since an instant; nothing while Airflow does not answer."""
        try:
            runs = [run for run in self.stack.engineer.runs(since) if run["dag_id"] in CHAIN]
            found = [task for run in runs for task in self.stack.engineer.tasks(run["dag_id"], run["dag_run_id"])]
        except TransientError:
            self.stack.engineer.session.headers.pop("Authorization", None)
            return {}
        return {f"{task['dag_run_id']} {task['task_id']} {task['map_index']}": task for task in found}

    def recovery(self, since: str) -> float:
        """Return after how many seconds the last task that was queued or running at the blow ran again; 0 without one.

        It counts from the blow, with the time in which the part was away. What a task takes is no part of it: that
        depends on who else uses the computer.
        """
        (at,) = set(self.hit.values()) or {datetime.now(UTC)}
        tasks = self.tasks(since)
        begun = [datetime.fromisoformat(tasks[key]["start_date"]) for key in self.hit]
        return max([0.0, *((start - at).total_seconds() for start in begun)])

    def close_day(self, day: date, victim: str, stage: str) -> dict[str, set[str]]:
        """Close a day while a part is killed at a drawn moment of a stage; return how the runs ended."""
        since, began = datetime.now(UTC).isoformat(), time.monotonic()
        self.stack.run(INGEST, {"from_day": day.isoformat(), "to_day": day.isoformat()})
        delay, blow = self.random.uniform(0.0, LATEST_BLOW[stage]), float("inf")
        is_due = victim != "nobody"
        states: dict[str, set[str]] = {}
        self.hit = {}
        while time.monotonic() < began + SECONDS:
            if is_due and stage in states:
                blow = min(blow, time.monotonic() + delay)
            if is_due and time.monotonic() >= blow:
                open_tasks = [key for key, task in self.tasks(since).items() if task["state"] in ("queued", "running")]
                self.hit = dict.fromkeys(open_tasks, datetime.now(UTC))
                self.kill(victim)
                is_due = False
            self.tend()
            states = self.states(since)
            if not is_due and set(CHAIN) <= states.keys() and set().union(*states.values()) <= ENDED:
                break
            time.sleep(0.5)
        took, recovery = time.monotonic() - began, self.recovery(since)
        print(
            f"\n{victim}, {delay:.1f} s into {stage}: {len(self.hit)} tasks hit, the last ran again after "
            f"{recovery:.0f} s, the day took {took:.0f} s, load {os.getloadavg()[0]:.1f}"
        )
        return states

    def failure_mails(self) -> list[str]:
        """Return the subjects of the mails on what failed for good."""
        return [subject for mail in self.stack.mails() if "Không thành công" in (subject := str(mail["Subject"]))]


@pytest.fixture(scope="module")
def chaos(postgres_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chaos]:
    """Start the stack, load the registers, and draw moments from the seed."""
    seed = int(os.environ.get("CHAOS_SEED", "1"))
    with running_stack(postgres_server, tmp_path_factory.mktemp("chaos")) as stack:
        conf = {"from_day": DAYS[-1].isoformat(), "to_day": DAYS[-1].isoformat()}
        stack.ended("load_registers", stack.run("load_registers", conf))
        stack.ended("build_warehouse")
        yield Chaos(stack, postgres_server, random.Random(seed))  # noqa: S311 (moments, not secrets)


@pytest.mark.parametrize(("day", "blow"), list(zip(DAYS, BLOWS, strict=True)), ids=map("-".join, BLOWS))
def test_a_day_is_closed_and_goes_on_within_two_minutes_though_a_part_is_killed(
    chaos: Chaos, day: date, blow: tuple[str, str]
) -> None:
    since = datetime.now(UTC).isoformat()
    states = chaos.close_day(day, *blow)
    assert {dag_id: states.get(dag_id) for dag_id in CHAIN[1:]} == {dag_id: {"success"} for dag_id in CHAIN[1:]}
    assert states.get(INGEST, set()) <= ENDED  # fails where too little of an outlet was seen: that is the city's
    assert chaos.recovery(since) <= RECOVERY_SECONDS


def test_no_kill_reaches_people_as_a_failure_since_each_was_made_good(chaos: Chaos) -> None:
    assert chaos.failure_mails() == []


def landed() -> dict[str, list[str]]:
    """Return what was asked of every outlet and day with its outcome, and every landed article, repeats too."""
    asked = store.read("harvests", DAYS, columns=["outlet_id", "day", "scope", "address", "outcome"])
    articles = store.read("articles", DAYS, columns=["outlet_id", "day", "url", "text_sha256"])
    return {"asked": sorted(map(repr, asked.to_pylist())), "articles": sorted(map(repr, articles.to_pylist()))}


def test_nothing_is_lost_and_nothing_landed_twice(chaos: Chaos, tmp_path: Path) -> None:
    with installation(chaos.stack.home / "press", chaos.stack.environment):
        found = landed()
    with installation(tmp_path, chaos.stack.environment):
        close_days([profile.outlet_id for profile in registry.followed()], DAYS)
        wanted = landed()
    assert wanted["articles"]
    assert found == wanted


def test_the_marts_are_those_that_the_archive_gives(chaos: Chaos, tmp_path: Path) -> None:
    home = chaos.stack.home / "press"
    with installation(home, chaos.stack.environment):
        found = marts()
    shutil.copytree(home / "archive", tmp_path / "archive")
    with installation(tmp_path, chaos.stack.environment):
        load_registers(DAYS[-1])
        land_catalogue(DAYS[-1])
        for day in DAYS:
            land_profiles(day)
        reextract_days(DAYS)
        admit_days(DAYS)
        classify_days(DAYS)
        build_warehouse(None)
        assert_equal(marts(), found)
