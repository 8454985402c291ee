"""The desk's own application at an address of this machine, on a fixed day, with people who sign in by name.

Airflow's interface takes half a minute to start and lives by the clock; here a desk starts in a second, on the day that
a test gives it, and can be ended in the middle of a decision. What Airflow alone knows, ``test_browser.py`` shows.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from airflow.api_fastapi.core_api.security import get_user
from fastapi import FastAPI, HTTPException, Request
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from benchmarks.desk_installation import archive, installation
from include.warehouse import published
from review_desk import acted, heard, reviewers, sampled, sealed, shown
from review_desk import desk as module
from tests.support import desk_states
from tests.support.chromium import browser  # noqa: F401 - a fixture
from tests.support.desk_states import NOW, STATES, Shown
from tests.support.reviewed import CHIEFS, REVIEWERS

ROOT_PATH = "/review-desk"  # where Airflow mounts it
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
SIGN_IN = "/auth/login"
PATIENCE = 300_000  # milliseconds: a busy machine is slow, not wrong


def signed_in(request: Request) -> Any:
    """Return who a request is by, as Airflow's dependency does; a stranger is refused as there."""
    name = request.cookies.get("_token")
    if not name:
        raise HTTPException(401, "Not authenticated")
    return SimpleNamespace(get_name=lambda: name)


@dataclass
class Desk:
    """The desk at its address."""

    pages: dict[str, Shown]
    now: datetime = NOW
    port: int = 0
    _reserved: socket.socket | None = None
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None
    _people: list[BrowserContext] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where its pages begin."""
        return f"http://127.0.0.1:{self.port}{ROOT_PATH}"

    def start(self) -> None:
        """Answer; at the same port as before, if it has answered before."""
        if self._reserved is None:  # nobody else is given the port while the desk is away
            self._reserved = self._bound()
            self.port = self._reserved.getsockname()[1]
        listening = self._bound()
        around = FastAPI()
        around.get(SIGN_IN)(lambda: "Đăng nhập")
        around.mount(ROOT_PATH, module.desk())
        listening.listen()
        self._server = uvicorn.Server(uvicorn.Config(around, log_level="critical", lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]})
        self._thread.start()

    def _bound(self) -> socket.socket:
        """Return a socket that has the desk's port and does not listen."""
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(("127.0.0.1", self.port))
        return made

    def stop(self) -> None:
        """End without waiting for anybody."""
        assert self._server is not None
        assert self._thread is not None
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()

    def person(self, browser: Browser, name: str, **more: Any) -> Page:  # noqa: F811
        """Return a page of somebody who is signed in, in a context of their own."""
        context = browser.new_context(**{"viewport": DESK, **more})
        context.add_cookies([{"name": "_token", "value": name, "url": self.address}])
        context.set_default_timeout(PATIENCE)
        self._people.append(context)
        return context.new_page()

    def close(self) -> None:
        """Give the port back."""
        if self._reserved is not None:
            self._reserved.close()

    def leave(self) -> None:
        """Close what everybody has open."""
        while self._people:
            self._people.pop().close()


@contextmanager
def served() -> Iterator[Desk]:
    """Serve a desk over a matter in every state, on a Monday three weeks after the first act."""
    given = {"PRESS_REVIEWERS": REVIEWERS, "PRESS_APPROVERS": CHIEFS}
    with installation(len(STATES), len(STATES), **given) as home, pytest.MonkeyPatch.context() as patch:
        desk_states.prepare(home)
        archive("outlet_0", 3_000)
        module.desk.cache_clear()
        patch.setattr(published, "_KEPT", [])
        made = module.desk()
        made.dependency_overrides[get_user] = signed_in
        desk = Desk(desk_states.lead())
        for each in (acted, heard, shown, sealed, sampled):
            patch.setattr(each, "now", lambda: desk.now)
        for each in (acted, sealed, sampled):
            patch.setattr(each, "emit_decisions_recorded", lambda count: True)
        manager = SimpleNamespace(
            is_authorized_dag=lambda **_: True, get_url_login=lambda next_url: f"{SIGN_IN}?next={next_url}"
        )
        patch.setattr(reviewers, "get_auth_manager", lambda: manager)
        patch.setattr(module, "get_auth_manager", lambda: manager)
        desk.start()
        try:
            yield desk
        finally:
            desk.stop()
            desk.close()
            made.dependency_overrides.clear()
            module.desk.cache_clear()


@pytest.fixture(scope="module")
def built() -> Iterator[Desk]:
    """Serve one desk to the tests of a file."""
    with served() as desk:
        yield desk


@pytest.fixture
def desk(built: Desk) -> Iterator[Desk]:
    """Return the desk of a file, its pages closed after each test."""
    yield built
    built.leave()
