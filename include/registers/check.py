"""Checks one filled register before it is delivered, and names everything that is wrong."""

from collections.abc import Iterator
from pathlib import Path

from include.registers.conflicts import Conflicts
from include.registers.files import inspect_file, readable_sheets
from include.registers.headers import ReadableSheet
from include.registers.problems import Problem, UnreadableError
from include.registers.rows import CellProblem, RowReader
from include.registers.sheets import open_sheets


def check_file(path: Path) -> list[Problem]:
    """Return every problem of one file, in the order of its sheets and rows; none means that it can be delivered.

    Each problem speaks English and Vietnamese: ``problem.sentence("vi")``, ``problem.mend("vi")``.
    """
    try:
        inspected = inspect_file(path, path.name)
        problems = [problem for _, problem in inspected.set_aside]
        with open_sheets(path, path.name) as sheets:
            known: dict[str, Conflicts] = {}
            for readable in readable_sheets(sheets, path.stem):
                conflicts = known.setdefault(readable.table.table, Conflicts(readable.table))
                problems += _check_sheet(readable, conflicts)
    except UnreadableError as error:
        return error.problems
    if path.suffix.casefold() == ".xlsm":
        problems.append(Problem(path.name, "", 0, "", "macros_ignored"))
    return problems


def _check_sheet(readable: ReadableSheet, conflicts: Conflicts) -> Iterator[Problem]:
    """Yield the problems of one sheet."""
    reader = RowReader(readable.table, readable.columns)
    sheet = readable.sheet
    for number, cells in sheet.data_rows():
        values, found = reader.read(cells)
        overlap = ""
        if not found:
            conflict, overlap = conflicts.check(values, f"{sheet.file_name}, {sheet.name}, {number}")
            found = [conflict] if conflict else []
        yield from (_problem(sheet.file_name, sheet.name, number, problem) for problem in found)
        if overlap:
            domain, _, other = overlap.partition("|")
            yield Problem(sheet.file_name, sheet.name, number, "", "licences_overlap", domain, other)


def _problem(file_name: str, sheet: str, number: int, found: CellProblem) -> Problem:
    """Give a problem of a row its place."""
    column = found.column.header if found.column else ""
    return Problem(file_name, sheet, number, column, found.reason, found.value, found.detail)
