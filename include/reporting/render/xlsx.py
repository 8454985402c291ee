"""Writes a report's tables as XLSX, one sheet a section; text that looks like a formula stays text."""

import io
from datetime import date
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from include.reporting.model import CellKind, Content, Section, Table, Value
from include.reporting.render.archive_bytes import with_fixed_times

FORMATS = {"count": "#,##0", "money": "#,##0", "percent": "0.0%", "date": "dd/mm/yyyy"}
SHEET_LETTERS = 31
CELL_LETTERS = 32_767  # the spreadsheet format's own limit; the library would cut without a word
CUT = " … (đã cắt bớt; xem đầy đủ ở bản DOCX)"
WIDTH = 14


def _write(sheet: Worksheet, row: int, column: int, kind: CellKind, value: Value) -> Cell:
    """Write one cell typed; a string is always written as a string, whatever it begins with."""
    cell = cast(Cell, sheet.cell(row, column))
    if value is None:
        return cell
    if kind == "date":
        cell.value = date.fromisoformat(str(value)[:10])
    else:
        cell.value = _fitting(value) if isinstance(value, str) else value
    if isinstance(value, str) and kind != "date":
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@\t\r"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if kind in FORMATS:
        cell.number_format = FORMATS[kind]
    return cell


def _fitting(text: str) -> str:
    """Return a text as long as a cell may hold; one that is cut says so."""
    return text if len(text) <= CELL_LETTERS else text[: CELL_LETTERS - len(CUT)] + CUT


def _table(sheet: Worksheet, table: Table, top: int) -> int:
    """Write a table from a row on and return the row after it."""
    title = _write(sheet, top, 1, "text", table.title)
    title.font, title.alignment = Font(bold=True), Alignment(wrap_text=False)
    for column, declared in enumerate(table.columns, start=1):
        header = _write(sheet, top + 1, column, "text", declared.header)
        header.font, header.alignment = Font(bold=True), Alignment(wrap_text=True, horizontal="center")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(sheet.column_dimensions[letter].width, WIDTH * declared.weight)
    for offset, row in enumerate(table.rows, start=2):
        for column, (declared, value) in enumerate(zip(table.columns, row, strict=True), start=1):
            _write(sheet, top + offset, column, declared.kind, value)
    return top + len(table.rows) + 3


def _sheet(book: Workbook, section: Section) -> None:
    """Write a section's tables below one another."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    if not tables:
        return
    sheet = book.create_sheet(section.section_id[:SHEET_LETTERS])
    heading = _write(sheet, 1, 1, "text", section.title)
    heading.font, heading.alignment = Font(bold=True, size=13), Alignment(wrap_text=False)
    top = 3
    for table in tables:
        top = _table(sheet, table, top)


def render_xlsx(content: Content) -> bytes:
    """Return the report's tables as XLSX, the same bytes for the same content."""
    book = Workbook()
    cover = book.active
    assert cover is not None  # noqa: S101 - a fresh workbook has one sheet
    cover.title = "bao_cao"
    lines = (
        content.title,
        content.lead.department,
        content.period_span,
        content.verdict,
        content.content_hash,
        content.ledger or None,
    )
    for row, text in enumerate(lines, start=1):
        _write(cover, row, 1, "text", text)
    cover.column_dimensions["A"].width = 100
    for section in content.sections:
        _sheet(book, section)
    book.properties.creator = content.lead.department
    written = io.BytesIO()
    book.save(written)
    return with_fixed_times(written.getvalue(), content.ends_before)
