"""Manifests: JSON lines that name pages in files, which commands read and answer line by line, on all cores."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from include.cli.output import read_lines
from include.errors import ReadingError

BATCH = 16  # items sent to a process at once
FEW = 4 * BATCH  # below this, starting processes takes longer than the work
AHEAD = 2  # batches per process that are queued or finished: memory stays bounded however long the manifest
T = TypeVar("T")
R = TypeVar("R")
ReadPage = Callable[[Path, str], dict[str, Any]]
"""Reads a page of a file that came from an address; a function of a module, so that other processes can import it."""


def rows_of_manifest(manifest: Path, read: ReadPage) -> Iterator[dict[str, Any]]:
    """Yield a row for each line of a manifest, in its order; a page that cannot be read says why."""
    yield from in_order(partial(_row_of_line, read, manifest.parent), read_lines(manifest))


def row_of_page(read: ReadPage, path: Path, name: str, url: str) -> dict[str, Any]:
    """Return what is read of one page, or its error, with the file's name as it was given."""
    try:
        return {"file": name, "url": url, **read(path, url)}
    except OSError as error:
        return {"file": name, "url": url, "error": error.strerror or type(error).__name__}
    except ReadingError as error:
        return {"file": name, "url": url, "error": str(error)}


def _row_of_line(read: ReadPage, folder: Path, line: tuple[int, dict[str, Any] | None, str]) -> dict[str, Any]:
    """Return the row of one line of a manifest that lies in a folder."""
    number, item, error = line
    if item is None:
        return {"line": number, "error": error}
    if not isinstance(item.get("file"), str):
        return {"line": number, "error": "file is missing"}
    path = Path(item["file"])
    return row_of_page(read, path if path.exists() else folder / path, item["file"], str(item.get("url") or ""))


def in_order(work: Callable[[T], R], items: Iterable[T], processes: int = 0) -> Generator[R, None, None]:
    """Yield the result of each item, in the order of the items, which are read only as results are taken.

    Args:
        work: What is done with one item; a function of a module, so that other processes can import it.
        items: Items that can be sent to another process.
        processes: Number of processes; 0 for one per core.
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
    """Return the results of one batch; runs in another process."""
    return [work(item) for item in batch]
