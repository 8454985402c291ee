"""Locks between the processes of one host: released at the end, or by the system when their process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from include.errors import PressError

FOREVER = -1.0
POLL_SECONDS = 0.05  # filelock polls; shorter waits cost processor time, longer ones delay each writer


@contextmanager
def locked(path: Path, busy: PressError | None = None, wait_seconds: float = FOREVER) -> Iterator[None]:
    """Hold the lock of a file; its folder is made when there is none.

    Args:
        path: The file; it stays when the lock is released, since removing it would let two processes hold the lock.
        busy: The error to raise when another process holds it for longer than ``wait_seconds``.
        wait_seconds: How long to wait; for ever by default.

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
    """Hold a lock that several may share during the block, waiting until it is free.

    The system releases it when the process ends.

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
