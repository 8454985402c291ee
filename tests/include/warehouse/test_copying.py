"""The files of the published copy are of a format that older tools read, also where the last copy's was newer."""

from pathlib import Path

import duckdb
import pytest

from include.warehouse.copying import NEWEST_STORAGE, STORAGE_NUMBER, _begin

SMALL = "create table dim_days as select range as number, 'ngày ' || range as words from range(3000)"


def storage_of(path: Path) -> int:
    """Return the number of a file's format."""
    return int.from_bytes(path.read_bytes()[STORAGE_NUMBER], "little")


def test_a_new_copy_is_of_the_older_format_and_stays_so_when_it_is_written_to(tmp_path: Path) -> None:
    _begin(tmp_path / "copy.duckdb", None)
    with duckdb.connect(tmp_path / "copy.duckdb") as copy:
        copy.execute(SMALL)
    with duckdb.connect(tmp_path / "copy.duckdb") as copy:
        copy.execute("delete from dim_days where number > 10")
    assert storage_of(tmp_path / "copy.duckdb") <= NEWEST_STORAGE


@pytest.mark.parametrize("version", ["v1.0.0", "latest"])
def test_the_last_copy_is_taken_over_whatever_its_format(tmp_path: Path, version: str) -> None:
    last, copy = tmp_path / "last.duckdb", tmp_path / "copy.duckdb"
    with duckdb.connect() as maker:
        maker.execute(f"attach '{last}' as last (storage_version '{version}')")
        maker.execute("use last")
        maker.execute(SMALL)
        rows = maker.execute("select count(*), max(words) from dim_days").fetchall()
        maker.execute("use memory")
        maker.execute("detach last")
    assert (storage_of(last) > NEWEST_STORAGE) == (version == "latest")
    last.chmod(0o440)
    _begin(copy, last)
    copy.chmod(0o640)
    with duckdb.connect(copy) as found:
        assert found.execute("select count(*), max(words) from dim_days").fetchall() == rows
    assert storage_of(copy) <= NEWEST_STORAGE
