"""Copies the ledger into a SQLite file, whichever database holds it, and puts such a copy back into an empty one."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, NullPool, Table, create_engine, inspect, select
from sqlalchemy.exc import DatabaseError, NoSuchTableError

from include.errors import LedgerError
from include.ledger.engine import existing_engine, owner_engine, upgrade
from include.ledger.tables import ledger_entries, ledger_identity, metadata

TABLES = (ledger_entries, ledger_identity)


def write_copy(connection: Connection, path: Path) -> None:
    """Write every row of the ledger, as one transaction sees it, into a new SQLite file."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    metadata.create_all(engine)
    with engine.begin() as copy:
        for table in TABLES:
            rows = [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))]
            if rows:
                copy.execute(table.insert(), rows)


def read_copy(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a copy by table, in the order of their keys.

    Raises:
        LedgerError: The file is no copy of a ledger.
    """
    engine = create_engine(f"sqlite:///{path.resolve().as_uri()}?mode=ro&immutable=1&uri=true", poolclass=NullPool)
    found: dict[str, list[dict[str, Any]]] = {}
    try:
        with engine.connect() as copy:
            for table in TABLES:
                as_it_is = Table(table.name, MetaData(), autoload_with=copy)  # an older copy has fewer columns
                rows = copy.execute(select(as_it_is).order_by(*as_it_is.primary_key))
                found[table.name] = [dict(row._mapping) for row in rows]
    except (DatabaseError, NoSuchTableError) as error:
        raise LedgerError(f"{path} is no copy of a ledger: {error}.", hint="Use another backup.") from error
    return found


def put_back(path: Path) -> bool:
    """Make the ledger from a copy, where there is none; return whether that was done now.

    A ledger that begins with the copy's entries is one that an earlier call has put back.

    Raises:
        LedgerError: Another ledger is there, or the file is no copy of one.
    """
    rows = read_copy(path)
    if not is_there():
        upgrade(owner_engine(), may_adopt=True, rows=rows)
        return True
    with existing_engine().connect().execution_options(reads=True) as connection:
        hashes = select(ledger_entries.c.entry_hash).order_by(ledger_entries.c.sequence)
        there: list[str] = list(connection.execute(hashes).scalars())
    kept = [row["entry_hash"] for row in rows[ledger_entries.name]]
    if there[: len(kept)] != kept:
        raise LedgerError("Another ledger is there already.", hint="Restore into an empty place.")
    return False


def is_there() -> bool:
    """Return whether the database that the settings name holds a ledger."""
    engine = existing_engine()
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        return False
    with engine.connect().execution_options(reads=True) as connection:
        return bool(inspect(connection).has_table(ledger_entries.name))
