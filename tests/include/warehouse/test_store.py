"""DuckDB and PostgreSQL: the same marts from the same landing, row by row; candidates are for analysts alone."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg2
import pytest

from include.landing import store
from include.warehouse import dbt
from include.warehouse.build import build_warehouse
from include.warehouse.dictionary import marts as declared_marts
from include.warehouse.readers import ANALYST, READER
from include.warehouse.schemas import CANDIDATES, MARTS
from tests.include.warehouse.conftest import BuiltCity, copy_home, installation
from tests.include.warehouse.test_changes import a_late_article
from tests.include.warehouse.whole_city import add_the_rest, decide
from tests.support.marts import assert_equal, marts

Marts = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Pair:
    """The marts of one landing as both stores give them, in full and after a late article; the server's address."""

    on_duckdb: list[Marts]
    on_postgres: list[Marts]
    failed_cases: list[str]
    schemas: dict[str, str]
    address: str


def two_homes(built_city: BuiltCity, folders: pytest.TempPathFactory, *names: str) -> list[Path]:
    """Return two installations of one landing in which every table has rows; nothing is built of it."""
    homes = [folders.mktemp(name) for name in names]
    copy_home(built_city.home, homes[0])
    with installation(homes[0]):
        store.write("reprints", date(2021, 5, 31), [])  # nothing was found on that day: an empty partition comes first
        add_the_rest(built_city.ids)
        decide()
    for part in ("landing", "ledger", "keys"):
        shutil.copytree(homes[0] / part, homes[1] / part, dirs_exist_ok=True)
    return homes


def build_twice() -> list[Marts]:
    """Build the current installation in full and again after a late article; return the marts of each."""
    build_warehouse(None)
    in_full = marts()
    a_late_article()
    assert not build_warehouse([]).is_full
    return [in_full, marts()]


def failing_cases() -> list[str]:
    """Return the cases of the models that fail in the current installation's store."""
    cases = dbt.run_dbt(["--quiet", "test", "--select", "test_type:unit"])
    return [row["node"] for row in dbt.outcomes_of(cases) if row["status"] != "pass"]


@pytest.fixture(scope="module")
def pair(built_city: BuiltCity, tmp_path_factory: pytest.TempPathFactory, postgres: str) -> Pair:
    """Build one landing, in which every table has rows, in both stores."""
    homes = two_homes(built_city, tmp_path_factory, "on_duckdb", "on_postgres")
    with installation(homes[0]):
        on_duckdb = build_twice()
    with installation(homes[1], warehouse_target="postgres", warehouse_url=postgres):
        on_postgres = build_twice()
        schemas = {mart["name"]: mart["schema"] for mart in declared_marts(dbt.manifest())}
        return Pair(on_duckdb, on_postgres, failing_cases(), schemas, postgres)


@pytest.mark.slow
def test_every_mart_has_rows_to_compare(pair: Pair) -> None:
    # An outlet is named only after a whole right of reply, which this city has not seen: test_naming draws those.
    empty = {name for name, frame in pair.on_duckdb[0].items() if frame.empty}
    assert empty <= {"rpt_named_matters", "rpt_corrections"}


@pytest.mark.slow
@pytest.mark.parametrize("build", [0, 1], ids=["in full", "after a late article"])
def test_both_stores_give_equal_marts(pair: Pair, build: int) -> None:
    assert_equal(pair.on_duckdb[build], pair.on_postgres[build])


@pytest.mark.slow
def test_every_case_of_every_model_passes_on_postgres(pair: Pair) -> None:
    assert pair.failed_cases == []


def signed_in(pair: Pair, role: str) -> Iterator[Any]:
    """Connect as a user who is a member of one role and nothing else."""
    with closing(psycopg2.connect(pair.address)) as owner, owner, owner.cursor() as cursor:
        cursor.execute("drop role if exists somebody")
        cursor.execute(f"create role somebody login password 'of this test' in role {role}")
    parts = psycopg2.extensions.parse_dsn(pair.address) | {"user": "somebody", "password": "of this test"}
    with closing(psycopg2.connect(**parts)) as connection:
        connection.autocommit = True
        yield connection.cursor()


@pytest.fixture
def reader(pair: Pair) -> Iterator[Any]:
    """Connect as a reader of reports."""
    yield from signed_in(pair, READER)


@pytest.fixture
def analyst(pair: Pair) -> Iterator[Any]:
    """Connect as an analyst or reviewer."""
    yield from signed_in(pair, ANALYST)


@pytest.mark.slow
def test_an_analyst_sees_every_mart_of_the_last_build(pair: Pair, analyst: Any) -> None:
    assert set(pair.schemas.values()) == {MARTS, CANDIDATES}
    for name, frame in pair.on_postgres[-1].items():
        analyst.execute(f"select count(*) from {pair.schemas[name]}.{name}")
        assert analyst.fetchone() == (len(frame),), name


@pytest.mark.slow
def test_a_reader_sees_every_mart_but_candidates(pair: Pair, reader: Any) -> None:
    for name, schema in pair.schemas.items():
        if schema == MARTS:
            reader.execute(f"select count(*) from marts.{name}")
            assert reader.fetchone() == (len(pair.on_postgres[-1][name]),), name
        else:
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                reader.execute(f"select count(*) from {schema}.{name}")


@pytest.mark.slow
@pytest.mark.parametrize(
    "sql",
    [
        "delete from candidates.fct_verdicts",
        "insert into marts.dim_rules (rule_id) values ('x')",
        "drop table marts.dim_rules",
        "create table marts.own (x int)",
        "create table candidates.own (x int)",
        "create table public.own (x int)",
        "select * from staging.stg_registers__licences",
        "select * from intermediate.int_evidence_gathered",
        "select * from landing.ledger_entries",
        "select * from seeds.rules",
    ],
)
def test_an_analyst_cannot_write_and_sees_nothing_behind_the_marts(analyst: Any, sql: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        analyst.execute(sql)
