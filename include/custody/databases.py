"""Removes withdrawn passages from databases: the embedded warehouse, a server's, and the one of a published copy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import duckdb

from include.errors import StoreBusyError
from include.warehouse.confined import confine
from include.warehouse.store import DuckDBStatements

Without = Callable[[str, bool], str]
"""Returns a value without the passages; the second argument says whether the value's column quotes pages."""

QUOTING = frozenset(
    {
        "excerpt", "observed_value", "original_title", "previous_title", "snippet", "summary", "text", "title", "value",
    }
)  # fmt: skip
"""Columns that hold words of pages, so that a value may be a part of a withdrawn text."""

SHORTEST_QUOTED = 30
"""Characters: a shorter quotation, such as a credit, also appears on pages of others, which are not withdrawn."""

COLUMNS = """
select c.table_schema, c.table_name, c.column_name
from information_schema.columns as c
inner join information_schema.tables as t
    on t.table_catalog = c.table_catalog and t.table_schema = c.table_schema and t.table_name = c.table_name
where
    t.table_type = 'BASE TABLE'
    and lower(c.data_type) in ('varchar', 'text', 'character varying')
    and c.table_catalog = current_database()
    and c.table_schema not in ('information_schema', 'pg_catalog')
order by 1, 2, 3
"""


class Database(Protocol):
    """What is needed of a database; DuckDB and PostgreSQL accept the same SQL here."""

    def execute(self, sql: str) -> None:
        """Run one statement."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of one query."""


def clean_database(database: Database, forms: tuple[str, ...], texts: tuple[str, ...], without: Without) -> list[str]:
    """Replace passages in every column of text, and return the tables that held any.

    Args:
        database: The database.
        forms: Passages to find inside values, in every way in which they may be written.
        texts: Whole texts; a value of a quoting column that is a part of one is removed too.
        without: Returns what replaces a value.
    """
    changed = []
    for schema, table, column in database.rows(COLUMNS):
        name, place = _named(column), f"{_named(schema)}.{_named(table)}"
        is_quoting = column in QUOTING
        where = " or ".join(
            [
                *(f"strpos({name}, {quoted(form)}) > 0" for form in forms),
                *(
                    f"(length({name}) >= {SHORTEST_QUOTED} and strpos({quoted(text)}, {name}) > 0)"
                    for text in (texts if is_quoting else ())
                ),
            ]
        )
        # every name and value in these two statements was quoted above, so no text can end its place
        found = database.rows(f"select distinct {name} from {place} where {where}") if where else []  # noqa: S608
        for (value,) in found:
            new = quoted(without(value, is_quoting))
            database.execute(f"update {place} set {name} = {new} where {name} = {quoted(value)}")  # noqa: S608
        if found:
            changed.append(place)
    return sorted(set(changed))


def clean_file(path: Path, clean: Callable[[Database], list[str]]) -> bool:
    """Clean a file of DuckDB and return whether it held anything.

    The file is rewritten where it did: blocks that an update frees keep the bytes they held.

    Raises:
        StoreBusyError: Somebody else has it open for writing.
    """
    try:
        with duckdb.connect(path) as connection:
            confine(connection)
            is_changed = bool(clean(DuckDBStatements(connection)))
            connection.execute("checkpoint")  # or the passages would stay in the log beside the file
        if is_changed:
            _rewrite(path)
    except duckdb.IOException as error:
        raise StoreBusyError(f"{path} is in use: {error}", hint="Run the same command again in a minute.") from error
    return is_changed


def _rewrite(path: Path) -> None:
    """Replace a database by a new file with the same tables and views."""
    fresh = path.with_name(f".{path.name}.whole")
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        for name, file in (("source", path), ("target", fresh)):
            connection.execute(f"attach {quoted(str(file))} as {name}")
        confine(connection)
        connection.execute("copy from database source to target")
    fresh.chmod(path.stat().st_mode & 0o777)
    fresh.replace(path)


def _named(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
