"""What every test may use: a home folder of its own, and settings that point there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from include.landing import contract
from include.outlets import registry
from include.settings import settings


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


def forget() -> None:
    """Forget what a process keeps of settings, profiles and declarations."""
    settings.cache_clear()
    registry.profiles.cache_clear()
    contract.tables.cache_clear()
