"""Copies the marts out of the warehouse, as tables of a DuckDB file a schema and as Parquet files.

Marts of models that were not built again are the last copy's own. Marts with a day column are taken over from it but
for the days that were judged again; their Parquet files hold a month each, and those of other months are linked. All
other marts are written again.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from include.warehouse.confined import confine
from include.warehouse.schemas import CANDIDATES, MARTS, SCHEMAS
from include.warehouse.spark import SparkStore
from include.warehouse.store import DuckDBStore, PostgresStore, Store

DATABASE = "warehouse.duckdb"
CANDIDATES_DATABASE = "candidates.duckdb"
DATABASES = {MARTS: DATABASE, CANDIDATES: CANDIDATES_DATABASE}
PARQUET = {MARTS: Path("parquet"), CANDIDATES: Path("parquet", "candidates")}
UNDATED = "undated"
READABLE_FROM = "v1.0.0"
"""The oldest DuckDB that reads the files: command line, DBeaver, Superset and Metabase bring one of their own."""
NEWEST_STORAGE = 64
"""The number of that format in a file's header, which the storage page of DuckDB lists."""
STORAGE_NUMBER = slice(12, 20)
Mart = dict[str, Any]


@dataclass(frozen=True)
class Base:
    """The last copy, its days that are outdated, and the models built again since; no models mean all."""

    folder: Path
    days: tuple[date, ...]
    models: frozenset[str] = frozenset()

    def is_unchanged(self, mart: Mart) -> bool:
        """Return whether a mart is unchanged since the last copy."""
        return bool(self.models) and mart["name"] not in self.models

    def is_outdated(self, column: str) -> str:
        """Return the condition under which a row of the last copy is to be written again."""
        listed = ", ".join(f"date '{day}'" for day in self.days)
        return f"({column} is null" + (f" or {column} in ({listed}))" if listed else ")")

    def is_current_month(self, month: str) -> bool:
        """Return whether nothing of a month has changed since the last copy."""
        return month != UNDATED and month not in {f"{day:%Y-%m}" for day in self.days}


def copy_marts(store: Store, declared: list[Mart], folder: Path, base: Base | None) -> dict[str, int]:
    """Write every mart as a table and as Parquet files; return the number of rows of each.

    The marts of each schema stand in a file and a folder of their own.
    """
    counts: dict[str, int] = {}
    for schema in SCHEMAS:
        placed = [mart for mart in declared if mart["schema"] == schema]
        target = folder / DATABASES[schema]
        _begin(target, base.folder / target.name if base else None)
        changed = [mart for mart in placed if not (base and base.is_unchanged(mart))]
        if isinstance(store, DuckDBStore):
            _copy_from_duckdb(store, changed, target, base)
        elif isinstance(store, PostgresStore):
            _copy_from_postgres(store, changed, target, base)
        elif isinstance(store, SparkStore):
            _copy_from_spark(store, changed, target, base)
        with _opened(target) as copy:
            for mart in placed:
                _write_parquet(copy, mart, folder, base)
                counts[mart["name"]] = int(copy.execute(f"select count(*) from {mart['name']}").fetchall()[0][0])
    return dict(sorted(counts.items()))


def _opened(target: Path) -> duckdb.DuckDBPyConnection:
    """Open a file of the copy; it may hold what the last copy held, which is no reason to read files elsewhere."""
    connection = duckdb.connect(target)
    connection.execute("set TimeZone = 'UTC'")
    confine(connection, target.parent)
    return connection


def _begin(target: Path, last: Path | None) -> None:
    """Make the file that the marts are written to: empty, or holding the last copy.

    Tools bring an older DuckDB of their own, which reads no newer file than its own: an older format is written.
    """
    if last is not None and _is_readable(last):
        shutil.copyfile(last, target)
        return
    with duckdb.connect() as maker:
        confine(maker, target.parent, *([last.parent] if last else []))
        maker.execute(f"attach '{_quoted(target)}' as made (storage_version '{READABLE_FROM}')")
        if last is not None:
            maker.execute(f"attach '{_quoted(last)}' as last (read_only)")
            maker.execute("copy from database last to made")


def _is_readable(path: Path) -> bool:
    """Return whether a file is in the format that older tools read, by the number in its header."""
    with path.open("rb") as stream:
        header = stream.read(STORAGE_NUMBER.stop)
    return int.from_bytes(header[STORAGE_NUMBER], "little") <= NEWEST_STORAGE


def _renewed(mart: Mart, base: Base | None) -> str:
    """Return the condition on the rows of a mart to write again; empty when they are all of them."""
    return base.is_outdated(mart["day_column"]) if base and mart["day_column"] else ""


def _copy_from_duckdb(store: DuckDBStore, declared: list[Mart], target: Path, base: Base | None) -> None:
    """Copy the marts inside DuckDB."""
    store.execute(f"attach '{_quoted(target)}' as copy")
    for mart in declared:
        name, source, renewed = mart["name"], f"{mart['schema']}.{mart['name']}", _renewed(mart, base)
        if renewed:
            store.execute(f"delete from copy.main.{name} where {renewed}")
            store.execute(f"insert into copy.main.{name} by name select * from {source} where {renewed}")
        else:
            store.execute(f"create or replace table copy.main.{name} as from {source}")
    store.execute("detach copy")


def _copy_from_postgres(store: PostgresStore, declared: list[Mart], target: Path, base: Base | None) -> None:
    """Copy the marts as CSV, typed again by their contracts."""
    with _opened(target) as copy:
        for mart in declared:
            name, text, renewed = mart["name"], target.with_name(f"{mart['name']}.csv"), _renewed(mart, base)
            source = f"{mart['schema']}.{name}"
            names = ", ".join(column["name"] for column in mart["columns"])
            columns = ", ".join(f"{column['name']} {column['type']}" for column in mart["columns"])
            store.copy_out(f"select {names} from {source}" + (f" where {renewed}" if renewed else ""), text)
            copy.execute(
                f"delete from {name} where {renewed}" if renewed else f"create or replace table {name} ({columns})"
            )
            copy.execute(
                f"copy {name} ({names}) from '{_quoted(text)}' "
                "(format csv, header true, nullstr '', allow_quoted_nulls false)"
            )
            text.unlink()


def _copy_from_spark(store: SparkStore, declared: list[Mart], target: Path, base: Base | None) -> None:
    """Copy the marts as Parquet that Spark's workers write, typed again by their contracts."""
    with _opened(target) as copy:
        for mart in declared:
            name, written, renewed = mart["name"], target.with_name(mart["name"]), _renewed(mart, base)
            source = f"{mart['schema']}.{name}"
            columns = ", ".join(f"{column['name']} {column['type']}" for column in mart["columns"])
            store.copy_out(f"select * from {source}" + (f" where {renewed}" if renewed else ""), str(written))
            copy.execute(
                f"delete from {name} where {renewed}" if renewed else f"create or replace table {name} ({columns})"
            )
            copy.execute(f"insert into {name} by name select * from read_parquet('{_quoted(written)}/*.parquet')")
            shutil.rmtree(written)


def _write_parquet(copy: duckdb.DuckDBPyConnection, mart: Mart, copied: Path, base: Base | None) -> None:
    """Write a mart as one file, or as one a month; link the months in which nothing changed."""
    name, column, placed = mart["name"], mart["day_column"], PARQUET[mart["schema"]]
    folder = copied / placed
    folder.mkdir(parents=True, exist_ok=True)
    if base and base.is_unchanged(mart):
        _link(base.folder / placed, folder, name)
        return
    if not column:
        _export(copy, name, folder / f"{name}.parquet")
        return
    (folder / name).mkdir()
    months = copy.execute(f"select distinct strftime({column}, '%Y-%m') from {name} order by 1").fetchall()
    for month in (found or UNDATED for (found,) in months):
        path = folder / name / f"{name}_{month}.parquet"
        last = base.folder / placed / name / path.name if base else None
        if base and last and base.is_current_month(month) and last.is_file():
            os.link(last, path)
        else:
            _export(copy, f"(from {name} where {_in_month(column, month)})", path)


def _link(source: Path, folder: Path, name: str) -> None:
    """Take over the files of a mart from the last copy."""
    for path in [*source.glob(f"{name}.parquet"), *source.glob(f"{name}/*.parquet")]:
        target = folder / path.relative_to(source)
        target.parent.mkdir(exist_ok=True)
        os.link(path, target)


def _in_month(column: str, month: str) -> str:
    """Return the condition that a day lies in a month, or that there is none."""
    if month == UNDATED:
        return f"{column} is null"
    return f"{column} >= date '{month}-01' and {column} < date '{month}-01' + interval 1 month"


def _export(copy: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    """Write one Parquet file."""
    copy.execute(f"copy {relation} to '{_quoted(path)}' (format parquet, compression zstd)")


def _quoted(path: Path) -> str:
    """Return a path as it may stand between single quotes."""
    return str(path).replace("'", "''")
