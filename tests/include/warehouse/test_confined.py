"""SQL in a file of DuckDB that somebody could write reads no file of the installation: not the ledger's key."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from include.custody.databases import clean_file
from include.ledger.signing import prepare_key
from include.settings import settings
from include.warehouse import dbt, parsed
from include.warehouse.copying import DATABASE, Base, copy_marts
from include.warehouse.schemas import MARTS
from include.warehouse.store import database_file, open_store

REFUSED = "disabled by configuration"
MART = {"schema": MARTS, "name": "dim_outlets", "day_column": "", "columns": [{"name": "content", "type": "text"}]}


@pytest.fixture
def key(home: Path) -> Path:
    """Return the file of the ledger's key, which this process may read."""
    prepare_key()
    (path,) = settings().ledger_key.parent.iterdir()
    return path


@pytest.fixture
def planted(key: Path) -> Iterator[Callable[[Path, Path], None]]:
    """Return what puts a view that reads a file, under the name of a mart, into a file of DuckDB."""

    def plant(database: Path, read: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(database) as connection:
            connection.execute(f"create view dim_outlets as select content from read_text('{read}')")
            assert "PRIVATE KEY" in str(connection.execute("from dim_outlets").fetchall())

    yield plant


def test_a_view_in_the_warehouse_reads_no_key_and_no_link_to_it(
    planted: Callable[[Path, Path], None], key: Path
) -> None:
    settings().landing.mkdir()
    (settings().landing / "link").symlink_to(key)
    for read in (key, settings().landing / "link"):
        database_file().unlink(missing_ok=True)
        planted(database_file(), read)
        with closing(open_store()) as store, pytest.raises(duckdb.PermissionException, match=REFUSED):
            store.rows("select content from dim_outlets")


def test_a_view_in_the_last_copy_brings_no_key_into_the_next(planted: Callable[[Path, Path], None], key: Path) -> None:
    last, copy = settings().published / "builds" / "last", settings().published / "builds" / ".copy"
    copy.mkdir(parents=True)
    planted(last / DATABASE, key)
    base = Base(last, (date(2026, 10, 1),), frozenset({"another"}))
    with closing(open_store()) as store, pytest.raises(duckdb.PermissionException, match=REFUSED):
        copy_marts(store, [MART], copy, base)


def test_a_view_in_a_copy_reads_no_key_while_a_page_is_withdrawn(
    planted: Callable[[Path, Path], None], key: Path, tmp_path: Path
) -> None:
    planted(tmp_path / DATABASE, key)
    with pytest.raises(duckdb.PermissionException, match=REFUSED):
        clean_file(tmp_path / DATABASE, lambda database: [str(database.rows("from dim_outlets"))])


@pytest.mark.parametrize(
    "sql",
    [
        "select content from read_text('{key}')",
        "select 1 as a {{{{ config(post_hook=\"copy ({read}) to '{out}'\") }}}}",
    ],
)
def test_a_model_reads_no_key_and_writes_no_file(key: Path, tmp_path: Path, sql: str) -> None:
    project, out = tmp_path / "project", tmp_path / "out.csv"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text("name: small\nversion: '1.0.0'\nprofile: press_compliance\n", "utf-8")
    model = sql.format(key=key, out=out, read=f"select content from read_text('{key}')")
    (project / "models" / "reads.sql").write_text(model, encoding="utf-8")
    parsed.forget()
    (outcome,) = dbt.outcomes_of(dbt.run_dbt(["--quiet", "run"], project))
    assert outcome["status"] == "error"
    assert REFUSED in outcome["message"]
    assert not out.exists()
