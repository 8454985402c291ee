"""Writes a blank register: the header row to fill, a guide in Vietnamese, and choices to pick from."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from include.landing.contract import Column, Table
from include.registers.declaration import clerk_columns, register

TYPE_WORDS = {
    "string": "văn bản",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "có / không",
    "date": "ngày, dd/mm/yyyy",
    "timestamp": "ngày giờ, dd/mm/yyyy hh:mm",
}
NUMBER_FORMATS = {"date": "dd/mm/yyyy", "timestamp": "dd/mm/yyyy hh:mm", "string": "@"}
GUIDE_HEADER = ("Cột", "Bắt buộc", "Cách ghi", "Ví dụ", "Ghi chú")
CHOICES_SHEET, GUIDE_SHEET = "Danh mục", "Hướng dẫn"
LAST_ROW = 5000
REQUIRED_FILL, OPTIONAL_FILL = PatternFill("solid", fgColor="FFF2CC"), PatternFill("solid", fgColor="F2F2F2")
LEGEND = "Điền từ dòng 2 của trang tính đầu tiên. Cột nền vàng là bắt buộc; ví dụ dưới đây không được nạp vào sổ."
COMMENT_WIDTH, COMMENT_LINE, LINE_CHARACTERS = 320, 18, 44
"""Size of a note: pixels, pixels a line, and the characters that fit in one."""


def choice_labels(column: Column) -> tuple[str, ...]:
    """Return the words a clerk may choose from, or nothing where the column is free."""
    if column.type == "boolean":
        return ("có", "không")
    return column.labels or column.choices


def guide_rows(table: Table) -> list[tuple[str, str, str, str, str]]:
    """Return the guide: one row a column, with what to write, an example and a note."""
    return [
        (
            column.header,
            "có" if column.is_required else "",
            "; ".join(choice_labels(column)) or TYPE_WORDS[column.type],
            column.example,
            column.note,
        )
        for column in clerk_columns(table)
    ]


def _fill_header(sheet: Worksheet, table: Table) -> None:
    """Write the header row, with a note on each cell and the form of each column."""
    for position, column in enumerate(clerk_columns(table), start=1):
        cell = sheet.cell(1, position, column.header)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        cell.fill = REQUIRED_FILL if column.is_required else OPTIONAL_FILL
        cell.comment = _note(column)
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = max(14, min(40, len(column.header) + 6))
        sheet.column_dimensions[letter].number_format = NUMBER_FORMATS.get(column.type, "General")
    sheet.freeze_panes = "A2"
    _print_wide(sheet)


def _note(column: Column) -> Comment:
    """Return the note of a header cell: how it is filled, an example, a remark; tall enough to be read whole."""
    said = "; ".join(choice_labels(column)) or TYPE_WORDS[column.type]
    lines = [said, f"Ví dụ: {column.example}" if column.example else "", column.note]
    text = "\n".join(line for line in lines if line)
    height = sum(1 + len(line) // LINE_CHARACTERS for line in text.split("\n")) + 1
    return Comment(text, "Mẫu sổ", width=COMMENT_WIDTH, height=height * COMMENT_LINE)


def _print_wide(sheet: Worksheet) -> None:
    """Let a sheet print on landscape pages as wide as itself, with its header on each."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _write_guide(sheet: Worksheet, table: Table) -> None:
    """Write how each column is filled, with an example and a remark."""
    for texts in (GUIDE_HEADER, *guide_rows(table), (), (LEGEND,)):
        sheet.append(texts)
    for letter, width in zip("ABCDE", (32, 10, 60, 40, 50), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(max_row=sheet.max_row - 1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for position in range(1, len(GUIDE_HEADER) + 1):
        sheet.cell(1, position).font, sheet.cell(1, position).fill = Font(bold=True), OPTIONAL_FILL
    sheet.freeze_panes = "A2"
    _print_wide(sheet)


def _offer_choices(book: Workbook, sheet: Worksheet, table: Table) -> None:
    """Let columns with choices be filled from a list."""
    lists = book.create_sheet(CHOICES_SHEET)
    for position, column in enumerate(clerk_columns(table), start=1):
        labels = choice_labels(column)
        if not labels:
            continue
        place = lists.max_column + 1 if lists.cell(1, 1).value else 1
        for row, text in enumerate((column.header, *labels), start=1):
            lists.cell(row, place, text).font = Font(bold=row == 1)
        lists.column_dimensions[get_column_letter(place)].width = max(map(len, (column.header, *labels))) + 2
        letter = get_column_letter(place)
        source = f"{quote_sheetname(CHOICES_SHEET)}!${letter}$2:${letter}${len(labels) + 1}"
        rule = DataValidation("list", formula1=source, allow_blank=not column.is_required)
        rule.error, rule.errorTitle = "Chọn một giá trị trong danh mục.", "Giá trị không hợp lệ"
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        rule.add(f"{get_column_letter(position)}2:{get_column_letter(position)}{LAST_ROW}")


def write_template(name: str, path: Path) -> Path:
    """Write the blank register of that name or title as XLSX and return its file.

    Raises:
        RegisterError: There is no such register.
    """
    table = register(name)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one sheet
    sheet.title = table.title[:31]
    _fill_header(sheet, table)
    _write_guide(book.create_sheet(GUIDE_SHEET), table)
    _offer_choices(book, sheet, table)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
