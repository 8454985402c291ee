"""Draws the draft of a letter as DOCX in the official form (Decree 30/2020/NĐ-CP); people number, date and sign it."""

import io
from dataclasses import dataclass
from datetime import date

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.table import _Cell

from include.reporting.model import Lead
from include.reporting.render.archive_bytes import with_fixed_times
from include.reporting.render.docx_form import (
    TEXT_WIDTH_MM,
    drop_cell_margins,
    lay_page,
    rule_under,
    shape,
    size_columns,
    write,
)
from include.reporting.render.drawable import LONGEST_WORD
from include.reporting.render.pages import END
from include.text import clean

HEADER_COLUMNS_MM = (79, 90)
DEPARTMENT_MM, MOTTO_MM = 26, 56
INDENT_MM = 10
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NUMBER, DATED = "Số:        /{symbol}-", "Hà Nội, ngày      tháng      năm"
DRAFT = "BẢN THẢO – chưa có số, ngày và chữ ký"


@dataclass(frozen=True)
class LetterParts:
    """What a draft says: what it is about, to whom it goes, and its paragraphs."""

    subject: str
    addressee: str
    paragraphs: tuple[str, ...]


def parts_of(draft: str) -> LetterParts:
    """Return the parts of a draft: its first line, its second, and what stands between blank lines."""
    head, _, body = clean(draft).strip().partition("\n\n")
    subject, _, addressee = head.partition("\n")
    paragraphs = [part.rstrip() for part in body.split("\n\n") if part.strip()]
    if paragraphs:
        paragraphs[-1] = paragraphs[-1].removesuffix(END).removesuffix(".") + END
    return LetterParts(subject, addressee, tuple(paragraphs))


def render_letter(draft: str, lead: Lead, dated: date) -> bytes:
    """Return a draft as DOCX in the official form, the same bytes for the same draft.

    Args:
        draft: Plain text, see :func:`parts_of`.
        lead: The department that issues it.
        dated: Day on which it was drafted; kept in the file's properties alone.
    """
    parts = parts_of(draft)
    document = docx.Document()
    lay_page(document)
    _head(document, parts, lead)
    _line(document.add_paragraph(), DRAFT, 12, italic=True)
    paragraph = document.add_paragraph()
    shape(paragraph, "center", before=6, after=10)
    write(paragraph, parts.addressee, 14)
    for text in parts.paragraphs:
        for line in text.split("\n"):
            paragraph = document.add_paragraph()
            # addresses and hashes tear justified lines apart
            is_ragged = line.lstrip().startswith(("-", "+")) or max(map(len, line.split()), default=0) > LONGEST_WORD
            shape(paragraph, "left" if is_ragged else "justify", after=6, indent_mm=INDENT_MM)
            write(paragraph, line.strip(), 14)
    _foot(document, lead)
    properties = document.core_properties
    properties.author, properties.title, properties.language = lead.department, parts.subject[:255], "vi-VN"
    properties.comments = ""
    written = io.BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue(), dated)


def _line(
    paragraph: docx.text.paragraph.Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> None:
    """Write one centred line."""
    shape(paragraph, "center")
    write(paragraph, text, size, bold=bold, italic=italic)


def _lines(cell: _Cell, lines: list[tuple[str, float, bool]]) -> None:
    """Write centred lines into a cell, each with its size and weight."""
    for index, (text, size, bold) in enumerate(lines):
        _line(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), text, size, bold=bold)


def _head(document: Document, parts: LetterParts, lead: Lead) -> None:
    """Write who issues on the left, nation and motto on the right; below them number and subject, place and date."""
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size_columns(table, HEADER_COLUMNS_MM)
    drop_cell_margins(table)
    left, right = table.rows[0].cells
    _lines(left, [*((line.upper(), 12, False) for line in lead.parent), (lead.department.upper(), 12, True)])
    rule_under(left, DEPARTMENT_MM)
    _lines(right, [(NATION, 12, True), (MOTTO, 13, True)])
    rule_under(right, MOTTO_MM)
    left, right = table.rows[1].cells
    _lines(left, [(NUMBER.format(symbol=lead.symbol), 13, False), (parts.subject, 12, False)])
    _line(right.paragraphs[0], DATED, 13, italic=True)


def _foot(document: Document, lead: Lead) -> None:
    """Write the recipients on the left and the signatory's office on the right, room for the signature below it."""
    table = document.add_table(rows=1, cols=2)
    size_columns(table, (TEXT_WIDTH_MM / 2, TEXT_WIDTH_MM / 2))
    left, right = table.rows[0].cells
    shape(left.paragraphs[0], "left")
    write(left.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True)
    for recipient in ("- Như trên;", "- Lưu: VT."):
        paragraph = left.add_paragraph()
        shape(paragraph, "left")
        write(paragraph, recipient, 11)
    _lines(right, [(lead.signatory.upper(), 14, True), *[("", 14, False)] * 4])
