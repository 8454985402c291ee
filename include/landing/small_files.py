"""Reads many small Parquet files at once: a day has one for each outlet and table until it is compacted."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from include.landing.segments import fit

FILES_AT_ONCE = 2_000
BYTES_AT_ONCE = 16_000_000  # of files as they are stored
WORTH_IT = 16  # fewer files are read sooner one by one
_PATTERN = frozenset("*?[")
_FILE = "file_of_the_row"
_TOGETHER = """
select * from read_parquet($names, union_by_name = true, hive_partitioning = false, filename = 'file_of_the_row')"""


def read_file(path: Path, schema: pa.Schema) -> pa.Table:
    """Read one file into the declared schema; a column that an older file lacks is null."""
    file = pq.ParquetFile(path, memory_map=True)
    stored = set(file.schema_arrow.names)
    return fit(file.read(columns=[name for name in schema.names if name in stored]), schema)


def read_files(paths: Sequence[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield the rows of each file in the declared schema, in the order of the paths.

    Opening a file costs pyarrow a multiple of what it costs DuckDB, and most files hold a few rows; so DuckDB reads
    hundreds at a time. What it cannot read is read one by one, so that a damaged file fails as it does alone.

    Raises:
        FileNotFoundError: A file is gone.
        pyarrow.ArrowException: A file is damaged.
    """
    for batch in _batches(paths):
        yield from _read_batch(batch, schema)


def _batches(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Group paths so that few bytes are held at once."""
    batch: list[Path] = []
    size = 0
    for path in paths:
        size += path.stat().st_size
        batch.append(path)
        if size >= BYTES_AT_ONCE or len(batch) >= FILES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read_batch(paths: list[Path], schema: pa.Schema) -> list[pa.Table]:
    """Read some files together where that is sooner and possible, else one by one."""
    names = [str(path) for path in paths]
    is_plain = not any(_PATTERN & set(name) for name in names)  # DuckDB would look for a pattern
    if len(set(names)) >= WORTH_IT and len(set(names)) == len(names) and is_plain:
        with suppress(duckdb.Error, pa.ArrowException, LookupError):
            return _read_together(names, schema)
    return [read_file(path, schema) for path in paths]


def _read_together(names: list[str], schema: pa.Schema) -> list[pa.Table]:
    """Read files as one table, and cut it where the next file begins.

    Raises:
        duckdb.Error: A file is damaged.
        pyarrow.ArrowException: Columns of several files together are not of the declared types.
        LookupError: DuckDB names a file differently than it was asked for, so that its rows would be lost.
    """
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        rows = connection.sql(_TOGETHER, params={"names": names}).to_arrow_table()
    runs = pc.run_end_encode(rows[_FILE].combine_chunks())
    fitted, found, begin = fit(rows.drop_columns([_FILE]), schema), {}, 0
    for name, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        found[name] = fitted.slice(begin, end - begin)
        begin = end
    if not found.keys() <= set(names):
        raise LookupError(min(found.keys() - set(names)))
    return [found.get(name, schema.empty_table()) for name in names]
