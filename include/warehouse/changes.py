"""Finds what changed in landing since the last load: by day first, within a changed day by partition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from include.landing import segments
from include.landing import store as landing
from include.landing.contract import Table
from include.landing.store import Partition

COLLECTOR = "include.ingestion"
LANDED_LAST = "harvests"  # written last of an outlet's day: once it is there, all its other tables are
CHANGED = pa.schema(
    {"table_name": pa.string(), "partition_day": pa.date32(), "partition_part": pa.string(), "version": pa.string()}
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to load: the parts of a segment that changed, None for all of them, or a partition's own file."""

    path: Path
    parts: tuple[str, ...] | None = None
    own: Partition | None = None

    def read(self, schema: pa.Schema) -> pa.Table:
        """Return the rows in a schema, with the day and part of each."""
        if self.own is None:
            return segments.read(self.path, pa.schema([*schema, *segments.OWN_COLUMNS]), self.parts)
        stored = segments.fit(pq.read_table(self.path, partitioning=None), schema)
        for value, column in zip((self.own.day, self.own.part), segments.OWN_COLUMNS, strict=True):
            stored = stored.append_column(column, pa.repeat(pa.scalar(value, column.type), stored.num_rows))
        return stored


@dataclass(frozen=True, slots=True)
class Changes:
    """The partitions of one table to load.

    Attributes:
        changed: One row per partition that changed, is new or was removed; the version of a removed one is empty.
        sources: The files to load.
        segments: The segment that each day is then loaded from; empty where the day rests on other files too.
    """

    changed: pa.Table
    sources: list[Source]
    segments: dict[date, str]


class Closed:
    """The outlets' days that had been landed whole when the load began.

    A day that was still being landed is not read, or its tables could disagree.
    """

    def __init__(self) -> None:
        """Note the loose files; the segments themselves cannot change during a load."""
        self._loose = {day: landing.loose(LANDED_LAST, day) for day in landing.loose_days(LANDED_LAST)}
        self._segments = segments.manifest(LANDED_LAST)

    def concerns(self, declared: Table) -> bool:
        """Return whether a table is one of those that are landed together."""
        return declared.writer == COLLECTOR and declared.part == "outlet"

    def parts(self, day: date) -> frozenset[str]:
        """Return the outlets whose day had been landed."""
        found = _parts(self._segments[day]) if day in self._segments else frozenset()
        loose = self._loose.get(day)
        return found if loose is None else (found - loose.removed.keys()) | loose.partitions.keys()


@lru_cache(maxsize=4096)
def _parts(segment: Path) -> frozenset[str]:
    """Return the parts of a segment, cached: a load asks for them table by table."""
    return frozenset(extent.part for extent in segments.index(segment))


@dataclass
class _Gathered:
    """The columns of the changed partitions, gathered day by day."""

    days: list[pa.Array] = field(default_factory=list)
    parts: list[pa.Array] = field(default_factory=list)
    versions: list[pa.Array] = field(default_factory=list)

    def add(self, day: date, versions: Mapping[str, str]) -> None:
        """Add the changed partitions of a day with their versions."""
        self.days.append(pa.repeat(pa.scalar(day, pa.date32()), len(versions)))
        self.parts.append(pa.array(list(versions), pa.string()))
        self.versions.append(pa.array(list(versions.values()), pa.string()))

    def table(self, name: str) -> pa.Table:
        """Return them as a table."""
        columns = [
            pa.chunked_array(own, kind)
            for own, kind in zip(
                (self.days, self.parts, self.versions), (pa.date32(), pa.string(), pa.string()), strict=True
            )
        ]
        named = pa.chunked_array([pa.repeat(pa.scalar(name), len(columns[0]))])
        return pa.Table.from_arrays([named, *columns], schema=CHANGED)


def changed_days(name: str, loaded: Mapping[date, str]) -> list[date]:
    """Return the days of a table that are not loaded as they stand, sorted.

    Args:
        name: Landing table.
        loaded: The segment that each day was loaded from; empty where it rested on other files too.
    """
    standing = {day: path.name for day, path in segments.manifest(name).items()}
    other = {day for day in standing.keys() | loaded.keys() if standing.get(day) != loaded.get(day)}
    return sorted(other.union(landing.loose_days(name)))


def compare(declared: Table, days: Sequence[date], loaded: Mapping[date, Mapping[str, str]], closed: Closed) -> Changes:
    """Compare some days of a table with what is loaded of them.

    Args:
        declared: The table.
        days: Days to compare.
        loaded: Versions of the loaded partitions, by day and part.
        closed: The outlets' days that may be loaded.
    """
    name, gathered, changes = declared.table, _Gathered(), Changes(CHANGED.empty_table(), [], {})
    for day in days:
        found = {partition.part: partition for partition in landing.partitions(name, [day])}
        passing = (
            {part: p for part, p in found.items() if part in closed.parts(day)} if closed.concerns(declared) else found
        )
        before = loaded.get(day, {})
        fresh = {part: p.version for part, p in passing.items() if before.get(part) != p.version}
        gone = dict.fromkeys(before.keys() - passing.keys(), "")
        if fresh or gone:
            gathered.add(day, fresh | gone)
        changes.sources.extend(_sources([passing[part] for part in fresh]))
        if found:
            changes.segments[day] = _resting_on(found, passing)
    return Changes(gathered.table(name), changes.sources, changes.segments)


def _sources(fresh: Sequence[Partition]) -> list[Source]:
    """Return the files that hold some partitions of one day."""
    own = [Source(partition.path, None, partition) for partition in fresh if not partition.is_compacted]
    compacted = [partition for partition in fresh if partition.is_compacted]
    if not compacted:
        return own
    path = compacted[0].path
    is_whole = len(compacted) == len(segments.index(path))
    return [Source(path, None if is_whole else tuple(partition.part for partition in compacted)), *own]


def _resting_on(found: Mapping[str, Partition], passing: Mapping[str, Partition]) -> str:
    """Return the segment that holds all of a day, or an empty text where more or less than it is loaded."""
    paths = {partition.path for partition in found.values()}
    is_one = len(paths) == 1 and all(partition.is_compacted for partition in found.values())
    if not is_one or len(passing) != len(found):
        return ""
    (path,) = paths
    return path.name if len(found) == len(segments.index(path)) else ""
