"""Writes a report's tables as XLSX, each a real table on a sheet of its own; text that looks like a formula stays text.

The first sheet says what the file is and where each table stands; the second lists every figure with its unit and what
it counts.
"""

import io
import math
import re
from datetime import date
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from include.reporting.model import CellKind, Column, Content, Table, Value
from include.reporting.render.archive_bytes import with_fixed_times
from include.reporting.render.pages import DRAFT
from include.warehouse.disclaimer import NOT_EVIDENCE

FORMATS = {"count": "#,##0", "money": "#,##0", "percent": "0.0%", "date": "dd/mm/yyyy"}
SHEET_LETTERS = 31  # the longest name of a sheet that Excel takes
HEADER_LETTERS = 255  # the longest name of a table's column
CELL_LETTERS = 32_767  # the spreadsheet format's own limit; the library would cut silently
CUT = " … (đã cắt bớt; xem đầy đủ ở bản DOCX)"
WIDTH = 14
LINE_POINTS, MOST_POINTS = 16, 400  # a row may be 409 points high
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
FONT = "Times New Roman"
WRITTEN = Alignment(wrap_text=True, horizontal="left", vertical="top", indent=1)
COUNTED = Alignment(horizontal="right", vertical="top", indent=1)
DATED = Alignment(horizontal="center", vertical="top")
LINE = Side(style="thin", color="A6A6A6")
LINED = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
"""Around each cell of a table: not every program prints the lines of a table's style."""
HEADER_ROW = 3
INTRODUCTION, FIGURES = "Giới thiệu", "Chỉ tiêu"
LABEL_WIDTH = 34


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
    cell.font = Font(name=FONT, size=11)
    cell.alignment = DATED if kind == "date" else COUNTED if kind in FORMATS else WRITTEN
    if kind in FORMATS:
        cell.number_format = FORMATS[kind]
    return cell


def _fitting(text: str) -> str:
    """Return a text as long as a cell may hold; one that is cut says so."""
    return text if len(text) <= CELL_LETTERS else text[: CELL_LETTERS - len(CUT)] + CUT


def _sheet_name(number: int, title: str) -> str:
    """Return the name of a table's sheet: its number and as much of its title as fits, whole words where it can."""
    text = " ".join(FORBIDDEN.sub(" ", f"Bảng {number} {title}").split())
    return text if len(text) <= SHEET_LETTERS else text[: SHEET_LETTERS + 1].rpartition(" ")[0][:SHEET_LETTERS]


def _headers(columns: tuple[Column, ...]) -> list[str]:
    """Return headers as a table needs them: on one line, not empty, each its own."""
    written: list[str] = []
    for number, column in enumerate(columns, start=1):
        text = " ".join(column.header.split())[:HEADER_LETTERS] or f"Cột {number}"
        taken = {name.casefold() for name in written}
        written.append(f"{text[: HEADER_LETTERS - 5]} ({number})" if text.casefold() in taken else text)
    return written


def _height(texts: list[tuple[str, float]]) -> float:
    """Return a height that shows every text of a row, each with the width of its column."""
    lines = max(
        (sum(math.ceil(max(len(part), 1) / width) for part in text.split("\n")) for text, width in texts), default=1
    )
    return float(min(MOST_POINTS, LINE_POINTS * max(1, lines)))


def _lay_out(sheet: Worksheet, name: str, table: Table, rows_from: int) -> None:
    """Make a range a real table with a filter, freeze its head, and let it print within a page's width."""
    last = f"{get_column_letter(len(table.columns))}{rows_from + len(table.rows)}"
    if table.rows:
        made = SheetTable(displayName=name, ref=f"A{rows_from}:{last}")
        made.tableStyleInfo = TableStyleInfo(name="TableStyleLight15", showRowStripes=False)
        sheet.add_table(made)
    sheet.freeze_panes = f"A{rows_from + 1}"
    sheet.print_title_rows = f"{rows_from}:{rows_from}"
    _print_setup(sheet)


def _print_setup(sheet: Worksheet) -> None:
    """Let a sheet print on A4 across, one page wide, as many high as it needs."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # a fresh sheet has one
    sheet.oddFooter.center.text = "&P/&N"  # type: ignore[union-attr]  # likewise


def _table(book: Workbook, number: int, sheet_name: str, table: Table, heading: str) -> None:
    """Write a table on a sheet of its own, under its title and the section's."""
    sheet = book.create_sheet(sheet_name)
    for row, (text, size) in enumerate(((table.title, 13), (heading, 11)), start=1):
        cell = _write(sheet, row, 1, "text", text)
        cell.font = Font(name=FONT, bold=row == 1, size=size, italic=row != 1)
        cell.alignment = Alignment(wrap_text=False)
    widths = [max(WIDTH * column.weight, WIDTH) for column in table.columns]
    for place, (header, width) in enumerate(zip(_headers(table.columns), widths, strict=True), start=1):
        cell = _write(sheet, HEADER_ROW, place, "text", header)
        cell.font = Font(name=FONT, size=11, bold=True)
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        cell.border = LINED
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[HEADER_ROW].height = _height(list(zip(_headers(table.columns), widths, strict=True)))
    for offset, row_of in enumerate(table.rows, start=1):
        for place, (column, value) in enumerate(zip(table.columns, row_of, strict=True), start=1):
            _write(sheet, HEADER_ROW + offset, place, column.kind, value).border = LINED
        texts = [(str(value), width) for value, width in zip(row_of, widths, strict=True) if isinstance(value, str)]
        sheet.row_dimensions[HEADER_ROW + offset].height = _height(texts)
    _lay_out(sheet, f"Bang_{number}", table, HEADER_ROW)


def _introduction(sheet: Worksheet, content: Content, named: list[tuple[str, str]]) -> None:
    """Fill the first sheet: what the file is, of which days, what it may not be used for, and where each table is."""
    sheet.title = INTRODUCTION
    lines = (
        ("Báo cáo", f"{content.type_name} {content.title}"),
        ("Đơn vị báo cáo", content.lead.department),
        ("Số liệu", content.period_span),
        *(("Nội dung chính" if place == 0 else "", line) for place, line in enumerate(content.summary)),
        ("Đánh giá chung", content.verdict),
        ("Lưu ý", f"{NOT_EVIDENCE} Ô trống là chưa có số liệu. Mỗi bảng có bộ lọc ở hàng tiêu đề."),
        ("Mã nội dung", content.content_hash),
        ("Sổ ghi quyết định", content.ledger or None),
        *(((name, title)) for name, title in named),
    )
    for row, (label, text) in enumerate(lines, start=1):
        _write(sheet, row, 1, "text", label or None).font = Font(name=FONT, size=11, bold=True)
        _write(sheet, row, 2, "text", text)
        sheet.row_dimensions[row].height = _height([(text or "", 100), (label, LABEL_WIDTH)])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = LABEL_WIDTH, 100
    _print_setup(sheet)


def _figures(book: Workbook, content: Content) -> None:
    """List every figure of the report with its unit and what it counts, as a table; each cell typed by its figure."""
    columns = (
        Column(header="Chỉ tiêu", weight=4),
        Column(header="Giá trị", weight=1.4),
        Column(header="Đơn vị tính", weight=1.4),
        Column(header="Đối tượng được đếm", weight=4.5),
        Column(header="Tên kỹ thuật", weight=2),
    )
    rows = tuple((one.label, one.value, one.unit, one.population, one.name) for one in content.figures)
    _table(
        book, 0, FIGURES, Table(title="Tất cả chỉ tiêu của báo cáo", columns=columns, rows=rows), content.period_span
    )
    sheet = book[FIGURES]
    for row, figure in enumerate(content.figures, start=HEADER_ROW + 1):
        _write(sheet, row, 2, figure.kind, figure.value)


def mark_draft(book: Workbook, text: str) -> None:
    """Write above the first line of each sheet, and at the head of each printed page, that the report is a draft."""
    for sheet in book.worksheets:
        first = sheet.cell(1, 1)
        first.value = f"{text} – {first.value or ''}"
        sheet.oddHeader.center.text = text  # type: ignore[union-attr]  # each sheet has one


def render_xlsx(content: Content) -> bytes:
    """Return the report's tables as XLSX, the same bytes for the same content."""
    book = Workbook()
    cover = book.active
    assert cover is not None  # noqa: S101 - a fresh workbook has one sheet
    tables = content.tables
    names = [_sheet_name(number, table.title) for number, (_, table) in enumerate(tables, start=1)]
    _introduction(cover, content, [(name, table.title) for name, (_, table) in zip(names, tables, strict=True)])
    if content.figures:
        _figures(book, content)
    for number, (name, (heading, table)) in enumerate(zip(names, tables, strict=True), start=1):
        _table(book, number, name, table, heading)
    if content.is_draft:
        mark_draft(book, DRAFT)
    book.properties.creator = content.lead.department
    written = io.BytesIO()
    book.save(written)
    return with_fixed_times(written.getvalue(), content.ends_before)
