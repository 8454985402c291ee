"""What DuckDB and PostgreSQL stores have in common: transactions and an information schema."""

from typing import Any, Protocol

import pyarrow as pa

COLUMNS = """
select columns.table_schema, columns.table_name, tables.table_type, columns.column_name, columns.data_type
from information_schema.columns as columns
inner join information_schema.tables as tables
    on tables.table_catalog = columns.table_catalog and tables.table_schema = columns.table_schema
    and tables.table_name = columns.table_name
where columns.table_catalog = current_database()
order by columns.table_schema, columns.table_name, columns.ordinal_position"""


class _Statements(Protocol):
    """What runs the statements of this module."""

    def execute(self, sql: str) -> None:
        """Run one statement."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of one query."""

    def insert(self, name: str, rows: pa.Table) -> None:
        """Add rows to the table ``landing.<name>``."""


class InformationSchemaStore:
    """The statements that are the same on DuckDB and PostgreSQL."""

    def replace(self: _Statements, name: str, rows: pa.Table) -> None:
        """Remove the rows and add the others; the caller's transaction makes it one step."""
        self.execute(f"delete from landing.{name}")
        self.insert(name, rows)

    def relations(self: _Statements, schema: str) -> list[str]:
        """Return the names of the tables and views in a schema."""
        found = self.rows(f"select table_name from information_schema.tables where table_schema = '{schema}'")
        return [str(name) for (name,) in found]

    def columns(self: _Statements) -> list[tuple[Any, ...]]:
        """Return schema, table, kind of table, name and type of each column, in order."""
        return self.rows(COLUMNS)
