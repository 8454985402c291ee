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
from include.ingestion.reextract import reextract_days
from include.local_stack.children import Child, members
from include.outlets.landing import land_profiles
from include.registers.load import load_registers
from include.settings import ROOT
from include.validation.gate import admit_days
from include.warehouse.build import build_warehouse
from tests.include.warehouse.test_build import assert_equal, marts
from tests.system import production
from tests.system.production import COMPOSE
from tests.system.test_production_chain import HOST, Production, installation, running_stack

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server")]
FIRST = date(2026, 10, 15)
VICTIMS = ("nobody", "worker", "scheduler", "redis", "postgres", "dag-processor", "triggerer", "api-server")
DAYS = [FIRST + timedelta(days=number) for number in range(len(VICTIMS))]
CHAIN = ("ingest_outlets", "admit_articles", "build_warehouse")
ENDED = {"success", "failed"}
LATEST_BLOW, AWAY_SECONDS, SECONDS = 45.0, 3.0, 900.0


@dataclass
class Chaos:
    """A running stack whose parts are killed, and started again as compose does."""

    stack: Production
    postgres: Any
    random: random.Random
    seconds: dict[str, float] = field(default_factory=dict)

    def child(self, name: str) -> Child:
        """Return a service by its name."""
        return next(child for child in self.stack.children.running if child.name == name)

    def restart(self, child: Child) -> None:
        """Start a service again with its own command, as ``restart: unless-stopped`` does."""
        self.stack.children.running.remove(child)
        environment = self.stack.environment
        if child.name == "redis":
            port = environment["AIRFLOW__CELERY__BROKER_URL"].rpartition(":")[2].partition("/")[0]
            command = [*COMPOSE["services"]["redis"]["command"], "--bind", HOST, "--port", port]
            self.stack.children.start("redis", command, environment, self.stack.home)
        else:
            command = [str(ROOT / ".ci" / "start"), *production.commands()[child.name]]
            self.stack.children.start(child.name, command, environment, ROOT)

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

    def close_day(self, day: date, victim: str) -> dict[str, set[str]]:
        """Close a day while a part is killed at a drawn moment; return the states in which the runs ended."""
        since, began = datetime.now(UTC).isoformat(), time.monotonic()
        self.stack.run("ingest_outlets", {"from_day": day.isoformat(), "to_day": day.isoformat()})
        blow = began + self.random.uniform(1.0, LATEST_BLOW)
        is_due = victim != "nobody"
        while time.monotonic() < began + SECONDS:
            if is_due and time.monotonic() >= blow:
                self.kill(victim)
                is_due = False
            self.tend()
            states = self.states(since)
            if not is_due and set(CHAIN) <= states.keys() and set().union(*states.values()) <= ENDED:
                break
            time.sleep(1.0)
        self.seconds[victim] = time.monotonic() - began
        return states


@pytest.fixture(scope="module")
def chaos(postgres_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chaos]:
    """Start the stack, load the registers, and draw moments from the seed."""
    seed = int(os.environ.get("CHAOS_SEED", "1"))
    with running_stack(postgres_server, tmp_path_factory.mktemp("chaos")) as stack:
        stack.ended("load_registers", stack.run("load_registers", {}))
        stack.ended("build_warehouse")
        yield Chaos(stack, postgres_server, random.Random(seed))  # noqa: S311 (moments, not secrets)


@pytest.mark.parametrize(("day", "victim"), list(zip(DAYS, VICTIMS, strict=True)), ids=VICTIMS)
def test_a_day_is_closed_though_a_part_is_killed(chaos: Chaos, day: date, victim: str) -> None:
    states = chaos.close_day(day, victim)
    quiet = chaos.seconds["nobody"]
    print(f"\n{victim}: closed after {chaos.seconds[victim]:.0f} s, {chaos.seconds[victim] - quiet:+.0f} s")
    assert {dag_id: states.get(dag_id) for dag_id in CHAIN} == {dag_id: {"success"} for dag_id in CHAIN}


def test_after_all_of_it_the_marts_are_those_that_the_archive_gives(chaos: Chaos, tmp_path: Path) -> None:
    home = chaos.stack.home / "press"
    with installation(home, chaos.stack.environment):
        found = marts()
    shutil.copytree(home / "archive", tmp_path / "archive")
    with installation(tmp_path, chaos.stack.environment):
        load_registers(DAYS[-1])
        land_profiles(DAYS[-1])
        reextract_days(DAYS)
        admit_days(DAYS)
        classify_days(DAYS)
        build_warehouse(None)
        assert_equal(marts(), found)
