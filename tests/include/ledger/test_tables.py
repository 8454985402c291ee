"""The table as the code sees it is the table as the migrations make it."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from include.ledger.engine import reading
from include.ledger.tables import metadata


def test_the_migrations_make_exactly_the_declared_columns(ledger: Path) -> None:
    with reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert {difference[0] for difference in differences} <= {"remove_index"}
