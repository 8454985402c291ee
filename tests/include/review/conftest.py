"""An installation with named reviewers and chiefs, an empty ledger, and the marts of the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from include.reporting import named as reporting_named
from include.review import dossier
from include.settings import settings
from tests.support.compiled import CompiledModels, compile_models
from tests.support.naming_histories import MODELS, Log
from tests.support.reviewed import CHIEFS, REVIEWERS


@pytest.fixture
def desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Name the people of the desk."""
    monkeypatch.setenv("PRESS_REVIEWERS", REVIEWERS)
    monkeypatch.setenv("PRESS_APPROVERS", CHIEFS)
    settings.cache_clear()
    yield home
    settings.cache_clear()


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """Compile the marts of the desk once."""
    return compile_models(tmp_path_factory.mktemp("compiled"), MODELS)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, desk: Path) -> Iterator[Log]:
    """Let the desk write to a ledger in memory."""
    kept = Log()
    monkeypatch.setattr(dossier, "append_if", lambda *given: kept.append_if(*given))
    monkeypatch.setattr(dossier, "entries", lambda **given: kept.entries(**given))
    monkeypatch.setattr(reporting_named, "entries", lambda kind: [one for one in kept.kept if one.kind == kind])
    yield kept
