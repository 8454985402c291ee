"""The working warehouse as the build sees it: DuckDB, PostgreSQL or Spark, one writer, SQL that all read alike."""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
import psycopg2
import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
from sqlalchemy.engine import make_url

from include.errors import SettingError, StoreBusyError
from include.landing.contract import Table
from include.secret_files import require_no_way_out
from include.settings import settings
from include.warehouse.changes import Source
from include.warehouse.confined import confine
from include.warehouse.information_schema import InformationSchemaStore
from include.warehouse.readers import open_to_readers

log = logging.getLogger(__name__)
SQL_TYPES = {"string": "text", "integer": "bigint", "number": "float8", "boolean": "boolean", "date": "date"}
SQL_TYPES |= {"timestamp": "timestamptz"}
FILES_AT_ONCE = 2000
ROWS_AT_ONCE = 200_000
# Where a file says which day and part a row stands for: a segment in columns, a partition's own file in its name.
IN_SEGMENT = "partition_day, partition_part"
IN_FILE_NAME = (
    "cast(regexp_extract(filename, 'day=([0-9-]+)/[^/]+$', 1) as date) as partition_day, "
    "regexp_extract(filename, '([^/]+)[.]parquet$', 1) as partition_part"
)
LOOKED_UP = ("day", "capture_id", "article_id")


class Store(Protocol):
    """What loading and publishing need of a warehouse.

    Attributes:
        table: The SQL that begins the creation of a landing table; on a server it is unlogged, since it is derived.
    """

    table: str

    def execute(self, sql: str) -> None:
        """Run one statement."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of one query."""

    def insert(self, name: str, rows: pa.Table) -> None:
        """Add rows to the table ``landing.<name>``, matched by column name."""

    def replace(self, name: str, rows: pa.Table) -> None:
        """Put rows in place of all rows of ``landing.<name>``; within a transaction, or at once."""

    def relations(self, schema: str) -> list[str]:
        """Return the names of the tables and views in a schema."""

    def columns(self) -> list[tuple[Any, ...]]:
        """Return schema, table, kind of table, name and type of each column, in order."""

    def insert_files(self, name: str, schema: pa.Schema, sources: Sequence[Source]) -> None:
        """Add partitions to ``landing.<name>``, with the day and part they stand for."""

    def loaded(self, declared: Table) -> None:
        """Make a landing table ready to be queried after its partitions changed."""

    def counted(self, name: str) -> None:
        """Update the planner's statistics of ``landing.<name>``."""

    def grant_readers(self) -> None:
        """Grant readers the marts, and analysts the candidates too, now and after later builds; nothing to others."""

    def transaction(self) -> Any:
        """Return a context in which everything happens or nothing."""

    def close(self) -> None:
        """Close the warehouse."""


def database_file() -> Path:
    """Return the file of the working DuckDB warehouse."""
    return settings().warehouse / "warehouse.duckdb"


class DuckDBStatements:
    """Statements to an open file of DuckDB."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep the connection."""
        self._connection = connection

    def execute(self, sql: str) -> None:
        """Run one statement."""
        self._connection.execute(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of one query."""
        found: list[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
        return found


class DuckDBStore(DuckDBStatements, InformationSchemaStore):
    """The embedded warehouse, one file."""

    table = "table"

    def __init__(self) -> None:
        """Open the file for writing, making it when it is missing."""
        database_file().parent.mkdir(parents=True, exist_ok=True)
        try:
            super().__init__(duckdb.connect(database_file()))
            confine(self._connection, settings().landing, settings().warehouse, settings().published)
        except duckdb.IOException as error:
            raise StoreBusyError(
                f"The warehouse {database_file()} does not open: {error}",
                hint="Wait for the other process, then retry.",
            ) from error
        self._connection.execute("set TimeZone = 'UTC'")
        self._connection.execute(f"set memory_limit = '{settings().warehouse_memory}'")

    def insert(self, name: str, rows: pa.Table) -> None:
        """Add rows, matched by column name."""
        self._connection.register("given_rows", rows)
        self._connection.execute(f"insert into landing.{name} by name select * from given_rows")
        self._connection.unregister("given_rows")

    def insert_files(self, name: str, schema: pa.Schema, sources: Sequence[Source]) -> None:
        """Read the files themselves; an empty file of the declared shape lends columns that older files lack."""
        shape = settings().warehouse / "shapes" / f"{name}.parquet"
        shape.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(schema.empty_table(), shape)
        whole = [source.path for source in sources if source.parts is None and source.own is None]
        own = [source.path for source in sources if source.own is not None]
        for place, files in ((IN_SEGMENT, whole), (IN_FILE_NAME, own)):
            for start in range(0, len(files), FILES_AT_ONCE):
                self._insert_files(name, schema, place, [shape, *files[start : start + FILES_AT_ONCE]])
        for source in sources:
            if source.parts is not None:
                parts = ", ".join(_quoted(part) for part in source.parts)
                self._insert_files(name, schema, IN_SEGMENT, [shape, source.path], f"where partition_part in ({parts})")

    def _insert_files(
        self, name: str, schema: pa.Schema, place: str, files: Sequence[Path], condition: str = ""
    ) -> None:
        """Read files of one kind, whose day and part stand in columns or in their names."""
        self._connection.execute(
            f"insert into landing.{name} by name select {', '.join(schema.names)}, {place} "
            f"from read_parquet([{', '.join(_quoted(str(path)) for path in files)}], "
            f"union_by_name = true, filename = true, hive_partitioning = false) {condition}"
        )

    def loaded(self, declared: Table) -> None:
        """Nothing to do: DuckDB finds a day by its zone maps."""

    def counted(self, name: str) -> None:
        """Nothing to do: DuckDB keeps what it needs to know as it writes."""

    def grant_readers(self) -> None:
        """Nothing to do: readers have the published copy, never this file."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit at the end, or roll back."""
        self._connection.begin()
        with ExitStack() as on_failure:
            on_failure.callback(self._connection.rollback)
            yield
            on_failure.pop_all()
        self._connection.commit()

    def close(self) -> None:
        """Close the file, so that dbt may open it."""
        self._connection.close()


class PostgresStore(InformationSchemaStore):
    """A PostgreSQL server, reached at PRESS_WAREHOUSE_URL."""

    table = "unlogged table"

    def __init__(self) -> None:
        """Connect."""
        address = make_url(settings().warehouse_url)
        try:
            self._connection = psycopg2.connect(
                host=address.host or address.query.get("host"),
                port=address.port or 5432,
                user=address.username,
                password=address.password,
                dbname=address.database,
            )
        except psycopg2.OperationalError as error:
            raise StoreBusyError(f"The warehouse does not answer: {error}", hint="Start it, or fix the URL.") from error
        self._connection.autocommit = True
        self.execute("set timezone = 'UTC'")

    def execute(self, sql: str) -> None:
        """Run one statement."""
        with self._connection.cursor() as cursor:
            cursor.execute(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of one query."""
        with self._connection.cursor() as cursor:
            cursor.execute(sql)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def insert(self, name: str, rows: pa.Table) -> None:
        """Copy rows in as CSV; an empty text stays apart from no text, since texts are quoted."""
        text = io.BytesIO()
        whole = rows.combine_chunks()  # an empty chunk before others would make the writer emit zero bytes
        pcsv.write_csv(whole, text, pcsv.WriteOptions(include_header=False))
        text.seek(0)
        with self._connection.cursor() as cursor:
            cursor.copy_expert(
                f"copy landing.{name} ({', '.join(rows.column_names)}) from stdin with (format csv)", text
            )

    def insert_files(self, name: str, schema: pa.Schema, sources: Sequence[Source]) -> None:
        """Read files and copy their rows, not too many at a time; columns that a file lacks are null."""
        waiting: list[pa.Table] = []
        rows = 0
        for source in sources:
            waiting.append(source.read(schema))
            rows += waiting[-1].num_rows
            if rows >= ROWS_AT_ONCE:
                self.insert(name, pa.concat_tables(waiting))
                waiting, rows = [], 0
        if waiting:
            self.insert(name, pa.concat_tables(waiting))

    def loaded(self, declared: Table) -> None:
        """Index, once, the partitions and what a day's build looks up, and update the planner's statistics."""
        name, keys = declared.table, {"partition": "partition_day, partition_part"}
        keys |= {column.name: column.name for column in declared.columns if column.name in LOOKED_UP}
        for key, columns in keys.items():
            self.execute(f"create index if not exists {name}_by_{key} on landing.{name} ({columns})")
        self.counted(name)

    def counted(self, name: str) -> None:
        """Update the planner's statistics: without any it expects thousands of rows of every table."""
        self.execute(f"analyze landing.{name}")

    def grant_readers(self) -> None:
        """Create the roles of readers and of analysts, and grant each the schemas that it may read."""
        open_to_readers(self.execute)

    def copy_out(self, query: str, path: Path) -> None:
        """Write the rows of a query to a CSV file."""
        with path.open("wb") as target, self._connection.cursor() as cursor:
            cursor.copy_expert(f"copy ({query}) to stdout with (format csv, header true, force_quote *)", target)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit at the end, or roll back."""
        self.execute("begin")
        with ExitStack() as on_failure:
            on_failure.callback(self.execute, "rollback")
            yield
            on_failure.pop_all()
        self.execute("commit")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def open_store() -> Store:
    """Open the warehouse that the settings name.

    Raises:
        StoreBusyError: It is locked or does not answer.
        SettingError: PostgreSQL is chosen and no address given.
        InvariantError: A link in the warehouse's folder leads elsewhere.
    """
    require_no_way_out(settings().warehouse)
    if settings().warehouse_target == "duckdb":
        return DuckDBStore()
    if settings().warehouse_target == "spark":
        from include.warehouse.spark import SparkStore  # its environment alone has the engine

        return SparkStore()
    if not settings().warehouse_url:
        raise SettingError("PRESS_WAREHOUSE_URL is empty.", hint="Give the address of the PostgreSQL warehouse.")
    return PostgresStore()
