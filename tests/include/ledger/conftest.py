"""A ledger of its own for every test, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from include.settings import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point the installation at an empty folder."""
    monkeypatch.setenv("PRESS_HOME", str(tmp_path))
    for name in ("PRESS_LEDGER_URL", "PRESS_LEDGER_OWNER_URL", "PRESS_LEDGER_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture(scope="session")
def ledger_database(postgres_server: Any) -> str:
    """Return the address of an empty database of a real PostgreSQL."""
    postgres_server.psql("create database ledger_tests;")
    return str(postgres_server.get_uri("ledger_tests"))


@pytest.fixture
def postgres_home(home: Path, ledger_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point the ledger at an empty schema of a real PostgreSQL."""
    from sqlalchemy import create_engine, text

    engine = create_engine(ledger_database.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    monkeypatch.setenv("PRESS_LEDGER_URL", engine.url.render_as_string(hide_password=False))
    settings.cache_clear()
    from include.ledger import engine as ledger

    ledger._ready.cache_clear()
    yield home


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest) -> Path:
    """Run a test once on each database."""
    chosen: Path = request.getfixturevalue("home" if request.param == "sqlite" else "postgres_home")
    return chosen
