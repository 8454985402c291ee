"""What analysts read: every mart and column described, every worked query running."""

import re

import pytest

from include.settings import ROOT
from include.warehouse import dbt, published
from include.warehouse.dictionary import as_markdown, marts
from tests.include.warehouse.conftest import BuiltCity
from tests.system import worked
from tests.system.worked_all import ANSWERS

QUERIES = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "analysts.md").read_text("utf-8"), re.S)


def test_each_of_at_least_25_worked_queries_has_an_answer_that_the_sample_city_must_give() -> None:
    assert len(QUERIES) == len(worked.QUERIES) >= 25
    assert set(ANSWERS) == set(worked.QUERIES)


@pytest.mark.parametrize("sql", QUERIES, ids=range(len(QUERIES)))
def test_a_worked_query_runs(at_city: BuiltCity, sql: str) -> None:
    assert published.query(sql) is not None


def test_every_mart_says_its_grain_and_every_column_its_meaning(at_city: BuiltCity) -> None:
    declared = marts(dbt.manifest())
    assert {"fct_verdicts", "fct_findings", "dim_outlets"} <= {mart["name"] for mart in declared}
    for mart in declared:
        assert "One row per" in mart["description"], mart["name"]
        for column in mart["columns"]:
            assert column["type"], (mart["name"], column)
            assert column["description"], (mart["name"], column)
            assert column["meaning"], (mart["name"], column)
            assert "Unit:" not in column["meaning"], (mart["name"], column)
            assert column["example"], (mart["name"], column)
        assert mart["population"], mart["name"]


def test_the_dictionary_takes_unit_and_example_from_what_stands_beside_the_model(at_city: BuiltCity) -> None:
    declared = {mart["name"]: {c["name"]: c for c in mart["columns"]} for mart in marts(dbt.manifest())}
    assert declared["rpt_portals"]["answer_milliseconds_median"]["unit"] == "milliseconds"
    assert declared["rpt_portals"]["printable_from"]["example"] == "2026-12-01"
    assert declared["fct_article_facts"]["state"]["example"] in ("present", "absent", "unread")


def test_the_dictionary_lists_the_columns_of_the_copy(at_city: BuiltCity) -> None:
    declared = {mart["name"]: [c["name"] for c in mart["columns"]] for mart in marts(dbt.manifest())}
    for name, columns in declared.items():
        assert list(published.query(f"select * from {name} limit 0").columns) == columns
    assert "## fct_verdicts" in as_markdown(marts(dbt.manifest()))
