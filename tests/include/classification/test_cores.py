"""Work spread over processes."""

import os
from collections.abc import Iterator

from include.classification.cores import PARTS_WORTH_A_PROCESS, over_cores


def worker(part: int) -> tuple[int, int]:
    return part * part, os.getpid()


def test_a_few_parts_are_worked_on_in_this_process() -> None:
    assert list(over_cores(worker, range(PARTS_WORTH_A_PROCESS - 1), 2)) == [(0, os.getpid()), (1, os.getpid())]
    assert list(over_cores(worker, [], 2)) == []


def test_many_parts_are_worked_on_by_other_processes_and_come_back_in_their_order() -> None:
    found = list(over_cores(worker, range(9), 2))
    assert [square for square, _ in found] == [part * part for part in range(9)]
    assert os.getpid() not in {process for _, process in found}


def test_parts_are_taken_no_faster_than_they_are_worked_on() -> None:
    taken = 0

    def parts() -> Iterator[int]:
        nonlocal taken
        for part in range(50):
            taken += 1
            yield part

    for done, _ in enumerate(over_cores(worker, parts(), 2), start=1):
        assert taken <= done + 4
