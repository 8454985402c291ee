"""A real Airflow interface that serves the desk over a small warehouse, and people who sign in to it."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from include.settings import ROOT, settings
from tests.include.warehouse.conftest import BuiltCity, built_city, copy_home  # noqa: F401
from tests.support.airflow_metadata import lend_metadata
from tests.support.chromium import browser  # noqa: F401 - a fixture
from tests.support.ports import free_port

USERS = "ra_soat:user,hai:user,phu_trach:user,xem:viewer,khac:user,quan_tri:admin"
REVIEWERS, CHIEFS = "ra_soat,hai", "phu_trach"
START_SECONDS = 600.0
HANDED_OVER_SECONDS = 300.0  # over as soon as it has come; a busy machine is slow, not wrong


@dataclass(frozen=True)
class Server:
    """The interface, and the folder of the installation behind it."""

    home: Path
    address: str
    passwords: dict[str, str]

    def session(self, user: str) -> "Visitor":
        """Return a visitor who has signed in, as a browser does, by a cookie."""
        visitor = self.stranger()
        answer = visitor.post(
            f"{self.address}/auth/token", json={"username": user, "password": self.passwords[user]}, timeout=120
        )
        visitor.cookies.set("_token", answer.json()["access_token"])
        return visitor

    def stranger(self) -> "Visitor":
        """Return a visitor who has not signed in."""
        visitor = Visitor()
        visitor.trust_env = False
        visitor.address = self.address
        return visitor


class Visitor(requests.Session):
    """Somebody at the desk."""

    address: str

    def read(self, path: str) -> requests.Response:
        """Open a page of the desk without following it elsewhere."""
        return self.get(f"{self.address}/review-desk{path}", allow_redirects=False, timeout=120)

    def send_form(self, path: str, origin: str | None = "own", **form: object) -> requests.Response:
        """Send a form of the desk, as its own page or another site's does."""
        headers = {} if origin is None else {"Origin": self.address if origin == "own" else origin}
        return self.post(
            f"{self.address}/review-desk{path}", data=form, headers=headers, allow_redirects=False, timeout=120
        )

    def matter(self, title: str) -> str:
        """Return the path of the first matter of a rule by its Vietnamese title."""
        page = self.read("/?state=all").text
        found = re.search(rf'href="/review-desk(/matters/\w+)">{re.escape(title)}<', page)
        assert found, page
        return found.group(1)

    def findings(self, matter: str) -> list[str]:
        """Return the ids of the findings of a matter."""
        return re.findall(r'href="/review-desk/findings/(\w+)"', self.read(matter).text)

    def take(self, matter: str) -> None:
        """Take a matter, out of its order if need be."""
        self.send_form(f"{matter}/claims", reason="Được phân công.")

    def seen(self, matter: str) -> str:
        """Return the number of the last entry that the form of a matter carries."""
        return self.carried(matter)["seen"]

    def carried(self, matter: str) -> dict[str, str]:
        """Return what the form of a matter carries unseen: the last entry and the fingerprint of its evidence."""
        page = self.read(matter).text
        found = dict(re.findall(r'name="(seen|version)" value="(\w+)"', page))
        assert found.keys() == {"seen", "version"}, page
        return found

    def handed_over(self) -> list[dict[str, Any]]:
        """Return what was handed over to the build; it is, once the page has been answered."""
        token = {"Authorization": f"Bearer {self.cookies['_token']}"}
        until = time.monotonic() + HANDED_OVER_SECONDS
        while True:
            answer = self.get(f"{self.address}/api/v2/assets/events", headers=token, timeout=120)
            events = [event for event in answer.json()["asset_events"] if event["name"] == "decisions_recorded"]
            if events or time.monotonic() > until:
                return events
            time.sleep(0.1)


@pytest.fixture(scope="session")
def server(built_city: BuiltCity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # noqa: F811
    """Copy the small city, then start Airflow's interface over it."""
    home = tmp_path_factory.mktemp("desk")
    copy_home(built_city.home, home)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with interface(home, address, environment_of(home, address, port)) as running:
        yield running


@contextmanager
def interface(
    home: Path,
    address: str,
    environment: dict[str, str],
    prepared: Sequence[Sequence[str]] = (),
    passwords: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run Airflow's interface over an installation while tests use it.

    Args:
        home: Of the installation.
        address: Of the interface.
        environment: Of its process.
        prepared: Modules, each with its arguments, to run before it starts.
        passwords: Of users whom one of them makes; left out where the simple auth manager makes them.
    """
    lend_metadata(home / "airflow.db", environment)
    for command in prepared:
        subprocess.run([sys.executable, "-m", *command], env=environment, check=True, capture_output=True)
    with (home / "api-server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "airflow", "api-server"], env=environment, stdout=log, stderr=log, cwd=ROOT
        )
        try:
            _wait(f"{address}/api/v2/version", process, home / "api-server.log")
            if passwords is None:
                passwords = json.loads((home / "simple_auth_manager_passwords.json.generated").read_text())
            yield Server(home, address, dict(passwords))
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def environment_of(home: Path, address: str, port: int) -> dict[str, str]:
    """Return the environment of the interface, with none of the caller's own settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PRESS_", "AIRFLOW_"))}
    return inherited | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "PRESS_HOME": str(home),
        "PRESS_PROFILES": str(home / "profiles"),
        "PRESS_REVIEWERS": REVIEWERS,
        "PRESS_APPROVERS": CHIEFS,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": USERS,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": "a secret of the tests alone, long enough for the signature of its tokens",
    }


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the interface answers."""
    until = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, log.read_text(encoding="utf-8")[-3000:]
        assert time.monotonic() < until, "the interface did not come up"
        try:
            requests.get(address, timeout=5)
        except requests.RequestException:
            time.sleep(0.2)
        else:
            return


@pytest.fixture
def at_home(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Let this process read the ledger and the published copy behind the interface."""
    monkeypatch.setenv("PRESS_HOME", str(server.home))
    monkeypatch.setenv("PRESS_PROFILES", str(server.home / "profiles"))
    settings.cache_clear()
    yield server
    monkeypatch.undo()
    settings.cache_clear()
