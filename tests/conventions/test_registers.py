"""Each register has all that a clerk, an analyst and a newcomer expect of it."""

import pytest

from include.landing.contract import table
from include.registers.declaration import registers
from include.settings import ROOT
from tests.support.declared import read_yaml

OF_ALL_REGISTERS = {"landed_rows"}
STAGING = ROOT / "dbt_project" / "models" / "staging" / "registers"
NAMES = sorted(registers())


@pytest.mark.parametrize("name", NAMES)
def test_a_register_has_a_staging_model_that_selects_its_columns(name: str) -> None:
    sql = (STAGING / f"stg_registers__{name}.sql").read_text(encoding="utf-8")
    described = read_yaml(STAGING / f"stg_registers__{name}.yml")
    columns = {column["name"] for column in described["models"][0]["columns"]}
    assert f"source('registers', '{name}')" in sql
    assert "landed_on" in columns
    assert set(table(name).register_key) <= columns


def test_the_staging_models_read_every_register_and_nothing_else() -> None:
    declared = read_yaml(STAGING / "src_registers.yml")
    (source,) = (source for source in declared["sources"] if source["name"] == "registers")
    assert sorted(found["name"] for found in source["tables"]) == NAMES
    models = {path.stem.removeprefix("stg_registers__") for path in STAGING.glob("*.sql")}
    assert sorted(models - OF_ALL_REGISTERS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_register_stands_in_the_page_of_landing_tables_and_may_be_attested(name: str) -> None:
    assert f"\n## {name} (" in (ROOT / "docs" / "landing.md").read_text(encoding="utf-8")
    assert name in table("attestations").column("register").choices
