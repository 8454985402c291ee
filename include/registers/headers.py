"""Recognises the register of a sheet, and the columns of its header."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

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
from include.registers.values import LEGACY_FONT, is_blank
from include.text import REPLACEMENT

UNREADABLE = (Fault.HEADER_UNREADABLE, Fault.HEADER_LEGACY_FONT)
ROWS_SEARCHED = 20
"""How many rows are searched for a header that is not in row 1."""


@dataclass(frozen=True)
class ReadableSheet:
    """A sheet with its register and, by position, its columns."""

    sheet: Sheet
    table: Table
    columns: tuple[Column, ...]


def is_guide(sheet: Sheet) -> bool:
    """Return whether a sheet is the template's own guide or list of choices."""
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
    header = sheet.header()
    table = register_of_name(sheet.name) or register_of_name(file_stem) or _register_of_header(header)
    if table is None:
        faults = [fault for cell in header if (fault := _unreadable(str(cell)))]
        fault = faults[0] if faults else Fault.REGISTER_UNKNOWN
        raise UnreadableError([Problem(sheet.file_name, sheet.name, 0, "", fault, detail="licences.xlsx")])
    return table


def _nearest(header: str, columns: Sequence[Column]) -> Column | None:
    """Return the column that a header may have been meant for."""
    headers = {fold(column.header): column for column in columns}
    near = difflib.get_close_matches(fold(header), list(headers), n=1, cutoff=0.5)
    return headers[near[0]] if near else None


def _unreadable(text: str) -> Fault | None:
    """Return why a text of the header is none, if so."""
    if REPLACEMENT in text:
        return Fault.HEADER_UNREADABLE
    return Fault.HEADER_LEGACY_FONT if LEGACY_FONT.search(text) else None


def read_header(sheet: Sheet, table: Table) -> ReadableSheet:
    """Return the sheet with the columns of its header.

    Raises:
        UnreadableError: Row 1 is not the header; a column is unknown, missing, unnamed or there twice. All are named,
            but for a whole header that stands too low or in another character set, which is one problem.
    """
    header = _Header(sheet, table)
    for position, cell in enumerate(sheet.header(), start=1):
        header.take(position, "" if is_blank(cell) else str(cell))
    if problems := header.all_problems():
        raise UnreadableError(problems)
    return ReadableSheet(sheet, table, tuple(header.columns))


class _Header:
    """Gathers the columns of one header, and what is wrong with it."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        """Start with no column."""
        self.sheet, self.table = sheet, table
        self.known = columns_by_header(table)
        self.columns: list[Column] = []
        self.meant: list[Column] = []
        self.problems: list[Problem] = []

    def _problem(self, fault: Fault, column: str = "", detail: str = "") -> Problem:
        """Return a problem of row 1."""
        return Problem(self.sheet.file_name, self.sheet.name, 1, column, fault, detail=detail)

    def take(self, position: int, text: str) -> None:
        """Take the next cell of the header."""
        column = self.known.get(fold(text))
        if not text:
            self.problems.append(self._problem(Fault.HEADER_MERGED, get_column_letter(position)))
        elif column is None:
            self._note_unknown(text)
        elif column in self.columns:
            self.problems.append(self._problem(Fault.COLUMN_TWICE, text))
        else:
            self.columns.append(column)

    def _note_unknown(self, text: str) -> None:
        """Note the problem of a name that the register does not have; one that is near another counts as it renamed."""
        near = _nearest(text, clerk_columns(self.table))
        if fault := _unreadable(text):
            self.problems.append(self._problem(fault))
        elif near is None:
            self.problems.append(self._problem(Fault.COLUMN_UNKNOWN, text, self.table.title))
        else:
            self.meant.append(near)
            self.problems.append(self._problem(Fault.COLUMN_RENAMED, text, near.header))

    def all_problems(self) -> list[Problem]:
        """Return what is wrong, with the required columns that are missing and not merely renamed."""
        unreadable = [problem for problem in self.problems if problem.code in UNREADABLE]
        if unreadable:
            return unreadable[:1]
        required = [column for column in clerk_columns(self.table) if column.is_required]
        absent = [column for column in required if column not in self.columns]
        if len(absent) == len(required):
            if row := self._lower():
                return [self._problem(Fault.HEADER_LOWER, detail=str(row))]
            if not (self.columns or self.meant):
                return [self._problem(Fault.HEADER_MISSING, detail=self.table.title)]
        return self.problems + [
            self._problem(Fault.COLUMN_MISSING, column.header) for column in absent if column not in self.meant
        ]

    def _lower(self) -> int:
        """Return the row further down that looks like the header, or 0."""
        for number, cells in islice(self.sheet.rows(), ROWS_SEARCHED):
            named = [cell for cell in cells if not is_blank(cell) and fold(str(cell)) in self.known]
            if number > 1 and len(named) > 1:
                return number
        return 0
