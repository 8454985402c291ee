"""Locks between the processes of one host: held until let go, or until the holder dies, by whatever signal."""

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
