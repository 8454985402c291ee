"""The parts of the official form that python-docx has no functions for: fonts, rules, page numbers, cells."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
TEXT_WIDTH_MM = 165.0
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def lay_page(document: Document) -> None:
    """Set A4, the margins, the font of every style, and the page number hidden on page 1."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    _shape_styles(document)
    _number_pages(section.header.paragraphs[0])


def _shape_styles(document: Document) -> None:
    """Give the styles that make a document navigable the form's own look: black, in its font and sizes."""
    for name, size in (("Heading 1", 14), ("Heading 2", 14), ("Caption", 13), ("Title", 14)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), True, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for attribute in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[attribute]
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is not None:
            style.element.pPr.remove(borders)
        for spacing in properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern")):
            properties.remove(spacing)


def mark_draft(document: Document, text: str) -> None:
    """Write on every page that the document is a draft."""
    section = document.sections[0]
    for header in (section.first_page_header, section.header):
        paragraph = header.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = write(paragraph, text, 20, bold=True)
        run.font.color.rgb = RGBColor(0x80, 0x80, 0x80)


def describe(picture: InlineShape, text: str) -> None:
    """Give a picture the words that stand for it where it is not seen."""
    picture._inline.docPr.set("descr", text)


def _number_pages(paragraph: Paragraph) -> None:
    """Put the page's number, centred, into a header."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def write(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    """Add words of one size and style to a paragraph."""
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run


def shape(paragraph: Paragraph, alignment: str, *, before: float = 0, after: float = 0, indent_mm: float = 0) -> None:
    """Set how a paragraph stands: alignment, space around it in points, indent of its first line."""
    paragraph.alignment = ALIGNMENTS[alignment]
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if indent_mm:
        layout.first_line_indent = Mm(indent_mm)


def rule_under(cell_or_body: _Cell | Document, width_mm: float) -> None:
    """Draw a solid rule of a given length, centred, as the top border of a narrow one-cell paragraph frame."""
    paragraph = cell_or_body.add_paragraph()
    shape(paragraph, "center", before=5 if isinstance(cell_or_body, Document) else 2)
    paragraph.paragraph_format.line_spacing = Pt(4)
    available = TEXT_WIDTH_MM if isinstance(cell_or_body, Document) else cell_or_body.width.mm
    side = Mm(max(0.0, (available - width_mm) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def size_columns(table: Table, widths_mm: Sequence[float]) -> None:
    """Fix the columns' widths."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def drop_cell_margins(table: Table) -> None:
    """Let the words of a table without lines use the whole width of its cells."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "0")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.append(margins)


def repeat_header(table: Table) -> None:
    """Repeat the first row on every page, and never break a row across pages."""
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
