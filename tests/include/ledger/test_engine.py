"""The ledger opens on both databases, from many places, as its migrations make it, and leaves as typed rows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from include.errors import SettingError
from include.ledger.engine import ledger_engine, reading, upgrade
from include.ledger.entries import append
from include.ledger.export import rows
from include.ledger.kinds import EntryKind
from include.ledger.tables import metadata
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


def test_the_migrations_make_exactly_the_declared_columns(ledger: Path) -> None:
    with reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert {difference[0] for difference in differences} <= {"remove_index"}


def test_no_kind_was_renamed_or_removed() -> None:
    assert {kind.value for kind in EntryKind} >= {
        "approval", "delivery_claimed", "delivery_sent", "quarantine_action", "decision", "reply", "switch",
        "withdrawal", "outage_acknowledged",
    }  # fmt: skip


AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_rows_carry_every_column_of_the_source_table(home: Path) -> None:
    append("decision", "finding-1", {"decision": "confirm", "reason": "rõ"}, "x", AT)
    (row,) = rows()
    assert row["payload"] == '{"decision":"confirm","reason":"rõ"}'
    assert row["recorded_at"] == AT
    assert list(row) == [
        "sequence", "kind", "subject_id", "payload", "actor", "recorded_at", "previous_hash", "entry_hash",
    ]  # fmt: skip
