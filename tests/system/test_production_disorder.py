"""The production stack with a disk that fills and with workers whose clocks are wrong: one mail, and nothing is lost.

Not part of ``make test``: ``make chaos`` runs it after the killed parts. ``CHAOS_SEED`` draws other moments.
"""

import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.small_disk import SmallDisk, is_possible, small_disk
from tests.system import production
from tests.system.chaos import ADMIT, BUILD, CHAIN, INGEST, Chaos, require_marts_of_archive, require_nothing_lost
from tests.system.test_production_chain import running_stack

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
FIRST = date(2026, 11, 10)
DISKS, CLOCKS = (INGEST, ADMIT), (("worker-fetch", "+1h"), ("worker", "-1h"))
DAYS = [FIRST + timedelta(days=number) for number in range(len(DISKS) + len(CLOCKS))]
LATEST_SECONDS = 3.0
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server"),
    pytest.mark.skipif(not is_possible(), reason="needs the right to mount"),
]


@pytest.fixture(scope="module")
def stack(postgres_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chaos, SmallDisk]]:
    """Start the stack with its landing on a disk of its own, and load the registers."""
    home = tmp_path_factory.mktemp("disorder")
    with small_disk(home / "press" / "landing") as disk, running_stack(postgres_server, home) as running:
        conf = {"from_day": DAYS[-1].isoformat(), "to_day": DAYS[-1].isoformat()}
        running.ended("load_registers", running.run("load_registers", conf))
        running.ended(BUILD)
        chance = random.Random(int(os.environ.get("CHAOS_SEED", "1")))  # noqa: S311 (moments, not secrets)
        yield Chaos(running, postgres_server, chance), disk


def subjects(chaos: Chaos, word: str) -> list[str]:
    """Return the subjects of the operators' mails that hold a word."""
    return [subject for mail in chaos.stack.mails() if word in (subject := str(mail["Subject"]))]


def fail(chaos: Chaos, disk: SmallDisk, stage: str, conf: dict[str, str]) -> None:
    """Close a day on a disk that fills at a drawn moment of a stage, until a run of the stage fails for it."""
    delay = chaos.random.uniform(0.0, LATEST_SECONDS)
    while True:
        since = chaos.begin(INGEST, conf)

        def runs(since: str = since) -> bool:
            tasks = chaos.tasks(since, (stage,)).values()
            return any(task["state"] in ("running", "success") for task in tasks)

        chaos.until(f"a task of {stage}", runs)
        time.sleep(delay)
        disk.fill()
        chaos.until("the end of the runs", lambda since=since: chaos.stack.states(since))  # type: ignore[misc]
        tasks = chaos.tasks(since, (stage,)).values()
        if any(task["state"] == "failed" and task["task_id"] != "reconcile" for task in tasks):
            print(f"\ndisk full {delay:.1f} s into {stage}, load {os.getloadavg()[0]:.1f}", flush=True)
            return
        disk.free()  # all had been written when it filled
        delay /= 2


@pytest.mark.parametrize(("day", "stage"), list(zip(DAYS, DISKS, strict=False)), ids=DISKS)
def test_a_day_is_closed_once_a_full_disk_has_room_and_people_had_one_mail(
    stack: tuple[Chaos, SmallDisk], day: date, stage: str
) -> None:
    chaos, disk = stack
    before, fixed = len(subjects(chaos, "Không thành công")), len(subjects(chaos, "Đã khắc phục"))
    conf = {"from_day": day.isoformat(), "to_day": day.isoformat()}
    fail(chaos, disk, stage, conf)
    chaos.until("the mail", lambda: len(subjects(chaos, "Không thành công")) > before)
    disk.free()
    began = time.monotonic()
    states, _ = chaos.close_day(day)
    assert {dag_id: states.get(dag_id) for dag_id in CHAIN[1:]} == {dag_id: {"success"} for dag_id in CHAIN[1:]}
    print(f"\nclosed {time.monotonic() - began:.0f} s after there was room", flush=True)
    chaos.until("the mail that it is fixed", lambda: len(subjects(chaos, "Đã khắc phục")) > fixed)
    assert len(subjects(chaos, "Không thành công")) == before + 1


@contextmanager
def moved_clock(chaos: Chaos, service: str, offset: str) -> Iterator[None]:
    """Run one service with its clock moved while the block runs."""
    fake = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    for own in (fake, {}):
        child = next(child for child in chaos.stack.children.running if child.name == service)
        child.process.terminate()
        child.process.wait(60)
        production.restart_service(child, chaos.stack.environment | own, chaos.stack.children)
        if own:
            yield


@pytest.mark.skipif(FAKETIME is None, reason="needs libfaketime")
@pytest.mark.parametrize(("day", "clock"), list(zip(DAYS[len(DISKS) :], CLOCKS, strict=True)), ids=map("".join, CLOCKS))
def test_a_day_is_closed_though_the_clock_of_a_worker_is_an_hour_off(
    stack: tuple[Chaos, SmallDisk], day: date, clock: tuple[str, str]
) -> None:
    chaos, _ = stack
    before = len(subjects(chaos, "Không thành công"))
    with moved_clock(chaos, *clock):
        states, _ = chaos.close_day(day)
    assert {dag_id: states.get(dag_id) for dag_id in CHAIN[1:]} == {dag_id: {"success"} for dag_id in CHAIN[1:]}
    assert len(subjects(chaos, "Không thành công")) == before


def test_nothing_is_lost_and_nothing_landed_twice(stack: tuple[Chaos, SmallDisk], tmp_path: Path) -> None:
    require_nothing_lost(stack[0], tmp_path)


def test_the_marts_are_those_that_the_archive_gives(stack: tuple[Chaos, SmallDisk], tmp_path: Path) -> None:
    require_marts_of_archive(stack[0], tmp_path, DAYS[-1])
