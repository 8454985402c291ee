"""A served city, and a plain way to ask it over real sockets."""

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import format_datetime

import pytest

from include.periods.days import last_second
from include.sample_city.server import CityServer, serve


@dataclass(frozen=True)
class Got:
    """What came back, headers by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


Ask = Callable[..., Got]


@pytest.fixture
def city() -> Iterator[CityServer]:
    """Serve the city by a new server, so that attempts are counted from one."""
    server = serve("127.0.0.1", 0)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(city: CityServer) -> Ask:
    """Return what asks the city: host, path, day (nothing for the live site), further headers."""

    def get(host: str, path: str = "/", day: date | None = None, **headers: str) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", city.server_port, timeout=60)
        sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
        if day:
            sent["Accept-Datetime"] = format_datetime(last_second(day), usegmt=True)
        try:
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read(2_000_000))
        finally:
            connection.close()

    return get
