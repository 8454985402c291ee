"""The spreadsheet holds typed figures, and nothing in it can run."""

import io
from datetime import datetime

import openpyxl
import pytest

from include.reporting.compose import Snapshot
from include.reporting.model import Column, Section, Table
from include.reporting.render.xlsx import render_xlsx


def test_figures_are_numbers_and_dates_are_dates(snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(snapshot.content)))
    rows = [[cell.value for cell in row] for row in book["coverage"].iter_rows()]
    assert ["Thành phố cấp phép", "Trang thông tin điện tử tổng hợp", 4, 1240, 900, 10, 0.975] in rows
    budget = book["budget"]
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
