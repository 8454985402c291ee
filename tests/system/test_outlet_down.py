"""An outlet that stops in the middle of a run costs nobody else a day, and catches up when it is back."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from include.ingestion.harvest import close_days
from include.landing import store
from include.landing.reconciliation import reconcile
from include.outlets import registry
from include.sample_city.layout import lay_out
from include.sample_city.server import serve
from include.settings import settings

pytestmark = pytest.mark.slow
DAYS = [date(2026, 10, 15), date(2026, 10, 16)]
VICTIM, OTHERS = "cong_tin_song_hong", ["cong_tin_o_quan", "tap_chi_song_nhue"]
REQUESTS_BEFORE_THE_STOP = 3


class Line:
    """A line to the city that is cut after a number of requests."""

    def __init__(self, place: str, requests: int) -> None:
        host, port = place.split(":")
        self.target, self.left = (host, int(port)), requests
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self.listener.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while self.left > 0:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            Thread(target=self._carry, args=(client,), daemon=True).start()
        self.listener.close()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.create_connection(self.target) as city:
            Thread(target=self._answer, args=(city, client), daemon=True).start()
            while request := client.recv(65536):
                self.left -= 1
                if self.left < 0:
                    self.listener.close()
                    return
                city.sendall(request)

    def _answer(self, city: socket.socket, client: socket.socket) -> None:
        try:
            while answer := city.recv(65536):
                client.sendall(answer)
        except OSError:
            return


@contextmanager
def city_at(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the city and point an installation at it."""
    server = serve("127.0.0.1", 0)
    lay_out(home / "city", server.place)
    monkeypatch.setenv("PRESS_HOME", str(home))
    for name, path in {"PROFILES": "profiles", "REGISTERS": "registers", "HOSTS_FILE": "hosts.yml"}.items():
        monkeypatch.setenv(f"PRESS_{name}", str(home / "city" / path))
    monkeypatch.setenv("PRESS_REQUEST_INTERVAL_SECONDS", "0")
    forget()
    yield server.place
    server.shutdown()
    server.server_close()
    monkeypatch.undo()
    forget()


def forget() -> None:
    settings.cache_clear()
    registry.profiles.cache_clear()


def reroute(home: Path, place: str) -> None:
    """Lead the victim's hosts to another place."""
    path = home / "city" / "hosts.yml"
    hosts = yaml.safe_load(path.read_text(encoding="utf-8"))
    own = {host for host in hosts if registry.profile(VICTIM).owns(f"http://{host}/")}
    path.write_text(yaml.safe_dump({**hosts, **dict.fromkeys(own, place)}), encoding="utf-8")
    forget()


def landed(*outlet_ids: str) -> list[dict[str, Any]]:
    columns = ["outlet_id", "day", "scope", "address", "outcome", "cause"]
    found = store.read("harvests", DAYS, outlet_ids, columns).to_pylist()
    return sorted(found, key=lambda row: [str(value) for value in row.values()])


def test_an_outlet_that_stops_mid_run_costs_nobody_else_and_catches_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with city_at(tmp_path / "whole", monkeypatch):
        close_days([VICTIM, *OTHERS], DAYS)
        whole, whole_others = landed(VICTIM), landed(*OTHERS)
    with city_at(tmp_path / "cut", monkeypatch) as place:
        reroute(tmp_path / "cut", Line(place, REQUESTS_BEFORE_THE_STOP).place)
        close_days([VICTIM, *OTHERS], DAYS)
        found = reconcile([VICTIM, *OTHERS], DAYS)
        assert landed(*OTHERS) == whole_others
        assert {short.outlet_id for short in found.shortfalls} == {VICTIM}
        assert any(row["outcome"] == "failed" and row["cause"] for row in landed(VICTIM))
        reroute(tmp_path / "cut", place)
        close_days([VICTIM, *OTHERS], DAYS)
        assert landed(VICTIM) == whole
        assert reconcile([VICTIM, *OTHERS], DAYS).is_covered
