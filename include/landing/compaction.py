"""Merges the many small files of a table and day into one segment; the rows do not change.

The order makes a kill harmless at any moment: the segment is written, then the manifest names it, and only then are the
files removed that it was made from. Until then they take precedence, and the next run removes a segment that no
manifest names. Writers go on meanwhile: a partition that they replace during a compaction keeps its own file.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import pyarrow as pa

from include.landing import segments, store
from include.landing.contract import table, tables
from include.landing.small_files import read_files
from include.landing.store import Loose, Partition
from include.locks import file_lock
from include.settings import settings

log = logging.getLogger(__name__)
DAYS_A_MANIFEST = 31  # days between two writes of the manifest: at most these are merged again after a kill
Progress = Callable[[str, date], None]


@dataclass(frozen=True, slots=True)
class Compacted:
    """The counts of one compaction: days of tables with a new segment, and small files that were removed."""

    segments: int
    files: int


def lock_path() -> Path:
    """Return the file whose lock compaction holds alone, and readers share that must see no segment change."""
    return settings().landing / ".compaction.lock"


def compact(
    names: Iterable[str] | None = None, days: Iterable[date] | None = None, progress: Progress | None = None
) -> Compacted:
    """Write a segment for every day that has files of single partitions; leave all other days alone.

    Args:
        names: Landing tables; None for all.
        days: Days; None for all.
        progress: Called with table and day before each.
    """
    wanted = None if days is None else set(days)
    made = files = 0
    with file_lock(lock_path()):
        for name in names if names is not None else tables():
            loose = (day for day in store.loose_days(name) if wanted is None or day in wanted)
            while batch := list(islice(loose, DAYS_A_MANIFEST)):
                removed = _compact_days(name, batch, progress)
                made, files = made + len(batch), files + removed
            _sweep(name)
    if made:
        log.info("landing: %d files became %d segments", files, made)
    return Compacted(made, files)


def _compact_days(name: str, days: list[date], progress: Progress | None) -> int:
    """Compact some days of one table, name their segments in its manifest, and return how many files were removed."""
    named, taken = dict(segments.manifest(name)), []
    for day in days:
        if progress:
            progress(name, day)
        segment, loose = store.retried(_merge, name, day, named.get(day))
        taken.append((day, loose))
        named.pop(day, None)
        if segment:
            named[day] = segment
    if named != segments.manifest(name):
        segments.put_manifest(name, named)
    with file_lock(store.lock_path(name)):
        return sum(_drop(name, day, loose) for day, loose in taken)


def _merge(name: str, day: date, segment: Path | None) -> tuple[Path | None, Loose]:
    """Write the segment of a day from its earlier one and its loose files; return the segment, if any, and those."""
    loose = store.loose(name, day)
    earlier = {extent.part: extent.version for extent in (segments.index(segment) if segment else ())}
    versions = {part: version for part, version in earlier.items() if part not in loose.removed}
    versions |= {part: partition.version for part, partition in loose.partitions.items()}
    if versions == earlier or not versions:
        return (segment if versions else None), loose
    schema = table(name).schema
    rows = _rows(segment, loose.partitions, versions, schema)
    return segments.write(name, day, schema, versions, rows), loose


def _rows(
    segment: Path | None, own: Mapping[str, Partition], versions: Mapping[str, str], schema: pa.Schema
) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of each part, by its name: from its own file, or else from the earlier segment, read once."""
    kept = iter(segments.read_parts(segment, schema)) if segment else iter(())
    written = read_files([own[part].path for part in sorted(own)], schema)
    for part in sorted(versions):
        if part in own:
            yield part, next(written)
        else:
            yield part, next(rows for name, rows in kept if name == part)


def _drop(name: str, day: date, loose: Loose) -> int:
    """Remove the files that a segment was made from, unless they were replaced since; return how many were removed."""
    taken = [(partition.path, partition.version) for partition in loose.partitions.values()]
    count = 0
    for path, version in [*taken, *loose.removed.values()]:
        with suppress(FileNotFoundError):
            if store.version_of(path) == version:
                path.unlink()
                count += 1
    with suppress(OSError):  # not empty: something was written meanwhile
        store.partition_path(name, day).parent.rmdir()
    return count


def _sweep(name: str) -> None:
    """Remove segments that the manifest does not name: replaced ones, and those of a run that was killed."""
    named = {path.name for path in segments.manifest(name).values()}
    for path in segments.folder(name).glob("*"):
        if path.name not in named:
            path.unlink()
