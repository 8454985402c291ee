"""The history of registers, from their dated landings, by the SQL of the warehouse."""

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.landing.contract import table
from include.registers.declaration import clerk_columns
from include.registers.load import load_registers
from include.settings import settings as installation_settings
from include.warehouse.dbt import run_dbt
from include.warehouse.load import load
from include.warehouse.store import open_store
from tests.include.warehouse.conftest import installation

MONTH = [date(2026, 11, number) for number in range(1, 31)]
MODELS = "fct_register_history int_outlets_dated stg_registers__units"
Rows = list[tuple[Any, ...]]


def _write(path: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = clerk_columns(table(name))
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow([column.header for column in columns])
        lines.writerows([row.get(column.name, column.example) for column in columns] for row in rows)


def _drop(folder: Path, day: date) -> None:
    """Leave in the folder what clerks had dropped by a day of the month."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    number = day.day
    licence = {"licence_number": "1/GP", "outlet_id": "trang_a", "domains": "a.example.vn"}
    renewed = licence | {"licence_number": "2/GP", "issued_on": "01/11/2026", "valid_to": ""}
    changing = licence | {"valid_to": "14/03/2027" if number % 10 < 5 else "14/03/2026"}  # there and back
    _write(folder / "licences.csv", "licences", [changing, *([renewed] if number > 15 else [])])
    if number % 7:  # a file removed once a week
        units = [{"unit_id": f"so_{letter}"} for letter in "abc"[: 1 + number % 3]]
        _write(folder / "units.csv", "units", units)
    if number % 4 == 0:  # the same file twice
        shutil.copy(folder / "licences.csv", folder / "licences_2.csv")
    if number == 20:
        _write(folder / "plans.csv", "plans", [])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the models once over an empty landing; the month is landed into copies of it."""
    home = tmp_path_factory.mktemp("history")
    with installation(home):
        _load()
        run_dbt(["build", "--quiet", "--select", *(f"+{name}" for name in MODELS.split()), "--exclude-resource-type",
                 "unit_test", "test"])  # fmt: skip
        yield home


def _load() -> None:
    store = open_store()
    try:
        load(store)
    finally:
        store.close()


def _compiled(home: Path, name: str) -> str:
    (path,) = (home / "warehouse" / "target").rglob(f"compiled/**/{name}.sql")
    return path.read_text(encoding="utf-8")


def _history(home: Path) -> list[Rows]:
    """Return what the models say of the landing as it lies there."""
    store = open_store()
    try:
        load(store)
        found = [
            store.rows(f"select * from ({_compiled(home, name)}) order by all")
            for name in ("fct_register_history", "int_outlets_dated")
        ]
        return [*found, store.rows("select unit_id, landed_on from staging.stg_registers__units order by all")]
    finally:
        store.close()


@pytest.fixture(scope="module")
def expected(built: Path) -> list[Rows]:
    """Land the month day by day and return its history."""
    for day in MONTH:
        _drop(built / "registers", day)
        load_registers(day)
    return _history(built)


def test_a_row_changed_and_changed_back_and_a_row_withdrawn_are_told(expected: list[Rows]) -> None:
    licences = sorted(row[3:] for row in expected[0] if row[1:3] == ("licences", "1/GP"))
    assert [(stretch, since.day, until and until.day) for stretch, _, since, until in licences] == [
        (1, 1, 5), (2, 5, 10), (3, 10, 15), (4, 15, 20), (5, 20, 25), (6, 25, 30), (7, 30, None),
    ]  # fmt: skip
    assert {row[1] for row in expected[0]} == {"licences", "units"}
    assert expected[1]


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(order=st.permutations(MONTH))
def test_a_month_landed_in_any_order_has_the_same_history(built: Path, expected: list[Rows], order: list[date]) -> None:
    shutil.rmtree(installation_settings().landing)
    for day in order:
        _drop(built / "registers", day)
        load_registers(day)
    assert _history(built) == expected
