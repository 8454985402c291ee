"""Reads one row of a register into values, or into typed problems."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Any

from include.landing.contract import Column, Table
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.problems import Place, Problem
from include.registers.values import Reader, ValueProblem, is_blank, is_formula, reader

ORDERED_DATES = (
    ("effective_from", "effective_to"),
    ("issued_on", "valid_to"),
    ("issued_on", "closed_on"),
    ("opened_on", "notified_on"),
    ("opened_on", "closed_on"),
    ("contested_from", "contested_to"),
    ("received_on", "answered_on"),
    ("received_on", "published_on"),
    ("inspected_on", "decided_on"),
    ("found_on", "requested_on"),
    ("sent_on", "remark_received_on"),
    ("starts_on", "expected_until"),
    ("starts_on", "ended_on"),
)
MAY_PRECEDE = {("opened_on", "notified_on")}
ROLES = ("role", "attested_by", "entered_by")
PERSON = re.compile(r"^(ông|bà|anh|chị|đồng chí|đ/c)\s", re.IGNORECASE)
PRIVATE_MAIL = re.compile(r"@(gmail|yahoo|hotmail|outlook|icloud|live|zoho)\.", re.IGNORECASE)
REMEMBERED = 5_000
"""Distinct texts of a column whose reading is remembered: words and dates recur in every register."""
MASKED = frozenset({Reason.INDIVIDUAL_REFUSED, Reason.PERSON_NAMED, Reason.PRIVATE_ADDRESS})
"""Reasons for which the cells of the row are stored nowhere, whatever else is wrong in it."""


@dataclass(frozen=True)
class CellProblem:
    """A problem of one row: reason, column (None for the whole row), value and what was expected."""

    reason: Reason
    column: Column | None
    value: str
    detail: str = ""
    other: Place | None = None

    def at(self, place: Place) -> Problem:
        """Return the problem with its place."""
        column = self.column.header if self.column else ""
        return Problem(
            place.file_name, place.sheet, place.row_number, column, self.reason, self.value, self.detail, self.other
        )


def speaks_of_a_person(problems: Sequence[CellProblem]) -> bool:
    """Return whether a row holds, or may hold, a private person, so that nothing written in it may be kept."""
    return any(p.reason in MASKED or (p.column is not None and p.column.name == "legal_form") for p in problems)


class RowReader:
    """Reads the rows of one register whose columns are in a given order."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        """Prepare one reader a column."""
        self.table = table
        self.columns = tuple(columns)
        known: list[dict[str, object]] = [{} for _ in columns]
        self._specs = [(c, c.name, reader(c), seen) for c, seen in zip(columns, known, strict=True)]
        names = {column.name for column in columns}
        self._dates = [pair for pair in ORDERED_DATES if set(pair) <= names and pair not in MAY_PRECEDE]
        self._dated = [column for column in columns if column.dated_by]
        self._guards = [guard for guard, needed in GUARDS if needed & names]

    def read(self, cells: Sequence[object]) -> tuple[dict[str, Any], list[CellProblem]]:
        """Return the values by column, and every problem of the row; values hold only what could be read."""
        values: dict[str, Any] = {}
        problems: list[CellProblem] = []
        for (column, name, read, seen), cell in zip(self._specs, chain(cells, repeat(None)), strict=False):
            if type(cell) is str and cell in seen:
                values[name] = seen[cell]
            elif is_blank(cell):
                values[name] = None
                if column.is_required:
                    problems.append(CellProblem(Reason.VALUE_MISSING, column, ""))
            elif problem := _read_cell(cell, column, read, values):
                problems.append(problem)
            elif type(cell) is str and len(seen) < REMEMBERED:
                seen[cell] = values[name]
        if len(cells) > len(self._specs):
            problems += self._stray_cells(cells)
        return values, self._all_problems(values, problems)

    def _all_problems(self, values: Mapping[str, Any], problems: list[CellProblem]) -> list[CellProblem]:
        """Return every problem of a row, what guards persons first; of such a row, or register, no value is shown."""
        guarded = [problem for guard in self._guards if (problem := guard(self.table, values))]
        found = guarded + (problems or [*self._undated(values), *self._reversed(values)])
        is_masked = self.table.is_masked or speaks_of_a_person(found)
        return [replace(problem, value="") for problem in found] if is_masked else found

    def _stray_cells(self, cells: Sequence[object]) -> list[CellProblem]:
        """Return a problem when something stands under no column."""
        strays = [str(cell) for cell in cells[len(self._specs) :] if not is_blank(cell)]
        return [CellProblem(Reason.ROW_TOO_LONG, None, ", ".join(strays))] if strays else []

    def _undated(self, values: Mapping[str, Any]) -> list[CellProblem]:
        """Return a problem for each date that is empty though another column says that the thing was done."""
        return [
            CellProblem(Reason.DATE_MISSING, self.table.column(column.dated_by), "", column.header)
            for column in self._dated
            if values[column.name] is not None
            and (not column.dated_when or values[column.name] in column.dated_when)
            and values.get(column.dated_by) is None
        ]

    def _reversed(self, values: Mapping[str, Any]) -> list[CellProblem]:
        """Return a problem for each pair of dates, both readable, of which the later comes first."""
        found = []
        for first, second in self._dates:
            start, end = values[first], values[second]
            if start is not None and end is not None and end < start:
                start_column = self.table.column(first)
                shown = f"{start_column.header} {start:%d/%m/%Y}"
                found.append(CellProblem(Reason.DATES_REVERSED, self.table.column(second), f"{end:%d/%m/%Y}", shown))
        return found


def _read_cell(cell: object, column: Column, read: Reader, values: dict[str, Any]) -> CellProblem | None:
    """Put the value of one cell among the values, or return what is wrong with it."""
    if is_formula(cell):
        return CellProblem(Reason.FORMULA, column, "")
    try:
        values[column.name] = read(cell)
    except ValueProblem as wrong:
        return CellProblem(wrong.reason, column, wrong.value, wrong.detail)
    return None


def _check_individual(table: Table, values: Mapping[str, Any]) -> CellProblem | None:
    """Return a problem for a licence of an individual."""
    if values.get("legal_form") != "individual":
        return None
    return CellProblem(Reason.INDIVIDUAL_REFUSED, table.column("legal_form"), "")


def _check_person(table: Table, values: Mapping[str, Any]) -> CellProblem | None:
    """Return a problem for a name where a role belongs."""
    for name in ROLES:
        if values.get(name) and PERSON.search(values[name]):
            return CellProblem(Reason.PERSON_NAMED, table.column(name), "")
    return None


def _check_private_address(table: Table, values: Mapping[str, Any]) -> CellProblem | None:
    """Return a problem for a private mailbox where a work address belongs."""
    if not PRIVATE_MAIL.search(values.get("work_address") or ""):
        return None
    return CellProblem(Reason.PRIVATE_ADDRESS, table.column("work_address"), "")


GUARDS = (
    (_check_individual, {"legal_form"}),
    (_check_person, set(ROLES)),
    (_check_private_address, {"work_address"}),
)
