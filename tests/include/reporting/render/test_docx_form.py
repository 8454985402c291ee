"""The parts of the form that python-docx has no words for."""

import docx
import pytest
from docx.oxml.ns import qn

from include.reporting.render.docx_form import TEXT_WIDTH_MM, drop_cell_margins, repeat_header, rule_under, size_columns


def test_a_rule_has_the_length_asked_for() -> None:
    document = docx.Document()
    rule_under(document, 55)
    layout = document.paragraphs[0].paragraph_format
    assert layout.left_indent.mm == pytest.approx((TEXT_WIDTH_MM - 55) / 2, abs=0.1)
    assert document.paragraphs[0]._p.pPr.find(qn("w:pBdr")) is not None


def test_a_tables_header_is_repeated_and_no_row_breaks() -> None:
    table = docx.Document().add_table(rows=3, cols=2)
    repeat_header(table)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_columns_have_the_widths_asked_for() -> None:
    table = docx.Document().add_table(rows=1, cols=2)
    size_columns(table, (40, 60))
    drop_cell_margins(table)
    assert [round(cell.width.mm) for cell in table.rows[0].cells] == [40, 60]
