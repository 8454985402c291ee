"""Spreads work over the machine's cores: parts of a day go to processes, a bounded number at once."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")

PARTS_WORTH_A_PROCESS = 3
"""Starting a process and reading the model there takes as long as classifying two or three thousand articles."""


def usable_cores() -> int:
    """Return on how many cores this process may run."""
    return len(os.sched_getaffinity(0))


def over_cores(work: Callable[[Part], Found], parts: Iterable[Part], cores: int | None = None) -> Iterator[Found]:
    """Yield what some work makes of each part, in their order.

    A few parts are worked on right here; so are all of them within a daemon, which may not start processes.

    Args:
        work: A function of a module, since processes find it by its name.
        parts: Taken one after the other, no more than are being worked on.
        cores: How many to use; all that are usable where it is not given.
    """
    waiting = iter(parts)
    first = list(islice(waiting, PARTS_WORTH_A_PROCESS))
    count = usable_cores() if cores is None else cores
    if len(first) < PARTS_WORTH_A_PROCESS or count < 2 or multiprocessing.current_process().daemon:
        yield from map(work, first)
        yield from map(work, waiting)
        return
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        running: deque[Future[Found]] = deque(pool.submit(work, part) for part in first)
        while running:
            running.extend(pool.submit(work, part) for part in islice(waiting, max(0, count + 1 - len(running))))
            yield running.popleft().result()
