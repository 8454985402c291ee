"""The triggers that make the ledger append-only: which must be there, and which are not as the migrations made them."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE = "select name, sql from sqlite_master where type = 'trigger' and tbl_name like 'ledger_%'"
POSTGRES = """
select t.tgname from pg_trigger as t inner join pg_proc as p on t.tgfoid = p.oid
where t.tgrelid in ('ledger_entries'::regclass, 'ledger_identity'::regclass)
    and t.tgenabled in ('O', 'A') and p.proname = 'refuse_change' and p.prosrc like '%raise exception%'
    and p.prosrc not like '%return%'
"""
POSTGRES_TRIGGERS = frozenset(
    f"{table}_refuse_{event}"
    for table in ("ledger_entries", "ledger_identity")
    for event in ("update", "delete", "truncate")
)


@cache
def _made_by_migrations() -> dict[str, str]:
    """Return the SQLite triggers by name, as the migrations make them in an empty database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with create_engine("sqlite://").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return _of(connection)


def _of(connection: Connection) -> dict[str, str]:
    """Return a SQLite database's triggers by name."""
    return {str(row.name): str(row.sql) for row in connection.execute(text(SQLITE))}


def missing_triggers(connection: Connection) -> list[str]:
    """Return the names of the triggers that are not there, switched off, or not as they were made."""
    if connection.dialect.name == "sqlite":
        found = _of(connection)
        return sorted(name for name, statement in _made_by_migrations().items() if found.get(name) != statement)
    return sorted(POSTGRES_TRIGGERS - set(connection.execute(text(POSTGRES)).scalars()))
