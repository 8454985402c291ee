"""Checks one filled register before it is delivered, and names everything that is wrong."""

from collections.abc import Iterator
from pathlib import Path

from include.registers.conflicts import Conflicts
from include.registers.files import inspect_file, readable_sheets
from include.registers.headers import ReadableSheet
from include.registers.problems import Place, Problem, UnreadableError
from include.registers.rows import RowReader
from include.registers.sheets import open_sheets
from include.text import in_one_line


def check_file(path: Path) -> list[Problem]:
    """Return every problem of one file, in the order of its sheets and rows; none means that it can be delivered.

    Each problem speaks English and Vietnamese: ``problem.sentence("vi")``, ``problem.hint("vi")``.
    """
    name = in_one_line(path.name)
    try:
        inspected = inspect_file(path, name)
        problems = [problem for _, problem in inspected.quarantined]
        with open_sheets(path, name) as sheets:
            known: dict[str, Conflicts] = {}
            for readable in readable_sheets(sheets, path.stem):
                conflicts = known.setdefault(readable.table.table, Conflicts(readable.table))
                problems += _check_sheet(readable, conflicts)
    except UnreadableError as error:
        return error.problems
    if path.suffix.casefold() == ".xlsm":
        problems.append(Problem(name, "", 0, "", "macros_ignored"))
    return problems


def _check_sheet(readable: ReadableSheet, conflicts: Conflicts) -> Iterator[Problem]:
    """Yield the problems of one sheet."""
    reader = RowReader(readable.table, readable.columns)
    sheet = readable.sheet
    for number, cells in sheet.data_rows():
        place = Place(sheet.file_name, sheet.name, number)
        values, found = reader.read(cells)
        overlap = None
        if not found:
            conflict, overlap = conflicts.check(values, place)
            found = [conflict] if conflict else []
        yield from (problem.at(place) for problem in found)
        if overlap:
            yield overlap.at(place)
