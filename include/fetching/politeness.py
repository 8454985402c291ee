"""The rate limit of each host: one request at a time and a pause between them, across all worker processes."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from include.settings import settings


class RateLimiter:
    """Limits the rate of requests to hosts; the lock of a host is held during the request.

    A limiter serves one thread; each fetcher has its own, and the locks hold between them.

    Args:
        folder: Where locks and times lie; default below the installation's home.
        clock: Seconds since the epoch, the same for all processes.
        pause: What waits.
    """

    def __init__(
        self,
        folder: Path | None = None,
        clock: Callable[[], float] = time.time,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Create the folder of locks."""
        self._folder = folder or settings().home / "politeness"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._pause = pause
        self._files: dict[str, TextIO] = {}

    @contextmanager
    def slot(self, host: str, interval_seconds: float) -> Iterator[None]:
        """Wait until this process may ask a host; the next may start an interval after this one did."""
        # Not include.locks: the file that is locked holds the time of the last request, and whoever waits sleeps in the
        # kernel until the lock is released; polling every few milliseconds would delay each request by as much.
        handle = self._file(host)
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            if interval_seconds > 0:
                self._wait(handle, interval_seconds)
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the files of the hosts; the next slot opens its own again."""
        for handle in self._files.values():
            handle.close()
        self._files.clear()

    def _file(self, host: str) -> TextIO:
        """Return the lock file of a host, kept open for the next slot."""
        if host not in self._files:
            name = "".join(letter if letter.isalnum() or letter in ".-" else "_" for letter in host)[:200]
            self._files[host] = (self._folder / name).open("a+")
        return self._files[host]

    def _wait(self, handle: TextIO, interval_seconds: float) -> None:
        """Wait until the interval since the last request is over, and write down when this one begins."""
        # at most one interval: a time from a clock that was ahead would keep the host waiting for as long
        wait = min(self._last(handle) + interval_seconds - self._clock(), interval_seconds)
        if wait > 0:
            self._pause(wait)
        handle.seek(0)
        handle.truncate()
        handle.write(repr(self._clock()))
        handle.flush()

    @staticmethod
    def _last(handle: TextIO) -> float:
        """Return the time of the last request to the host, 0 when there was none or it is unreadable."""
        handle.seek(0)
        try:
            return float(handle.read() or 0)
        except ValueError:
            return 0.0
