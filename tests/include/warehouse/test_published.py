"""The published copy: read-only, never locked, swapped under its readers without a fault."""

import threading
from pathlib import Path

import duckdb
import pytest

from include.errors import SettingError
from include.ledger.verification import require_sound
from include.settings import settings
from include.warehouse import published
from include.warehouse.dbt import Dbt
from include.warehouse.projects import private_copy
from include.warehouse.publish import publish
from include.warehouse.store import DuckDBStore
from tests.include.warehouse.conftest import BuiltCity

READS, SWAPS = 1000, 4
OPENED = 10  # every tenth read opens the copy anew


def test_asking_before_anything_is_published_says_what_to_do(home: Path) -> None:
    with pytest.raises(SettingError, match="build_warehouse"):
        published.query("select 1")


def test_a_reader_cannot_write(at_city: BuiltCity) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        published.query("delete from fct_verdicts")


@pytest.mark.parametrize("sql", ["select * from read_csv('/etc/passwd')", "copy fct_verdicts to '/tmp/x.csv'"])
def test_a_query_reaches_no_file_beside_the_copy(at_city: BuiltCity, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        published.query(sql)


def test_days_come_back_as_days_and_nothing_as_nothing(at_city: BuiltCity) -> None:
    row = published.rows("select verdict_date, cause from fct_verdicts where status = 'met' limit 1")[0]
    assert row["verdict_date"].isoformat() > "2021"
    assert row["cause"] is None


def count(is_opened: bool) -> int:
    """Return the number of verdicts, of a copy opened for this question or of the one that is kept open."""
    asked = "select count(*) as n from fct_verdicts"
    return int(published.query(asked)["n"].iloc[0] if is_opened else published.rows(asked)[0]["n"])


@pytest.mark.slow
def test_a_thousand_reads_while_copies_are_swapped_have_no_error(
    settled_city: BuiltCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "_KEPT", [])
    published.keep_open()
    store = DuckDBStore()
    counts: set[int] = set()
    swaps: set[str] = set()
    mark = str(require_sound())
    with private_copy() as copy:
        project = Dbt(copy)
        project.graph()  # parsed before it is asked for by many
        for _ in range(SWAPS):
            writer = threading.Thread(target=lambda: swaps.add(publish(store, project, [], mark)))
            writer.start()
            done = 0
            while writer.is_alive() or done < READS // SWAPS:
                counts.add(count(is_opened=done % OPENED == 0))  # opening takes fifty times as long as a question
                done += 1
            writer.join()
    store.close()
    assert len(counts) == 1
    assert len(swaps) == SWAPS
    assert len(list((settings().published / "builds").iterdir())) <= 3
