"""Locks between the processes of one host: held until let go, or until the holder dies, by whatever signal."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from include.errors import PressError

FOREVER = -1.0
POLL_SECONDS = 0.05


@contextmanager
def locked(path: Path, busy: PressError | None = None, wait_seconds: float = FOREVER) -> Iterator[None]:
    """Hold the lock of a file; its folder is made when there is none.

    Args:
        path: The file; it stays when the lock is let go, for a file that is removed would give two holders.
        busy: What is raised when another holds it longer than the caller waits.
        wait_seconds: How long that is.

    Raises:
        PressError: The one given as busy.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Where a file system knows no flock, a lock that only exists as a file would outlive its killed holder: refuse.
    lock = FileLock(path, poll_interval=POLL_SECONDS, fallback_to_soft=False)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        if busy is None:
            raise
        raise busy from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def file_lock(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock that several may share for the block, waiting until it is free; the process's end lets go of it.

    Args:
        path: The lock's file, which is made and stays empty.
        shared: Whether others may share it; otherwise it is held alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
