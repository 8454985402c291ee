"""How dbt is called: which rules there are, for which store."""

from pathlib import Path

import pytest

from include.settings import settings
from include.warehouse import dbt
from tests.include.warehouse.conftest import BuiltCity

LONGEST_NAME = 63  # PostgreSQL's, for what a case is built as


def test_every_rule_model_is_found_by_its_file() -> None:
    rules = dbt.rule_models()
    assert {"licence_held", "reprint_delay", "source_credit"} <= {name.removeprefix("rule_") for name in rules}
    assert rules == sorted(rules)


def test_a_number_of_the_project_is_told_as_the_project_has_it() -> None:
    assert dbt.project_variable("decisions_needed") == 30


def test_the_state_of_the_project_rests_on_models_seeds_and_macros() -> None:
    suffixes = {path.suffix for path in dbt.project_files()}
    assert {".sql", ".csv"} <= suffixes
    assert not any("target" in path.parts for path in dbt.project_files())


@pytest.mark.parametrize(("target", "kind"), [("duckdb", "duckdb"), ("postgres", "postgres")])
def test_the_profile_follows_the_settings(home: Path, monkeypatch: pytest.MonkeyPatch, target: str, kind: str) -> None:
    monkeypatch.setenv("PRESS_WAREHOUSE_TARGET", target)
    monkeypatch.setenv("PRESS_WAREHOUSE_URL", "postgresql://u:p@127.0.0.1:5432/press")
    settings.cache_clear()
    assert f"'type': '{kind}'" in repr(dbt.profile())


@pytest.mark.slow
def test_every_case_of_every_model_passes(own_city: BuiltCity) -> None:
    answer = dbt.run_dbt(["--quiet", "test", "--select", "test_type:unit"])
    assert [row["node"] for row in dbt.outcomes(answer) if row["status"] != "pass"] == []
    assert len(dbt.outcomes(answer)) > len(dbt.rule_models())
    assert [row["node"] for row in dbt.outcomes(answer) if len(row["node"]) > LONGEST_NAME] == []
