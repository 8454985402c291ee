"""Keeps the pace at each host: one request at a time and a pause between them, across all worker processes."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from include.settings import settings


class Pace:
    """The turn-taking at hosts; the lock of a host is held while it is asked.

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
        """Keep clock and folder."""
        self._folder = folder or settings().home / "politeness"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._pause = pause

    @contextmanager
    def turn(self, host: str, interval_seconds: float) -> Iterator[None]:
        """Wait for this process's turn at a host and hold it; the next may start an interval after this one did."""
        name = "".join(letter if letter.isalnum() or letter in ".-" else "_" for letter in host)[:200]
        with (self._folder / name).open("a+") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            now = self._clock()
            if interval_seconds > 0:
                wait = min(self._last(handle) + interval_seconds - now, interval_seconds)
                if wait > 0:
                    self._pause(wait)
                handle.seek(0)
                handle.truncate()
                handle.write(repr(self._clock()))
                handle.flush()
            yield

    @staticmethod
    def _last(handle: object) -> float:
        """Return when the host was last asked, 0 when never or unreadable."""
        handle.seek(0)  # type: ignore[attr-defined]
        try:
            return float(handle.read() or 0)  # type: ignore[attr-defined]
        except ValueError:
            return 0.0
