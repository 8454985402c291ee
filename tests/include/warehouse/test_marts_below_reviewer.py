"""No mart below reviewer shows an outlet by anything that nobody has decided, whichever marts there are."""

import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from include.periods.days import local_day
from include.warehouse import dbt, published
from include.warehouse.copying import CANDIDATES_DATABASE, DATABASE
from include.warehouse.schemas import CANDIDATES, MARTS
from tests.include.review.conftest import desk, log  # noqa: F401
from tests.include.warehouse.conftest import BuiltCity, installation
from tests.support.below_reviewer import shown_below_reviewer, undecided
from tests.support.naming_histories import (
    NAME,
    OUTLET,
    Log,
    given_tables,
    may_be_named,
    play,
    steps,
    straight,
)
from tests.support.rebuilt import RebuiltWarehouse

# What stands for an outlet, an article, a page or a matter, whatever the column is called that shows it.
MARKS = """
select outlet_id from fct_verdicts where status in ('not_met', 'needs_review')
union select finding_id from fct_findings
union select matter_id from fct_matters
union select question_id from fct_questions
union select coalesce(evidence_url, finding_id) from fct_findings
union select coalesce(excerpt, finding_id) from fct_findings
union select outlet_name from dim_outlets where outlet_id in (
    select outlet_id from fct_verdicts where status in ('not_met', 'needs_review')
)
union select article_id from fct_article_facts where state = 'absent'
union select reprint_article_id from fct_reprints"""
SHORTEST = 5  # a passage of fewer letters stands everywhere


@pytest.fixture
def graph(at_city: BuiltCity) -> dict[str, Any]:
    """Return dbt's manifest of the built city."""
    return dbt.manifest()


def test_the_marts_that_rest_on_undecided_facts_are_found_by_lineage(graph: dict[str, Any]) -> None:
    names = {graph["nodes"][key]["name"] for key in undecided(graph)}
    assert {"fct_verdicts", "fct_matters", "rpt_candidates", "rpt_matters", "rpt_verdicts"} <= names
    assert {"rpt_candidates", "rpt_matters", "rpt_named_matters", "rpt_corrections"} <= set(shown_below_reviewer(graph))
    assert "dim_outlets" not in names, "the register is nobody's finding"


@pytest.fixture
def marks(at_city: BuiltCity) -> set[str]:
    """Return what stands for an outlet with undecided facts, its articles and its matters."""
    found = {str(value) for row in published.rows(MARKS) for value in row.values() if len(str(value)) >= SHORTEST}
    assert len(found) > 10
    return found


def test_no_mart_below_reviewer_holds_an_outlet_with_undecided_facts(graph: dict[str, Any], marks: set[str]) -> None:
    for name in shown_below_reviewer(graph):
        for row in published.rows(f"from {name}"):
            shown = " ".join(str(value) for value in row.values())
            assert not [mark for mark in marks if mark in shown], (name, row)


def test_the_same_look_finds_them_among_candidates(graph: dict[str, Any], marks: set[str]) -> None:
    shown = {str(value) for row in published.rows("from fct_verdicts") for value in row.values()}
    assert shown & marks


@pytest.fixture
def below(at_city: BuiltCity) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file that readers below reviewer have, and nothing else."""
    with duckdb.connect(published.current() / DATABASE, read_only=True) as connection:
        yield connection


def test_the_file_for_readers_holds_marts_alone_and_the_other_candidates_alone(
    graph: dict[str, Any], below: duckdb.DuckDBPyConnection
) -> None:
    placed = {schema: {n["name"] for n in graph["nodes"].values() if n.get("schema") == schema and
                       n["resource_type"] == "model"} for schema in (MARTS, CANDIDATES)}  # fmt: skip
    held = {name for (name,) in below.execute("select table_name from information_schema.tables").fetchall()}
    assert held == placed[MARTS]
    with duckdb.connect(published.current() / CANDIDATES_DATABASE, read_only=True) as sealed:
        names = {name for (name,) in sealed.execute("select table_name from information_schema.tables").fetchall()}
    assert names == placed[CANDIDATES]


def mode(path: Path) -> int:
    """Return who may do what with a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def test_strangers_read_marts_and_no_candidates(at_city: BuiltCity) -> None:
    folder = published.current()
    sealed = [folder / CANDIDATES_DATABASE, *(folder / "parquet" / "candidates").rglob("*.parquet")]
    assert {mode(path) for path in sealed} == {0o440}
    assert mode(folder / "parquet" / "candidates") == 0o750
    others = [path for path in folder.rglob("*") if path.is_file() and path not in sealed]
    assert {mode(path) for path in others} == {0o444}


# Whose rows a drawn history gives: what these rest on plays no part.
GIVEN = {
    "landing.ledger_entries": "ledger_entries",
    "landing.captures": "captures",
    "candidates.fct_verdicts": "fct_verdicts",
    "candidates.fct_findings": "fct_findings",
    "intermediate.int_outlets_dated": "int_outlets_dated",
    "seeds.calendar": "calendar",
    "seeds.report_periods": "report_periods",
    "marts.dim_rules": "dim_rules",
    "marts.dim_rule_versions": "dim_rule_versions",
    "marts.dim_outlets": "dim_outlets",
}
MARK = "Dấu Riêng Của Phát Hiện"


@pytest.fixture(scope="module")
def world(built_city: BuiltCity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RebuiltWarehouse]:
    """Open a copy of the city's warehouse, in which every mart can be made again over a drawn history."""
    with installation(built_city.home):
        made = RebuiltWarehouse(tmp_path_factory.mktemp("world"))
    yield made
    made.connection.close()


def findings(world: RebuiltWarehouse, strength: str) -> pa.Table:
    """Return a finding a day of the matter, each text of which is a mark of its own, but what the catalogue says."""
    types = dict(world.connection.execute("select column_name, data_type from information_schema.columns where "
                                          "table_name = 'fct_findings'").fetchall())  # fmt: skip
    said = {"outlet_id": OUTLET, "rule_id": "home_page_identity", "rule_version_id": "v1", "strength": strength,
            "cause": "missing_twice", "state": "candidate", "instrument": "NĐ", "provision": "Điều 1",
            "provision_address": "", "unit": None}  # fmt: skip
    rows = [
        {name: f"{MARK} {day}" for name, kind in types.items() if kind == "VARCHAR"}
        | said | {"finding_date": date(2026, 10, day)}
        for day in (15, 16, 17)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def named_in(rows: list[dict[str, Any]]) -> bool:
    """Return whether a row holds the outlet, its matter or its finding, in whichever column."""
    cells = {str(value) for row in rows for value in row.values()}
    return "m1" in cells or any(mark in cell for cell in cells for mark in (OUTLET, NAME, MARK))


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.one_of(straight(), straight(), st.lists(st.tuples(st.integers(0, 12), steps()), max_size=12)),
    jurisdiction=st.sampled_from(["city", "city", "city", "ministry", None]),
    strength=st.sampled_from(["duty", "duty", "duty", "advisory"]),
)
def test_no_mart_below_reviewer_shows_an_outlet_before_its_date(
    world: RebuiltWarehouse,
    log: Log,  # noqa: F811
    acts: list[Any],
    jurisdiction: str | None,
    strength: str,
) -> None:
    history = play(log, acts, jurisdiction, strength)
    tables = given_tables(log, jurisdiction, strength, history.at)
    tables["landing.captures"] = tables.pop("staging.stg_ingestion__captures")
    tables["candidates.fct_findings"] = findings(world, strength)
    assert tables.keys() == GIVEN.keys()
    shown = shown_below_reviewer(world.graph)
    with world.over(tables, world.remade(["fct_matters", *shown], list(GIVEN.values()))) as connection:
        rows = {name: connection.sql(f"from marts.{name}").to_arrow_table().to_pylist() for name in shown}
        (matter,) = connection.sql("from candidates.fct_matters").to_arrow_table().to_pylist()
    allowed = may_be_named(log, jurisdiction, strength, local_day(history.at))
    assert matter["is_nameable"] == allowed
    assert {name for name in shown if named_in(rows[name])} == ({"rpt_named_matters"} if allowed else set())
