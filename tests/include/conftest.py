"""A hostile server and a fetcher that reaches it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from include.fetching.fetch import Fetcher, FetchPolicy, Limits
from include.fetching.guard import Guard
from include.fetching.politeness import RateLimiter
from include.settings import settings
from tests.support import hostile_server, small_press, tls_server
from tests.support import killed as killed_process
from tests.support.hostile_server import HostileServer

NOW = datetime(2026, 10, 16, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def hostile() -> ModuleType:
    """Return what builds hostile answers."""
    return hostile_server


@pytest.fixture
def server(hostile: ModuleType) -> Iterator[object]:
    """Give the test a hostile server of its own."""
    running = HostileServer()
    yield running
    running.close()


@pytest.fixture
def pauses() -> list[float]:
    """Return the waits that the fetcher asked for; none of them is really waited."""
    return []


@pytest.fixture
def open_fetcher(server: HostileServer, tmp_path: Path, pauses: list[float]) -> Iterator[Callable[..., Fetcher]]:
    """Return what makes fetchers that find a.example.vn at the hostile server."""
    made: list[Fetcher] = []

    def make(limits: Limits | None = None, guard: Guard | None = None) -> Fetcher:
        fetcher = Fetcher(
            guard or Guard({"a.example.vn": f"127.0.0.1:{server.port}"}),
            FetchPolicy("Tester/1.0 (+mailto:test@example.org)", 0.0, lambda url: "//a.example.vn" in url),
            limits or Limits(answer_bytes=1_000_000, answer_seconds=60.0),
            rate_limiter=RateLimiter(tmp_path / "politeness"),
            now=lambda: NOW,
            pause=pauses.append,
        )
        made.append(fetcher)
        return fetcher

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture(scope="session")
def tls() -> ModuleType:
    """Return what makes certificates and serves by them."""
    return tls_server


@pytest.fixture(scope="session")
def press() -> ModuleType:
    """Return what lays out and serves a tiny press."""
    return small_press


@pytest.fixture(scope="session")
def killed() -> ModuleType:
    """Return what runs collecting in a process that is killed at a line."""
    return killed_process


@pytest.fixture
def city(home: Path, monkeypatch: pytest.MonkeyPatch, server: Any, hostile: Any, press: Any) -> Any:
    """Give the test one outlet of two days, of which the second lists an article of the first again."""
    monkeypatch.setenv("PRESS_HOSTS_FILE", str(home / "hosts.yml"))
    settings.cache_clear()
    press.lay_out(home, server.port)
    press.serve(server, hostile, {date(2026, 10, 15): [1, 2], date(2026, 10, 16): [2, 3]})
    return server
