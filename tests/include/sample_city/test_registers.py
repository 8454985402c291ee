"""Tests of the registers: clerks' words and dates, and exactly the declared rows that must be quarantined."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from include.landing.contract import table, tables
from include.registers.check import check_file
from include.sample_city.declaration import Misbehaviour, faults, outlets, read_yaml
from include.sample_city.registers import bad_rows, rows, write_registers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("registers")
    write_registers(written)
    return written


def test_every_register_a_report_needs_is_written() -> None:
    written = {name for names in read_yaml("registers.yml")["files"].values() for name in names}
    assert written == {name for name, table in tables().items() if table.is_register} - {"manual_figures", "signers"}


@pytest.mark.parametrize("name", sorted(read_yaml("registers.yml")["files"]))
def test_a_register_has_no_bad_row_but_the_declared(folder: Path, name: str) -> None:
    declared = [
        reason for register in read_yaml("registers.yml")["files"][name] for reason in bad_rows().get(register, [])
    ]
    assert Counter(str(problem.code) for problem in check_file(folder / name)) == Counter(declared)


def test_every_licence_of_every_outlet_is_in_the_register() -> None:
    numbers = [row["licence_number"] for row in rows("licences") if row["outlet_id"] in outlets()]
    assert numbers == [licence.number for outlet in outlets().values() for licence in outlet.licences]


def test_addresses_in_registers_are_those_of_articles(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "cai_chinh.xlsx", read_only=True)
    sheet = book[table("corrections_due").title]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any(cell.startswith("http://thanglong.example.vn/") for cell in cells)
    assert not any("{" in cell for cell in cells)


def test_at_least_three_recipients_are_there() -> None:
    assert len({row["recipient_id"] for row in rows("recipients") if "effective_to" not in row}) >= 3


def test_a_correction_left_undone_is_asked_for_and_has_no_address() -> None:
    (undone,) = [f for f in faults().faults if f.misbehaviour is Misbehaviour.CORRECTION_LEFT_UNDONE]
    wanted = f"{{{undone.outlet_id}:{undone.days[0]}:{undone.article}}}"
    (asked,) = [row for row in rows("corrections_due") if row["article_address"] == wanted]
    assert "correction_address" not in asked
    assert asked["is_contested"] is False
