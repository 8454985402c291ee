"""Writes a blank register: the header row to fill, a guide in Vietnamese, and choices to pick from."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
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
REQUIRED_FILL = PatternFill("solid", fgColor="FFF2CC")


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
        if column.is_required:
            cell.fill = REQUIRED_FILL
        said = "; ".join(choice_labels(column)) or TYPE_WORDS[column.type]
        example = f"\nVí dụ: {column.example}" if column.example else ""
        cell.comment = Comment(f"{said}{example}\n{column.note}".strip(), "Mẫu sổ")
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = max(14, min(40, len(column.header) + 6))
        sheet.column_dimensions[letter].number_format = NUMBER_FORMATS.get(column.type, "General")
    sheet.freeze_panes = "A2"


def _offer_choices(book: Workbook, sheet: Worksheet, table: Table) -> None:
    """Let columns with choices be filled from a list."""
    lists = book.create_sheet(CHOICES_SHEET)
    for position, column in enumerate(clerk_columns(table), start=1):
        labels = choice_labels(column)
        if not labels:
            continue
        place = lists.max_column + 1 if lists.cell(1, 1).value else 1
        for row, text in enumerate((column.header, *labels), start=1):
            lists.cell(row, place, text)
        letter = get_column_letter(place)
        source = f"{quote_sheetname(CHOICES_SHEET)}!${letter}$2:${letter}${len(labels) + 1}"
        rule = DataValidation("list", formula1=source, allow_blank=not column.is_required)
        rule.error, rule.errorTitle = "Chọn một giá trị trong danh mục.", "Giá trị không hợp lệ"
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
    guide = book.create_sheet(GUIDE_SHEET)
    for row in (GUIDE_HEADER, *guide_rows(table)):
        guide.append(row)
    for letter, width in zip("ABCDE", (32, 10, 60, 40, 50), strict=True):
        guide.column_dimensions[letter].width = width
    _offer_choices(book, sheet, table)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
