"""Registers made for one test: good rows from the declared examples, changed where the test asks."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from include.landing.contract import Table, table
from include.registers.declaration import clerk_columns

Good = Callable[..., dict[str, Any]]
Drop = Callable[..., Path]


def first_sheet(book: openpyxl.Workbook) -> Worksheet:
    """Return the sheet on which a workbook opens."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def _value(declared: Table, name: str) -> Any:
    column = declared.column(name)
    if column.example:
        return column.example
    return "chữ" if column.is_required else None


@pytest.fixture
def good() -> Good:
    """Give a function that returns one good row of a register by column, changed as asked."""

    def row(name: str, **changed: Any) -> dict[str, Any]:
        declared = table(name)
        return {column.name: _value(declared, column.name) for column in clerk_columns(declared)} | changed

    return row


def _write_xlsx(path: Path, sheet: str, rows: Sequence[Sequence[Any]]) -> None:
    book = openpyxl.Workbook()
    page = first_sheet(book)
    page.title = sheet[:31]
    for row in rows:
        page.append(list(row))
    book.save(path)


def _write_csv(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


@pytest.fixture
def drop(home: Path) -> Drop:
    """Give a function that writes rows of a register into the folder, as XLSX or CSV."""

    def write(name: str, *rows: dict[str, Any], file_name: str = "") -> Path:
        declared = table(name)
        columns = clerk_columns(declared)
        path = home / "registers" / (file_name or f"{name}.xlsx")
        lines: list[list[Any]] = [
            [column.header for column in columns],
            *([row.get(c.name) for c in columns] for row in rows),
        ]
        if path.suffix == ".csv":
            _write_csv(path, lines)
        else:
            _write_xlsx(path, declared.title, lines)
        return path

    return write
