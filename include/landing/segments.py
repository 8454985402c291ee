"""Reads and writes segments, the large files of landing: one a table and day with all parts, named by a manifest.

A segment is ``<landing>/<table>/segments/<day>-<digest>.parquet`` and never changes. Its rows stand part after part,
and its footer says where each part lies and of which version it is. What no manifest names is no part of landing.
"""

import hashlib
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from include.atomic import replace_text, replacing
from include.settings import settings

ROWS_A_GROUP, BYTES_A_GROUP = 16_384, 16_000_000  # one part is read without the whole day, and a day in few steps
PARTS = b"press:parts"
DAY_COLUMN, PART_COLUMN = "partition_day", "partition_part"
OWN_COLUMNS = (pa.field(DAY_COLUMN, pa.date32()), pa.field(PART_COLUMN, pa.string()))


@dataclass(frozen=True, slots=True)
class Extent:
    """Where one part lies in a segment: its first row, how many rows, and the version of what it was made from."""

    part: str
    version: str
    first: int
    rows: int


def folder(name: str) -> Path:
    """Return the folder that holds a table's segments."""
    return settings().landing / name / "segments"


def manifest_path(name: str) -> Path:
    """Return the file that names a table's segments."""
    return settings().landing / name / "manifest.json"


def manifest(name: str) -> Mapping[date, Path]:
    """Return the segment of each day of a table, in the order of days."""
    path = manifest_path(name)
    try:
        status = path.stat()
    except FileNotFoundError:
        return {}
    return _read_manifest(path, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=256)
def _read_manifest(path: Path, _modified_ns: int, _inode: int) -> Mapping[date, Path]:
    """Read one manifest; modification time and inode are the cache's key, so that a replaced one is read again."""
    named = json.loads(path.read_text(encoding="utf-8"))["segments"]
    segments = path.parent / "segments"
    return MappingProxyType({date.fromisoformat(day): segments / file for day, file in sorted(named.items())})


def put_manifest(name: str, named: Mapping[date, Path]) -> None:
    """Replace a table's manifest in one rename: from then on these segments, and no others, are its landing."""
    segments = {day.isoformat(): path.name for day, path in sorted(named.items())}
    replace_text(manifest_path(name), json.dumps({"table": name, "segments": segments}, indent=0))


@lru_cache(maxsize=64)
def index(path: Path) -> tuple[Extent, ...]:
    """Return where the parts of a segment lie, sorted by part."""
    packed = pq.read_metadata(path).metadata[PARTS]
    return tuple(Extent(sys.intern(part), *rest) for part, *rest in json.loads(packed))


def read(path: Path, schema: pa.Schema, parts: Collection[str] | None = None) -> pa.Table:
    """Return the rows of a segment in a schema, of all parts or of some.

    Raises:
        FileNotFoundError: The segment has been replaced since its manifest was read.
    """
    file = pq.ParquetFile(path, memory_map=True)
    names = [name for name in schema.names if name in file.schema_arrow.names]
    if parts is None:
        return fit(file.read(columns=names), schema)
    wanted = [extent for extent in index(path) if extent.part in parts]
    pieces: list[pa.Table] = []
    begin = 0
    for number in range(file.num_row_groups):
        end = begin + file.metadata.row_group(number).num_rows
        inside = [(max(begin, e.first), min(end, e.first + e.rows)) for e in wanted]
        if inside := [(first, last) for first, last in inside if first < last]:
            group = file.read_row_group(number, columns=names)
            pieces += [group.slice(first - begin, last - first) for first, last in inside]
        begin = end
    return fit(pa.concat_tables(pieces), schema) if pieces else schema.empty_table()


def read_parts(path: Path, schema: pa.Schema) -> Iterator[tuple[str, pa.Table]]:
    """Yield every part of a segment with its rows, holding few groups at once."""
    file = pq.ParquetFile(path, memory_map=True)
    names = [name for name in schema.names if name in file.schema_arrow.names]
    groups = (fit(file.read_row_group(n, columns=names), schema) for n in range(file.num_row_groups))
    held, begin = schema.empty_table(), 0
    for extent in index(path):
        while begin + held.num_rows < extent.first + extent.rows:
            held = pa.concat_tables([held.slice(extent.first - begin), next(groups)])
            begin = extent.first
        yield extent.part, held.slice(extent.first - begin, extent.rows)


def fit(stored: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return stored rows in a declared schema; a column that an older file lacks is null."""
    if stored.schema.equals(schema):
        return stored
    arrays = [
        stored[f.name].cast(f.type) if f.name in stored.column_names else pa.nulls(stored.num_rows, f.type)
        for f in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def write(
    name: str, day: date, schema: pa.Schema, versions: Mapping[str, str], parts: Iterable[tuple[str, pa.Table]]
) -> Path:
    """Write the segment of a day, part after part, and return its file; no manifest names it yet.

    Args:
        name: Landing table.
        day: Day of the segment.
        schema: Shape of its rows.
        versions: Version of each part; they name the file.
        parts: Parts in the order of their names, with their rows.
    """
    digest = hashlib.sha256(repr(sorted(versions.items())).encode()).hexdigest()[:16]
    target = folder(name) / f"{day.isoformat()}-{digest}.parquet"
    extents: list[Extent] = []
    with (
        replacing(target) as stream,
        pq.ParquetWriter(stream, pa.schema([*schema, *OWN_COLUMNS]), compression="zstd") as writer,
    ):
        for group in _groups(day, schema, versions, parts, extents):
            writer.write_table(group, row_group_size=ROWS_A_GROUP)
        packed = [[e.part, e.version, e.first, e.rows] for e in extents]
        writer.add_key_value_metadata({PARTS.decode(): json.dumps(packed)})
    return target


def _groups(
    day: date,
    schema: pa.Schema,
    versions: Mapping[str, str],
    parts: Iterable[tuple[str, pa.Table]],
    extents: list[Extent],
) -> Iterator[pa.Table]:
    """Yield the rows of parts in groups of a bounded size, and note where each part lies."""
    waiting: list[pa.Table] = []
    count = size = first = 0
    for part, rows in parts:
        extents.append(Extent(part, versions[part], first, rows.num_rows))
        first += rows.num_rows
        own = [pa.repeat(pa.scalar(value, field.type), rows.num_rows) for value, field in _own(day, part)]
        waiting.append(pa.Table.from_arrays([*rows.columns, *own], schema=pa.schema([*schema, *OWN_COLUMNS])))
        count, size = count + rows.num_rows, size + rows.nbytes
        if count >= ROWS_A_GROUP or size >= BYTES_A_GROUP:
            yield pa.concat_tables(waiting)
            waiting, count, size = [], 0, 0
    if waiting:
        yield pa.concat_tables(waiting)


def _own(day: date, part: str) -> Iterator[tuple[date | str, pa.Field]]:
    """Pair day and part with the columns that hold them in a segment."""
    return zip((day, part), OWN_COLUMNS, strict=True)
