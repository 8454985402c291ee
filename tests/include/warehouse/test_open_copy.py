"""The published copy opens as docs/analysts.md says."""

import json
import re
from pathlib import Path

import duckdb
import pytest

from include.settings import ROOT
from include.warehouse.copying import NEWEST_STORAGE, STORAGE_NUMBER
from tests.include.warehouse.conftest import BuiltCity

PAGE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.S)


@pytest.fixture(autouse=True)
def at_the_installation(at_city: BuiltCity, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the home folder, as the paths of the page do."""
    monkeypatch.chdir(at_city.home)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_each_block_of_python_gives_rows(block: str) -> None:
    names: dict[str, object] = {}
    exec(block, names)  # noqa: S102  # the page's own text
    assert len(names["frame"])  # type: ignore[arg-type]


def test_parquet_alone_is_read_by_one_statement() -> None:
    files = "published/current/parquet/candidates/fct_verdicts/*.parquet"
    (alone,) = duckdb.sql(f"select count(*) from '{files}'").fetchall()
    with duckdb.connect("published/current/candidates.duckdb", read_only=True) as copy:
        assert copy.execute("select count(*) from fct_verdicts").fetchall() == [alone]
    assert files in PAGE


def test_polars_reads_the_folder_where_it_is_installed() -> None:
    polars = pytest.importorskip("polars", reason="polars is no dependency; where it is installed it reads the folder")
    files = "published/current/parquet/candidates/fct_verdicts/*.parquet"
    rows = polars.scan_parquet(files).group_by("status").len().collect()
    assert [(rows["len"].sum(),)] == duckdb.sql(f"select count(*) from '{files}'").fetchall()


@pytest.mark.parametrize("name", ["warehouse.duckdb", "candidates.duckdb"])
def test_both_files_are_of_a_format_that_older_tools_read(name: str) -> None:
    with Path("published/current", name).open("rb") as stream:
        assert int.from_bytes(stream.read(20)[STORAGE_NUMBER], "little") <= NEWEST_STORAGE


def test_the_dictionary_is_data() -> None:
    with open("published/current/data_dictionary.json", encoding="utf-8") as stream:  # noqa: PTH123  # as the page says
        declared = json.load(stream)
    assert {"name", "type", "unit", "meaning", "example"} <= set(declared[0]["columns"][0])
    assert all(mart["population"] for mart in declared)
