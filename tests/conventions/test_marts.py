"""Every mart: each column says what it is, and each number in which unit."""

from typing import Any

from include.settings import ROOT
from tests.support.declared import read_yaml

MARTS = sorted((ROOT / "dbt_project" / "models" / "marts").rglob("*.yml"))
NUMBERS = {"bigint", "integer", "float8", "double", "numeric"}
UNITS = {
    "agencies", "articles", "articles or facts", "attendances", "bytes", "calendar year", "characters",
    "conferences", "days", "entries", "fields", "findings", "inspections", "listings", "matters", "milliseconds",
    "minutes",
    "named in the column unit", "ordinal", "outlet days", "outlets", "percent", "persons", "pieces", "places",
    "questions", "ratio", "replies", "reports", "requests", "sessions", "share", "things due", "units of the city",
    "verdicts", "VND",
}  # fmt: skip


def columns() -> dict[str, dict[str, Any]]:
    """Return every column of every mart by ``mart.column``."""
    found: dict[str, dict[str, Any]] = {}
    for path in MARTS:
        for model in read_yaml(path).get("models", []):
            found |= {f"{model['name']}.{column['name']}": column for column in model["columns"]}
    return found


COLUMNS = columns()


def test_each_column_says_what_it_is() -> None:
    assert not [name for name, column in COLUMNS.items() if len(column.get("description", "")) < 4]


def test_each_number_names_its_unit_at_the_end_of_its_description() -> None:
    numbers = {name: column["description"] for name, column in COLUMNS.items() if column["data_type"] in NUMBERS}
    assert len(numbers) > 80
    assert not [name for name, about in numbers.items() if about.partition("Unit: ")[2].removesuffix(".") not in UNITS]


def test_a_unit_named_in_a_column_has_that_column() -> None:
    pointing = [name for name, column in COLUMNS.items() if "named in the column unit" in column.get("description", "")]
    assert pointing
    assert {f"{name.partition('.')[0]}.unit" for name in pointing} <= set(COLUMNS)


def test_what_every_row_has_is_asked_by_the_contract_and_not_by_a_test_of_its_own() -> None:
    """The database refuses such a row as it is written; a test would read the whole mart again, one for each column."""
    asked = [name for name, column in COLUMNS.items() if {"type": "not_null"} in column.get("constraints", [])]
    assert len(asked) > 150
    assert not [name for name, column in COLUMNS.items() if "not_null" in column.get("data_tests", [])]
