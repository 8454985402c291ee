"""The ledger opens on both databases, however often and from however many places."""

from pathlib import Path

import pytest
from sqlalchemy import text

from include.errors import SettingError
from include.ledger.engine import ledger_engine, reading, upgrade
from include.settings import settings


def test_upgrading_twice_changes_nothing(ledger: Path) -> None:
    upgrade(ledger_engine())
    with reading() as connection:
        assert connection.execute(text("select version_num from alembic_version")).scalars().all() == ["0002"]


def test_sqlite_writes_ahead_so_that_readers_never_wait(home: Path) -> None:
    with reading() as connection:
        assert connection.execute(text("pragma journal_mode")).scalar() == "wal"


def test_another_database_is_refused_with_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_LEDGER_URL", "mysql://somewhere/ledger")
    settings.cache_clear()
    with pytest.raises(SettingError, match="mysql"):
        ledger_engine()
