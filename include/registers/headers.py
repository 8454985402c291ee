"""Tells which register a sheet is, and which column stands where."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from include.landing.contract import Column, Table
from include.registers.declaration import (
    GUIDE_SHEETS,
    clerk_columns,
    columns_by_header,
    fold,
    register_of_name,
    registers,
)
from include.registers.problems import Fault, Problem, UnreadableError
from include.registers.sheets import Sheet
from include.registers.values import REPLACEMENT, is_blank


@dataclass(frozen=True)
class ReadableSheet:
    """A sheet with its register and, by position, its columns."""

    sheet: Sheet
    table: Table
    columns: tuple[Column, ...]


def is_guide(sheet: Sheet) -> bool:
    """Tell whether a sheet is the template's own guide or list of choices."""
    return fold(sheet.name) in GUIDE_SHEETS


def _register_of_header(cells: Sequence[object]) -> Table | None:
    """Return the register that has every column of a header, and all it requires."""
    given = {fold(str(cell)) for cell in cells}
    for table in registers().values():
        required = {fold(column.header) for column in clerk_columns(table) if column.is_required}
        if required and required <= given <= set(columns_by_header(table)):
            return table
    return None


def recognise(sheet: Sheet, file_stem: str) -> Table:
    """Return the register of a sheet, by the sheet's name, the file's name or the header.

    Raises:
        UnreadableError: None of the three says so.
    """
    table = register_of_name(sheet.name) or register_of_name(file_stem) or _register_of_header(sheet.header())
    if table is None:
        problem = Problem(sheet.file_name, sheet.name, 0, "", Fault.REGISTER_UNKNOWN, detail="licences.xlsx")
        raise UnreadableError([problem])
    return table


def _unknown(header: str, table: Table) -> str:
    """Say that a register has no such column, and which it may have been."""
    headers = {fold(column.header): column.header for column in clerk_columns(table)}
    near = difflib.get_close_matches(fold(header), list(headers), n=1, cutoff=0.5)
    return f"{table.title}: không có cột này" + (f"; có thể là “{headers[near[0]]}”" if near else "")


def read_header(sheet: Sheet, table: Table) -> ReadableSheet:
    """Return the sheet with the columns of its header.

    Raises:
        UnreadableError: Row 1 is not the header; a column is unknown, missing, unnamed or there twice. All are named.
    """
    cells = sheet.header()
    known = columns_by_header(table)
    columns: list[Column] = []
    problems: list[Problem] = []
    for position, cell in enumerate(cells, start=1):
        text = "" if is_blank(cell) else str(cell)
        column = known.get(fold(text))
        fault = _fault(text, column, columns)
        if fault:
            detail = _unknown(text, table) if fault is Fault.COLUMN_UNKNOWN else ""
            place = text or get_column_letter(position)
            problems.append(Problem(sheet.file_name, sheet.name, 1, place, fault, detail=detail))
        elif column:
            columns.append(column)
    problems += _missing(sheet, table, columns)
    if not cells:
        problems = [Problem(sheet.file_name, sheet.name, 1, "", Fault.HEADER_MISSING)]
    if problems:
        raise UnreadableError(problems)
    return ReadableSheet(sheet, table, tuple(columns))


def _fault(text: str, column: Column | None, before: list[Column]) -> Fault | None:
    """Return what is wrong with one cell of the header, if anything."""
    if not text:
        return Fault.HEADER_MERGED
    if REPLACEMENT in text:
        return Fault.HEADER_UNREADABLE
    if column is None:
        return Fault.COLUMN_UNKNOWN
    return Fault.COLUMN_TWICE if column in before else None


def _missing(sheet: Sheet, table: Table, columns: list[Column]) -> list[Problem]:
    """Return a problem for each required column that a header lacks."""
    return [
        Problem(sheet.file_name, sheet.name, 1, column.header, Fault.COLUMN_MISSING)
        for column in clerk_columns(table)
        if column.is_required and column not in columns
    ]
