"""Keeps the published copy open between questions, for a process that answers many small ones, as the desk does.

Opening a copy takes fifty times as long as a small question. A copy is closed once another is current, or once an
erasure has put a new file in its place: whoever asks after that waits until the last question on the old one is over,
since DuckDB would else give the old file again under the same path.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

import duckdb

Key = tuple[object, ...]
SEARCHED = "set search_path = 'warehouse.main,candidates.main'"  # a cursor does not inherit it


class KeptCopy:
    """One open copy and how many are asking it."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._changed = Condition()
        self._asking = 0
        self._key: Key | None = None
        self._open: duckdb.DuckDBPyConnection | None = None
        self._inherited: list[duckdb.DuckDBPyConnection] = []

    @contextmanager
    def reading(
        self, paths: Sequence[Path], connect: Callable[[], duckdb.DuckDBPyConnection]
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a connection of its own to a copy that stays open.

        Args:
            paths: The files that are current.
            connect: Opens them.
        """
        with self._changed:
            key = _key(paths)
            while self._key != key and self._asking:
                self._changed.wait()
                key = _key(paths)
            if self._open is None or self._key != key:
                self._close()
                self._open, self._key = connect(), key
            cursor = self._open.cursor()
            self._asking += 1
        try:
            cursor.execute(SEARCHED)
            yield cursor
        finally:
            cursor.close()
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def _close(self) -> None:
        """Close what is open; in a process forked since, only forget it: its threads are the parent's."""
        if self._open is not None and self._key is not None:
            if self._key[-1] == os.getpid():
                self._open.close()
            else:
                self._inherited.append(self._open)
        self._open = self._key = None


def _key(paths: Sequence[Path]) -> Key:
    """Return what differs between two sets of files under the same paths, and between two processes."""
    found = [(path, path.stat()) for path in paths if path.is_file()]
    return (*((str(path), stat.st_ino, stat.st_mtime_ns) for path, stat in found), os.getpid())
