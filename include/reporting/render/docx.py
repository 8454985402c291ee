"""Writes a report as DOCX in the official form (Decree 30/2020/NĐ-CP, Appendix I); people number, date and sign it."""

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import _Cell

from include.reporting.model import Chart, Content
from include.reporting.render.archive_bytes import with_fixed_times
from include.reporting.render.charts import HEIGHT_MM, chart_png
from include.reporting.render.docx_form import (
    TEXT_WIDTH_MM,
    describe,
    drop_cell_margins,
    lay_page,
    mark_draft,
    repeat_header,
    rule_under,
    shape,
    size_columns,
    write,
)
from include.reporting.render.pages import pages

HEADER_COLUMNS_MM = (79, 90)
INDENT_MM = 10
MOTTO_MM = 56
DEPARTMENT_MM = 26
TITLE_MM = 50
PAGE_ONE_MM = 8  # height of the bars of the picture that stands there
DOCX_PROPERTY_LETTERS = 255  # the most that python-docx takes; the mark of the ledger has at most 245


def _line(
    cell: _Cell, text: str, size: float, *, is_first: bool = False, bold: bool = False, italic: bool = False
) -> None:
    """Write one centred line into a cell of the form."""
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    shape(paragraph, "center")
    write(paragraph, text, size, bold=bold, italic=italic)


def _head(document: Document, words: dict[str, Any]) -> None:
    """Write the form's head: who issues on the left, nation and motto on the right, number and date below."""
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size_columns(table, HEADER_COLUMNS_MM)
    drop_cell_margins(table)
    left, right = table.rows[0].cells
    for index, line in enumerate(words["parent"]):
        _line(left, line, 12, is_first=index == 0)
    _line(left, words["department"], 12, bold=True)
    rule_under(left, DEPARTMENT_MM)
    _line(right, words["nation"], 12, is_first=True, bold=True)
    _line(right, words["motto"], 13, bold=True)
    rule_under(right, MOTTO_MM)
    _line(table.rows[1].cells[0], words["number_line"], 13, is_first=True)
    _line(table.rows[1].cells[1], words["date_line"], 13, is_first=True, italic=True)


def _title(document: Document, words: dict[str, Any]) -> None:
    """Write kind, title, the rule under them, and to whom the report is addressed."""
    for text, before in ((words["type_name"], 8), (words["title"], 2)):
        paragraph = document.add_paragraph(style="Title")
        shape(paragraph, "center", before=before)
        paragraph.paragraph_format.line_spacing = 1.0
        write(paragraph, text, 14, bold=True)
    rule_under(document, TITLE_MM)
    paragraph = document.add_paragraph()
    shape(paragraph, "center", before=6, after=6)
    write(paragraph, words["addressee"], 14)


def _small(document: Document, text: str, *, italic: bool = False, after: float = 6) -> None:
    """Write one paragraph of page one in the smallest room that the form allows: 13 points, single lines."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = 1.0
    shape(paragraph, "justify", after=after, indent_mm=INDENT_MM)
    write(paragraph, text, 13, italic=italic)


def _body(document: Document, text: str, *, italic: bool = False, is_kept: bool = False) -> None:
    """Write one justified paragraph of the body; one that is kept stays on the page of what follows it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = is_kept
    shape(paragraph, "justify", after=6, indent_mm=INDENT_MM)
    write(paragraph, text, 14, italic=italic)


def _table(document: Document, data: dict[str, Any]) -> None:
    """Write a table under its title."""
    title = document.add_paragraph(style="Caption")
    shape(title, "center", before=6, after=4)
    title.paragraph_format.keep_with_next = True
    write(title, data["title"], 13, bold=True)
    table = document.add_table(rows=1 + len(data["rows"]), cols=len(data["headers"]))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size_columns(table, [TEXT_WIDTH_MM * weight / sum(data["weights"]) for weight in data["weights"]])
    alignments = ["center"] * len(data["headers"])
    for index, texts in enumerate([data["headers"], *data["rows"]]):
        for cell, text, alignment in zip(table.rows[index].cells, texts, alignments, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            shape(cell.paragraphs[0], alignment, before=2, after=2)
            write(cell.paragraphs[0], text, 12, bold=index == 0)
        alignments = data["alignments"]
    repeat_header(table)
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _chart(document: Document, data: dict[str, Any], height_mm: int = HEIGHT_MM) -> None:
    """Write a picture under its title, with the words that stand for it."""
    title = document.add_paragraph(style="Caption")
    shape(title, "center", before=4, after=2)
    title.paragraph_format.keep_with_next = True
    write(title, data["title"], 12, bold=True)
    paragraph = document.add_paragraph()
    shape(paragraph, "center", after=6)
    drawn = chart_png(Chart.model_validate(data), height_mm)
    describe(paragraph.add_run().add_picture(io.BytesIO(drawn), width=Mm(TEXT_WIDTH_MM)), data["alt"])


def _answer(document: Document, words: dict[str, Any]) -> None:
    """Write page one: its lines, its picture, and what the data are not for."""
    for line in (line for line in words["answer"] if line["style"] != "note"):
        _small(document, line["text"])
    if words["chart"]:
        _chart(document, words["chart"], PAGE_ONE_MM)
    for line in (line for line in words["answer"] if line["style"] == "note"):
        _small(document, line["text"], italic=True)


def _section(document: Document, section: dict[str, Any], belongs: str = "") -> None:
    """Write one section under its numbered heading; an annex begins a page, and says what it belongs to."""
    heading = document.add_paragraph(style=f"Heading {section['level']}")
    shape(heading, "center" if belongs else "left", before=8, after=6)
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.page_break_before = bool(belongs)
    write(heading, section["heading"], 14, bold=True)
    if belongs:
        line = document.add_paragraph()
        shape(line, "center", after=6)
        write(line, belongs, 13, italic=True)
    for block in section["blocks"]:
        if block["block"] == "table":
            _table(document, block)
        elif block["block"] == "chart":
            _chart(document, block)
        else:
            _body(document, block["text"], italic=block["style"] == "note", is_kept=section["is_last"])


def _foot(document: Document, words: dict[str, Any]) -> None:
    """Write the recipients on the left and the signatory's office on the right, room for the signature below it."""
    table = document.add_table(rows=1, cols=2)
    size_columns(table, (TEXT_WIDTH_MM / 2, TEXT_WIDTH_MM / 2))
    left, right = table.rows[0].cells
    shape(left.paragraphs[0], "left")
    write(left.paragraphs[0], words["recipients_heading"], 12, bold=True, italic=True)
    for recipient in words["recipients"]:
        paragraph = left.add_paragraph()
        shape(paragraph, "left")
        write(paragraph, recipient, 11)
    for index, line in enumerate(words["signatory"]):
        _line(right, line, 14, is_first=index == 0, bold=True)
    for _ in range(4):
        _line(right, "", 14)
    repeat_header(table)


def render_docx(content: Content) -> bytes:
    """Return the report as DOCX, the same bytes for the same content."""
    words = pages(content)
    document = docx.Document()
    lay_page(document)
    _head(document, words)
    _title(document, words)
    for place, basis in enumerate(words["bases"], start=1):
        _small(document, basis, italic=True, after=6 if place == len(words["bases"]) else 0)
    _small(document, words["opening"])
    _answer(document, words)
    for section in words["sections"]:
        _section(document, section)
    _foot(document, words)
    for annex in words["annexes"]:
        _section(document, annex, words["belongs"])
    if words["draft"]:
        mark_draft(document, words["draft"])
    properties = document.core_properties
    properties.author = content.lead.department[:DOCX_PROPERTY_LETTERS]
    properties.title = f"{content.type_name} {content.title}"[:DOCX_PROPERTY_LETTERS]
    properties.comments, properties.language = f"{content.report_id} {content.period_id}", "vi-VN"
    properties.subject = content.ledger[:DOCX_PROPERTY_LETTERS]
    written = io.BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue(), content.ends_before)
