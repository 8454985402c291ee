"""Many files read at once give the rows that reading them one by one gives."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.landing import small_files
from include.landing.small_files import WORTH_IT, read_file, read_files

SCHEMA = pa.schema({
    "name": pa.string(), "number": pa.int64(), "share": pa.float64(), "is_seen": pa.bool_(), "day": pa.date32(),
    "seen_at": pa.timestamp("us", tz="UTC"),
})  # fmt: skip
ROW = st.fixed_dictionaries({
    "name": st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    "number": st.none() | st.integers(-(2**62), 2**62), "share": st.none() | st.floats(allow_nan=False),
    "is_seen": st.none() | st.booleans(), "day": st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "seen_at": st.none() | st.datetimes(timezones=st.just(UTC)),
})  # fmt: skip


def write(folder: Path, contents: list[list[dict[str, Any]]], without: str = "") -> list[Path]:
    """Write a file for each list of rows; every third lacks a column where one is named."""
    paths = []
    for number, rows in enumerate(contents):
        paths.append(folder / f"part {number}.parquet")
        rows_of_file = pa.Table.from_pylist(rows, schema=SCHEMA)
        pq.write_table(rows_of_file.drop_columns([without]) if without and number % 3 == 0 else rows_of_file, paths[-1])
    return paths


@settings(max_examples=15)
@given(
    st.lists(st.lists(ROW, max_size=4), min_size=WORTH_IT, max_size=WORTH_IT + 9), st.sampled_from(["", *SCHEMA.names])
)
def test_files_read_together_give_the_rows_of_each(
    tmp_path_factory: pytest.TempPathFactory, contents: list[list[dict[str, Any]]], without: str
) -> None:
    paths = write(tmp_path_factory.mktemp("day=2026-10-16"), contents, without)
    assert list(read_files(paths, SCHEMA)) == [read_file(path, SCHEMA) for path in paths]


def numbered(folder: Path, count: int = WORTH_IT + 4) -> list[Path]:
    """Write files of one row, each with its number."""
    return write(folder, [[{"number": number}] for number in range(count)])


def numbers(paths: list[Path]) -> list[int]:
    """Return the numbers that the files hold, in the order in which they are read."""
    return [row["number"] for rows in read_files(paths, SCHEMA) for row in rows.to_pylist()]


def test_paths_in_which_a_pattern_could_be_seen_are_read_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "day=[2026]*?"
    folder.mkdir()
    assert numbers(numbered(folder)) == list(range(WORTH_IT + 4))


def test_few_bytes_are_held_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = numbered(tmp_path)
    monkeypatch.setattr(small_files, "BYTES_AT_ONCE", 3 * paths[0].stat().st_size)
    monkeypatch.setattr(small_files, "WORTH_IT", 2)
    assert numbers(paths) == list(range(len(paths)))


def test_a_damaged_file_fails_as_it_does_alone(tmp_path: Path) -> None:
    paths = numbered(tmp_path)
    paths[7].write_bytes(b"PAR1")
    with pytest.raises(pa.ArrowInvalid, match="smaller than the minimum file footer"):
        numbers(paths)


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    paths = numbered(tmp_path)
    paths[7].unlink()
    with pytest.raises(FileNotFoundError):
        numbers(paths)


def test_a_column_of_another_type_in_one_file_changes_no_other_files_rows(tmp_path: Path) -> None:
    contents: list[list[dict[str, Any]]] = [
        [{"number": 2**53 + number, "share": 0.1 + number, "seen_at": datetime(2026, 10, 16, tzinfo=UTC)}]
        for number in range(WORTH_IT + 4)
    ]
    paths = write(tmp_path, contents)
    odd = pa.table({"number": ["7"], "share": pa.array(["0.25"]), "seen_at": ["2026-10-16 07:00:00+07"]})
    pq.write_table(odd, paths[5])
    others = [path for path in paths if path != paths[5]]
    alone = [read_file(path, SCHEMA) for path in others]
    try:
        together = list(read_files(paths, SCHEMA))
    except pa.ArrowException:
        with pytest.raises(pa.ArrowException):  # as it does alone
            read_file(paths[5], SCHEMA)
        return
    assert together[:5] + together[6:] == alone


def test_a_file_named_twice_gives_its_rows_twice(tmp_path: Path) -> None:
    paths = numbered(tmp_path)
    assert numbers([paths[0], *paths]) == [0, *range(len(paths))]


def test_rows_of_a_file_that_the_answer_calls_otherwise_are_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = numbered(tmp_path)
    monkeypatch.setattr(
        small_files, "_TOGETHER", f"select 1 as number, 'x' as {small_files._FILE} from ({small_files._TOGETHER})"
    )
    assert numbers(paths) == list(range(len(paths)))
