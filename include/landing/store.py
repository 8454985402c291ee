"""Reads and replaces partitions of landing tables.

A partition is the rows of one day and part of a table; the part is an outlet's id, or ``whole``. It is written as a
file of its own, ``<landing>/<table>/day=<D>/<part>.parquet``, in one rename, so a task may be killed and run again at
any moment. Compaction later moves it into the day's segment; a file of its own wins over what a segment says of the
same part, and a file ``<part>.removed`` says that the part is no more.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from include.atomic import replacing
from include.errors import ContractError, StoreBusyError
from include.landing import segments
from include.landing.contract import Table, table
from include.landing.small_files import read_files
from include.locks import file_lock
from include.settings import settings
from include.text import FORBIDDEN, clean_value

T = TypeVar("T")
WHOLE = "whole"
_FOLDER = "day="
_REMOVED = ".removed"
_ATTEMPTS = 20  # a compaction that ends between listing and reading has a reader list again


@dataclass(frozen=True, slots=True, order=True)
class Partition:
    """One partition of a landing table and the file that holds it.

    Attributes:
        day: The local day of the rows.
        part: The outlet's id, or ``whole``.
        path: Its own file, or the day's segment.
        version: Changes when the partition is replaced, not when it is compacted.
        rows: Number of its rows where a segment says it; None where its file must be asked.
    """

    day: date
    part: str
    path: Path
    version: str
    rows: int | None = None

    @property
    def key(self) -> tuple[date, str]:
        """Day and part."""
        return self.day, self.part

    @property
    def is_compacted(self) -> bool:
        """Return whether a segment holds it."""
        return self.rows is not None

    @property
    def written_ns(self) -> int:
        """When it was written, in nanoseconds of the file system's clock."""
        return int(self.version.partition("-")[0])

    def count(self) -> int:
        """Return the number of its rows."""
        return int(pq.read_metadata(self.path).num_rows) if self.rows is None else self.rows


@dataclass(frozen=True, slots=True)
class Loose:
    """The loose files of a day, beside its segment: partitions in files of their own, and marks of removed ones."""

    partitions: dict[str, Partition]
    removed: dict[str, tuple[Path, str]]


def partition_path(name: str, day: date, part: str = WHOLE) -> Path:
    """Return the file into which one partition is written, whether or not it exists."""
    return settings().landing / name / f"{_FOLDER}{day.isoformat()}" / f"{part}.parquet"


def version_of(path: Path) -> str:
    """Return the version of a file: its modification time, size and inode, one of which changes when it is replaced."""
    status = path.stat()
    return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def lock_path(name: str) -> Path:
    """Return the file whose lock writers of a table share, and compaction holds alone while it removes files."""
    return settings().landing / name / ".lock"


def _conform(declared: Table, rows: pa.Table | Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows with the declared columns, types and order, sorted by key.

    Raises:
        ContractError: They do not fit the declaration.
    """
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
    conformed, target = _conform(table(name), rows), partition_path(name, day, part)
    with file_lock(lock_path(name), shared=True):
        with replacing(target, is_derived=True) as stream:
            pq.write_table(conformed, stream, compression="zstd")
        target.with_suffix(_REMOVED).unlink(missing_ok=True)
    return target


def remove(name: str, day: date, part: str = WHOLE) -> None:
    """Remove one partition, if it exists; the mark that is left goes with the next compaction."""
    if find(name, day, part) is None:
        return
    target = partition_path(name, day, part)
    with file_lock(lock_path(name), shared=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_suffix(_REMOVED).touch()
        target.unlink(missing_ok=True)


def loose_days(name: str) -> list[date]:
    """Return the days of a table that have loose files, sorted."""
    found = (settings().landing / name).glob(f"{_FOLDER}*")
    return sorted(date.fromisoformat(folder.name.removeprefix(_FOLDER)) for folder in found)


def loose(name: str, day: date, parts: Collection[str] | None = None) -> Loose:
    """Return the loose files of a day, narrowed to parts where given."""
    found = Loose({}, {})
    for path in _loose_files(partition_path(name, day).parent, parts):
        try:
            version = version_of(path)
        except FileNotFoundError:  # replaced or compacted meanwhile: the manifest, read later, knows it
            continue
        if path.suffix == _REMOVED:
            found.removed[path.stem] = (path, version)
        elif path.suffix == ".parquet":
            found.partitions[path.stem] = Partition(day, path.stem, path, version)
    return found


def _loose_files(folder: Path, parts: Collection[str] | None) -> list[Path]:
    """Return the files of a day's folder; of some parts without listing all others."""
    if parts is None:
        return sorted(folder.glob("[!.]*"))
    paths = (folder / f"{part}{suffix}" for part in sorted(parts) for suffix in (".parquet", _REMOVED))
    return [path for path in paths if path.exists()]


def _partitions_of(name: str, day: date, parts: Collection[str] | None = None) -> dict[str, Partition]:
    """Return the partitions of one day by part; loose files are listed first and take precedence."""
    own = loose(name, day, parts)
    segment = segments.manifest(name).get(day)
    if segment is None:
        return own.partitions
    found = {
        extent.part: Partition(day, extent.part, segment, extent.version, extent.rows)
        for extent in segments.index(segment)
        if extent.part not in own.removed and (parts is None or extent.part in parts)
    }
    return found | own.partitions


def partitions(name: str, days: Iterable[date] | None = None, parts: Iterable[str] | None = None) -> list[Partition]:
    """Return the partitions of a table by day and part, narrowed to days and parts where given."""
    wanted = None if parts is None else frozenset(parts)
    listed = {*loose_days(name), *segments.manifest(name)} if days is None else set(days)
    return sorted(found for day in listed for found in retried(_partitions_of, name, day, wanted).values())


def find(name: str, day: date, part: str = WHOLE) -> Partition | None:
    """Return one partition, or None where it does not exist."""
    return next(iter(partitions(name, [day], [part])), None)


def days(name: str) -> list[date]:
    """Return the days of which a table holds at least one partition, sorted."""
    own = loose_days(name)
    settled = set(segments.manifest(name)) - set(own)
    return sorted(settled | {day for day in own if retried(_partitions_of, name, day)})


def read(
    name: str,
    days: Iterable[date] | None = None,
    parts: Iterable[str] | None = None,
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """Return the rows of a table, narrowed to days, parts and columns where given.

    A column that an older file lacks is null. Shape: rows of all partitions by day and part.
    """
    declared = table(name)
    schema = declared.schema if columns is None else pa.schema([declared.schema.field(c) for c in columns])
    listed = {*loose_days(name), *segments.manifest(name)} if days is None else set(days)
    wanted = None if parts is None else frozenset(parts)
    found = [rows for day in sorted(listed) for rows in retried(_read_day, name, day, schema, wanted)]
    return pa.concat_tables(found) if found else schema.empty_table()


def retried(step: Callable[..., T], *args: Any) -> T:
    """Return the result of a step, repeated where a compaction removed its files meanwhile.

    Raises:
        StoreBusyError: Files keep vanishing: a manifest names a segment that is gone.
    """
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):
            return step(*args)
    raise StoreBusyError(
        f"Landing files of {args[0]} on {args[1]} are named and gone.",
        hint="Land the day again: press articles re-extract --day D.",
    )


def _read_day(name: str, day: date, schema: pa.Schema, parts: frozenset[str] | None) -> list[pa.Table]:
    """Return the rows of one day, in the order of parts."""
    found = sorted(_partitions_of(name, day, parts).values())
    own = read_files([partition.path for partition in found if not partition.is_compacted], schema)
    tables: list[pa.Table] = []
    for path, group in groupby(found, key=lambda partition: partition.path):
        together = list(group)
        if not together[0].is_compacted:
            tables.append(next(own))
        elif len(together) == len(segments.index(path)):
            tables.append(segments.read(path, schema))
        else:
            tables.append(segments.read(path, schema, {partition.part for partition in together}))
    return tables


def read_partition(name: str, partition: Partition, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the rows of one partition as it stands now."""
    return read(name, [partition.day], [partition.part], columns)
