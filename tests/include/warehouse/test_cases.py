"""Every case that a dbt model declares, on the tables of the small city."""

from typing import Any

import pytest
from dbt.adapters.duckdb.impl import DuckDBAdapter

from include.warehouse import dbt
from tests.include.warehouse.conftest import BuiltCity

OWN = "__dbt_tmp"  # a case's own table, whose columns are asked for as they are
LONGEST_NAME = 63  # PostgreSQL's, for what a case is built as


@pytest.fixture
def described_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let dbt ask the database once for the columns of what a case replaces, not at every case: none changes here."""
    known: dict[str, list[Any]] = {}
    ask = DuckDBAdapter.get_columns_in_relation

    def remembered(adapter: DuckDBAdapter, relation: Any) -> list[Any]:
        name = str(relation)
        if OWN in name:
            return list(ask(adapter, relation))
        if name not in known:
            known[name] = list(ask(adapter, relation))
        return known[name]

    monkeypatch.setattr(DuckDBAdapter, "get_columns_in_relation", remembered)


@pytest.mark.slow
def test_every_case_of_every_model_passes(settled_city: BuiltCity, described_once: None) -> None:
    answer = dbt.run_dbt(["--quiet", "test", "--select", "test_type:unit"])
    assert [row["node"] for row in dbt.outcomes_of(answer) if row["status"] != "pass"] == []
    assert len(dbt.outcomes_of(answer)) > len(dbt.rule_models())
    assert [row["node"] for row in dbt.outcomes_of(answer) if len(row["node"]) > LONGEST_NAME] == []
