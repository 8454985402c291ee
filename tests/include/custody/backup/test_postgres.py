"""On PostgreSQL a backup holds the ledger's rows and Airflow's metadata, and both come back into empty databases."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from include.custody.backup.create import create_backup
from include.custody.backup.restore import restore_backup
from include.errors import DeclarationError, SettingError
from include.ledger.engine import _ready
from include.ledger.entries import append, entries
from include.ledger.verification import verify
from include.settings import settings

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
Databases = Callable[[str, str], None]


@pytest.fixture
def databases(postgres_server: Any, monkeypatch: pytest.MonkeyPatch) -> Databases:
    """Return what makes two empty databases and points ledger and metadata at them."""
    monkeypatch.setenv("PATH", f"{postgres_server.bin_path}:{os.environ['PATH']}")

    def make(ledger: str, airflow: str) -> None:
        for variable, name in (("LEDGER_URL", ledger), ("AIRFLOW_DATABASE_URL", airflow)):
            postgres_server.psql(f"drop database if exists {name} with (force);")
            postgres_server.psql(f"create database {name};")
            address = str(postgres_server.get_uri(name)).replace("postgresql://", "postgresql+psycopg2://")
            monkeypatch.setenv(f"PRESS_{variable}", address)
        settings.cache_clear()
        _ready.cache_clear()

    return make


def rows() -> list[Any]:
    engine = create_engine(settings().airflow_database_url, poolclass=NullPool)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("select * from dag_run order by run_id"))]


def test_ledger_and_metadata_come_back_into_empty_databases(
    home: Path, databases: Databases, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    databases("kept_ledger", "kept_airflow")
    with create_engine(settings().airflow_database_url, poolclass=NullPool).begin() as connection:
        connection.execute(text("create table dag_run (run_id text primary key, state text)"))
        connection.execute(text("insert into dag_run values ('a', 'success'), ('b', 'failed')"))
    for subject in "abc":
        append("decision", subject, {"why": "Đã xem"}, "x")
    before, metadata = entries(), rows()
    made = Path(create_backup(NOW, tmp_path_factory.mktemp("backups"))["folder"])
    with pytest.raises(DeclarationError, match="ledger's database"):
        restore_backup(made, "Đĩa hỏng", "x")
    new = tmp_path_factory.mktemp("new")
    shutil.copytree(home / "keys", new / "keys")
    monkeypatch.setenv("PRESS_HOME", str(new))
    databases("new_ledger", "new_airflow")
    done = restore_backup(made, "Đĩa hỏng", "x")
    assert done["airflow_metadata"] == "restored"
    assert rows() == metadata
    assert entries()[: len(before)] == before
    assert verify().is_unbroken
    append("decision", "d", {}, "x")
    assert verify().is_unbroken


def test_metadata_of_another_kind_of_database_is_not_put_back(
    home: Path, databases: Databases, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    databases("kept_ledger", "kept_airflow")
    append("decision", "a", {}, "x")
    made = Path(create_backup(NOW, tmp_path_factory.mktemp("backups"))["folder"])
    new = tmp_path_factory.mktemp("new")
    shutil.copytree(home / "keys", new / "keys")
    monkeypatch.setenv("PRESS_HOME", str(new))
    databases("new_ledger", "new_airflow")
    monkeypatch.delenv("PRESS_AIRFLOW_DATABASE_URL")
    settings.cache_clear()
    with pytest.raises(SettingError, match="another kind"):
        restore_backup(made, "Đĩa hỏng", "x")
