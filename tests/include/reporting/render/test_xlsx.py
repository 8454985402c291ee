"""The spreadsheet holds typed figures, and nothing in it can run."""

import io
from datetime import datetime

import openpyxl
import pytest

from include.reporting.compose import Snapshot
from include.reporting.model import Column, Section, Table
from include.reporting.render.xlsx import HEADER_ROW, render_xlsx


def test_figures_are_numbers_and_dates_are_dates(snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(snapshot.content)))
    rows = [[cell.value for cell in row] for row in book["Bảng 1 Mức độ đầy đủ của dữ"].iter_rows()]
    assert ["Thành phố cấp phép", "Trang thông tin điện tử tổng hợp", 4, 1240, 900, 10, 0.975] in rows
    (budget,) = (sheet for sheet in book if "Kinh phí" in sheet.title)
    dates = [cell.value for row in budget.iter_rows() for cell in row if isinstance(cell.value, datetime)]
    assert [date.isoformat() for date in dates] == ["2026-11-14T00:00:00"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(snapshot: Snapshot, text: str) -> None:
    table = Table(title="=cmd()", columns=(Column(header="=A1"), Column(header="B")), rows=((text, "an toàn"),))
    section = Section(section_id="coverage", title="=1", blocks=(table,))
    content = snapshot.content.model_copy(update={"sections": (section,)})
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(content)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert text in {cell.value for cell in cells}


def test_the_same_content_gives_the_same_bytes(snapshot: Snapshot) -> None:
    assert render_xlsx(snapshot.content) == render_xlsx(snapshot.content)


def test_each_table_is_a_real_table_with_a_filter_and_a_frozen_head_on_one_page_across(snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(snapshot.content)))
    assert book.sheetnames[:2] == ["Giới thiệu", "Chỉ tiêu"]
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.autoFilter is not None
        assert table.ref.startswith(f"A{HEADER_ROW}:")
        assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (1, "landscape")
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[HEADER_ROW]]


def test_the_first_sheet_says_what_the_file_is_and_where_each_table_stands(snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(snapshot.content)))
    rows = {row[0]: row[1] for row in book["Giới thiệu"].iter_rows(values_only=True)}
    assert rows["Số liệu"] == snapshot.content.period_span
    assert "xử phạt" in str(rows["Lưu ý"])
    assert set(book.sheetnames[2:]) <= set(rows)


def test_headers_that_are_alike_or_empty_are_told_apart(snapshot: Snapshot) -> None:
    columns = tuple(Column(header=text) for text in ("Số", "SỐ", "", " ", "a\nb"))
    section = Section(section_id="x", title="x", blocks=(Table(title="[x]:*?/", columns=columns, rows=(("1",) * 5,)),))
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(snapshot.content.model_copy(update={"sections": (section,)}))))
    assert [cell.value for cell in book.worksheets[-1][HEADER_ROW]] == ["Số", "SỐ (2)", "Cột 3", "Cột 4", "a b"]


def test_every_cell_of_a_table_is_printed_with_its_lines_and_dates_stand_clear_of_the_next_text(
    snapshot: Snapshot,
) -> None:
    columns = (Column(header="Hạn", kind="date"), Column(header="Nhận"))
    section = Section(
        section_id="a", title="A", blocks=(Table(title="T", columns=columns, rows=(("2026-11-16", None),)),)
    )
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(snapshot.content.model_copy(update={"sections": (section,)}))))
    rows = book[book.sheetnames[-1]].iter_rows(min_row=HEADER_ROW, max_row=HEADER_ROW + 1)
    cells = [cell for row in rows for cell in row]
    assert {cell.border.top.style for cell in cells} == {"thin"}
    assert cells[2].alignment.horizontal == "center"
