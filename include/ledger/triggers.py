"""What keeps the ledger append-only and whole to read: its triggers and indexes, each as the migrations made it.

An added trigger can swallow an entry, and an index that was made again without some entries hides them from whoever
asks by subject, while the chain of all entries is unbroken.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE = "select name, sql from sqlite_master where type in ('trigger', 'index') and tbl_name like 'ledger_%'"
POSTGRES = """
select t.tgname from pg_trigger as t inner join pg_proc as p on t.tgfoid = p.oid
where t.tgrelid in ('ledger_entries'::regclass, 'ledger_identity'::regclass)
    and t.tgenabled in ('O', 'A') and p.proname = 'refuse_change' and p.prosrc like '%raise exception%'
    and p.prosrc not like '%return%'
"""
POSTGRES_ALL = """
select tgname from pg_trigger
where tgrelid in ('ledger_entries'::regclass, 'ledger_identity'::regclass) and not tgisinternal
union all
select rulename from pg_rewrite
where ev_class in ('ledger_entries'::regclass, 'ledger_identity'::regclass)
"""
POSTGRES_TRIGGERS = frozenset(
    f"{table}_refuse_{event}"
    for table in ("ledger_entries", "ledger_identity")
    for event in ("update", "delete", "truncate")
)


@cache
def _made_by_migrations() -> dict[str, str]:
    """Return the SQLite triggers and indexes by name, as the migrations make them in an empty database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with create_engine("sqlite://").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return _of(connection)


def _of(connection: Connection) -> dict[str, str]:
    """Return a SQLite database's triggers and indexes by name."""
    return {str(row.name): str(row.sql) for row in connection.execute(text(SQLITE))}


def changed_guards(connection: Connection) -> list[str]:
    """Return the names of the triggers and indexes that were removed, added or switched off, or are not as made.

    Of PostgreSQL, whose indexes nobody can make again by hand without the database noticing, triggers and rules alone.
    """
    if connection.dialect.name == "sqlite":
        found, made = _of(connection), _made_by_migrations()
        return sorted(name for name in found.keys() | made.keys() if found.get(name) != made.get(name))
    working: set[str] = set(connection.execute(text(POSTGRES)).scalars())
    there: set[str] = set(connection.execute(text(POSTGRES_ALL)).scalars())
    return sorted((POSTGRES_TRIGGERS - working) | (there - POSTGRES_TRIGGERS))


def torn_index(connection: Connection) -> str:
    """Return what SQLite finds wrong between a table and its indexes, in its own words; empty where nothing is."""
    if connection.dialect.name != "sqlite":
        return ""
    said = str(connection.execute(text("pragma integrity_check(1)")).scalar())
    return "" if said == "ok" else said
