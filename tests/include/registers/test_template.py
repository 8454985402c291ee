"""Blank registers."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from include.landing.contract import table
from include.registers.check import check_file
from include.registers.declaration import clerk_columns, registers
from include.registers.load import load_registers
from include.registers.template import GUIDE_SHEET, LAST_ROW, choice_labels, guide_rows, write_template


@pytest.mark.parametrize("name", sorted(registers()))
def test_a_blank_register_is_accepted_as_it_is(tmp_path: Path, name: str) -> None:
    path = write_template(name, tmp_path / f"{name}.xlsx")
    assert check_file(path) == []
    book = openpyxl.load_workbook(path)
    assert [cell.value for cell in book.worksheets[0][1]] == [column.header for column in clerk_columns(table(name))]


@pytest.mark.parametrize("name", sorted(registers()))
def test_a_blank_register_helps_whoever_fills_it(tmp_path: Path, name: str) -> None:
    book = openpyxl.load_workbook(write_template(name, tmp_path / f"{name}.xlsx"))
    sheet, columns = book.worksheets[0], clerk_columns(table(name))
    offered = {str(cells) for rule in sheet.data_validations.dataValidation for cells in rule.sqref.ranges}
    chosen = [position for position, column in enumerate(columns, start=1) if choice_labels(column)]
    assert offered == {f"{get_column_letter(p)}2:{get_column_letter(p)}{LAST_ROW}" for p in chosen}
    assert all(rule.showErrorMessage for rule in sheet.data_validations.dataValidation)
    assert sheet.freeze_panes == "A2"
    assert all(cell.comment and (not column.example or column.example in cell.comment.text)
               for cell, column in zip(sheet[1], columns, strict=True))  # fmt: skip
    assert [row[0].value for row in book[GUIDE_SHEET].iter_rows(min_row=2, max_row=1 + len(columns))] == [
        column.header for column in columns
    ]


@pytest.mark.parametrize("name", sorted(registers()))
def test_the_examples_of_a_template_are_never_landed(home: Path, name: str) -> None:
    write_template(name, home / "registers" / f"{name}.xlsx")
    counts = load_registers(date(2026, 11, 14))
    assert (counts["registers"], counts["rows"], counts["quarantined"]) == (1, 0, 0)


def test_choices_are_offered_in_vietnamese(tmp_path: Path) -> None:
    path = write_template("licences", tmp_path / "licences.xlsx")
    book = openpyxl.load_workbook(path)
    offered = [cell.value for row in book["Danh mục"].iter_rows() for cell in row if cell.value]
    assert {"mạng xã hội", "Thành phố", "có", "không"} <= set(offered)
    assert len(book.worksheets[0].data_validations.dataValidation) == 7


def test_the_guide_says_how_each_column_is_filled() -> None:
    rows = {row[0]: row for row in guide_rows(table("licences"))}
    assert rows["Ngày cấp"][1:4] == ("có", "ngày, dd/mm/yyyy", "15/03/2022")
    assert rows["Cơ quan chủ quản"][1] == ""


def test_free_columns_offer_no_choice() -> None:
    assert choice_labels(table("licences").column("issuer")) == ()


def test_a_register_is_found_by_its_title(tmp_path: Path) -> None:
    assert write_template("Họp báo", tmp_path / "sub" / "x.xlsx").exists()
