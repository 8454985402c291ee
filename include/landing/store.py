"""Reads and replaces partitions of landing tables.

A partition is one file, ``<landing>/<table>/day=<D>/<part>.parquet``; the part is an outlet's id, or ``whole``.
Writing replaces the partition in one rename, so a task may be killed and run again at any moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from include.atomic import replacing
from include.errors import ContractError
from include.landing.contract import Table, table
from include.settings import settings
from include.text import FORBIDDEN, clean_value

WHOLE = "whole"
_FOLDER = "day="


@dataclass(frozen=True, slots=True, order=True)
class Partition:
    """One file of a landing table: its day, and its part, an outlet's id or ``whole``."""

    path: Path

    @property
    def day(self) -> date:
        """The local day of the rows."""
        return date.fromisoformat(self.path.parent.name.removeprefix(_FOLDER))

    @property
    def part(self) -> str:
        """The outlet's id, or ``whole``."""
        return self.path.stem

    @property
    def key(self) -> tuple[date, str]:
        """Day and part."""
        return self.day, self.part


def partition_path(name: str, day: date, part: str = WHOLE) -> Path:
    """Return the file that holds one partition, whether or not it exists."""
    return settings().landing / name / f"{_FOLDER}{day.isoformat()}" / f"{part}.parquet"


def _conform(declared: Table, rows: pa.Table | Sequence[Mapping[str, Any]]) -> pa.Table:
    """Give rows the declared columns, types and order, sorted by key, or say what does not fit."""
    try:
        if isinstance(rows, pa.Table):
            arrow = _clean_columns(rows.select(declared.schema.names).cast(declared.schema))
        else:
            unknown = {name for row in rows for name in row} - set(declared.schema.names)
            if unknown:
                raise KeyError(f"unknown columns: {', '.join(sorted(unknown))}")
            arrow = pa.Table.from_pylist([clean_value(dict(row)) for row in rows], schema=declared.schema)
    except (KeyError, pa.ArrowException) as error:
        raise ContractError(
            f"Rows for {declared.table} do not fit its declaration: {error}",
            hint=f"Compare them with tables/{declared.table}.yml.",
        ) from error
    empty = [c.name for c in declared.columns if c.is_required and arrow[c.name].null_count]
    if empty:
        raise ContractError(f"Rows for {declared.table} lack {', '.join(empty)}.", hint="Fill every required column.")
    return arrow.sort_by([(name, "ascending") for name in declared.key])


def _clean_columns(rows: pa.Table) -> pa.Table:
    """Return rows whose columns of text hold no forbidden character."""
    for place, column in enumerate(rows.schema):
        if pa.types.is_string(column.type) and pc.any(pc.match_substring_regex(rows[place], FORBIDDEN)).as_py():
            rows = rows.set_column(place, column, pa.array(clean_value(rows[place].to_pylist()), column.type))
    return rows


def write(name: str, day: date, rows: pa.Table | Sequence[Mapping[str, Any]], part: str = WHOLE) -> Path:
    """Replace one partition and return its file.

    Args:
        name: Landing table.
        day: Day of the partition.
        rows: An Arrow table, or mappings by column name; columns left out are null.
        part: Outlet id, or ``whole``.

    Raises:
        ContractError: The rows do not fit the declaration.
    """
    target = partition_path(name, day, part)
    with replacing(target, is_derived=True) as stream:
        pq.write_table(_conform(table(name), rows), stream, compression="zstd")
    return target


def remove(name: str, day: date, part: str = WHOLE) -> None:
    """Remove one partition, if it exists."""
    partition_path(name, day, part).unlink(missing_ok=True)


def partitions(name: str, days: Iterable[date] | None = None, parts: Iterable[str] | None = None) -> list[Partition]:
    """Return the partitions of a table, sorted, narrowed to days and parts where given."""
    folder = settings().landing / name
    folders = folder.glob(f"{_FOLDER}*") if days is None else [partition_path(name, day).parent for day in days]
    wanted = None if parts is None else set(parts)
    found = (Partition(path) for folder in set(folders) for path in folder.glob("*.parquet"))
    return sorted(partition for partition in found if wanted is None or partition.part in wanted)


def days(name: str) -> list[date]:
    """Return the days of which a table holds at least one partition, sorted."""
    folders = (settings().landing / name).glob(f"{_FOLDER}*")
    first = (next(folder.glob("*.parquet"), None) for folder in folders)
    return sorted(Partition(path).day for path in first if path is not None)


def read(
    name: str,
    days: Iterable[date] | None = None,
    parts: Iterable[str] | None = None,
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """Return the rows of a table, narrowed to days, parts and columns where given.

    A column that an older file lacks is null. Shape: rows of all partitions in the order of their files.
    """
    declared = table(name)
    schema = declared.schema if columns is None else pa.schema([declared.schema.field(c) for c in columns])
    found = [_read_file(partition.path, schema) for partition in partitions(name, days, parts)]
    return pa.concat_tables(found) if found else schema.empty_table()


def _read_file(path: Path, schema: pa.Schema) -> pa.Table:
    """Read one file into the declared schema."""
    file = pq.ParquetFile(path, memory_map=True)
    stored = file.read(columns=[name for name in schema.names if name in file.schema_arrow.names])
    if stored.schema.equals(schema):
        return stored
    arrays = [
        stored[f.name].cast(f.type) if f.name in stored.column_names else pa.nulls(stored.num_rows, f.type)
        for f in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
