"""Work on many items in several processes, in their order, holding only a few of them at a time."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

BATCH = 16  # items handed over at once
FEW = 4 * BATCH  # fewer are done sooner here than processes start
AHEAD = 2  # batches a process that may be under way or wait to be fetched
T = TypeVar("T")
R = TypeVar("R")


def in_order(work: Callable[[T], R], items: Iterable[T], processes: int = 0) -> Generator[R, None, None]:
    """Yield what becomes of each item, in the order of the items, which are taken only as results are taken.

    Args:
        work: What is done with one item; a function of a module, for other processes must find it.
        items: Items that can be sent to another process.
        processes: How many; as many as there are cores when nothing is said.
    """
    processes = processes or len(os.sched_getaffinity(0))
    rest = iter(items)
    first = list(islice(rest, FEW))
    if len(first) < FEW or processes == 1:
        yield from map(work, chain(first, rest))
        return
    coming = chain(first, rest)
    pending: deque[Future[list[R]]] = deque()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        while batch := list(islice(coming, BATCH)):
            pending.append(pool.submit(_each, work, batch))
            if len(pending) >= AHEAD * processes:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _each(work: Callable[[T], R], batch: list[T]) -> list[R]:
    """Do the work on one batch; runs in another process."""
    return [work(item) for item in batch]
