"""An installation with named reviewers and chiefs, and an empty ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from include.settings import settings
from tests.support.reviewed import CHIEFS, REVIEWERS


@pytest.fixture
def desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Name the people of the desk."""
    monkeypatch.setenv("PRESS_REVIEWERS", REVIEWERS)
    monkeypatch.setenv("PRESS_APPROVERS", CHIEFS)
    settings.cache_clear()
    yield home
    settings.cache_clear()
