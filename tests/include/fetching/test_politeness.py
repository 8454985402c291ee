"""A host is asked by one process at a time, with a pause between, across all processes."""

import itertools
import multiprocessing
import time
from pathlib import Path
from typing import Any

import pytest

from include.fetching.politeness import RateLimiter


class Clock:
    """A clock that only moves when someone waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def test_the_second_request_waits_for_the_interval(tmp_path: Path) -> None:
    clock = Clock()
    for _ in range(3):  # another process knows no more than the folder does
        with RateLimiter(tmp_path, clock, clock.wait).slot("a.vn", 2.0):
            clock.now += 0.5
    assert clock.waits == [1.5, 1.5]


def test_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    clock = Clock()
    limiter = RateLimiter(tmp_path, clock, clock.wait)
    for host in ("a.vn", "b.vn", "../c.vn"):
        with limiter.slot(host, 2.0):
            pass
    assert clock.waits == []
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_without_an_interval_nobody_waits(tmp_path: Path) -> None:
    clock = Clock()
    limiter = RateLimiter(tmp_path, clock, clock.wait)
    for _ in range(3):
        with limiter.slot("a.vn", 0):
            pass
    assert clock.waits == []


@pytest.mark.parametrize("left", ["5000.0", "words", "-1"])
def test_a_clock_that_was_moved_or_a_spoilt_file_costs_one_interval_at_most(tmp_path: Path, left: str) -> None:
    clock = Clock()
    (tmp_path / "a.vn").write_text(left)
    with RateLimiter(tmp_path, clock, clock.wait).slot("a.vn", 2.0):
        pass
    assert sum(clock.waits) <= 2.0


def _ask(folder: Path, times: Any) -> None:
    limiter = RateLimiter(folder)
    for _ in range(4):
        with limiter.slot("a.vn", 0.05):
            start = time.monotonic()
            times.append((start, time.monotonic()))


@pytest.mark.slow
def test_two_processes_together_keep_the_pace(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Manager() as manager:
        times = manager.list()
        workers = [multiprocessing.get_context("spawn").Process(target=_ask, args=(tmp_path, times)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        starts = sorted(start for start, _ in times)
    assert len(starts) == 8
    assert min(later - earlier for earlier, later in itertools.pairwise(starts)) >= 0.045
