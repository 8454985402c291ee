"""The report as the words on its pages, ready to be set: numbered headings, written cells, lines of the form.

DOCX and PDF are set from this alone, so their text is the same.
"""

from typing import Any

from include.reporting.model import Block, Chart, Content, Paragraph, Table
from include.reporting.wording import cell
from include.warehouse.claims import NOT_EVIDENCE

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DATE_LINE = "{place}, ngày        tháng        năm         "
NUMBER_LINE = "Số:          /{type_symbol}-{symbol}"
RECIPIENTS = "Nơi nhận:"
NUMERIC = ("count", "percent", "money")
DRAFT = "DỰ THẢO"
END = "./."
AS_ABOVE = "- Như trên;"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(value: int) -> str:
    """Format a section's number in Roman numerals."""
    written = ""
    for size, letters in ROMAN:
        while value >= size:
            written, value = written + letters, value - size
    return written


def _alignment(kind: str) -> str:
    """Return how a column's cells stand: numbers right, dates in the middle, text left."""
    if kind in NUMERIC:
        return "right"
    return "center" if kind == "date" else "left"


def _table(table: Table, number: int) -> dict[str, Any]:
    """Return a table's cells."""
    return {
        "block": "table",
        "title": f"Bảng {number}. {table.title}",
        "headers": [column.header for column in table.columns],
        "weights": [column.weight for column in table.columns],
        "alignments": [_alignment(column.kind) for column in table.columns],
        "rows": [
            [cell(column.kind, value) for column, value in zip(table.columns, row, strict=True)] for row in table.rows
        ],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    """Return a paragraph, a bullet with its dash."""
    text = f"- {paragraph.text}" if paragraph.style == "bullet" else paragraph.text
    return {"block": "paragraph", "style": paragraph.style, "text": text}


def _blocks(blocks: tuple[Block, ...], first_table: int) -> list[dict[str, Any]]:
    """Return a section's blocks, its tables numbered on from the sections before."""
    written, number = [], first_table
    for block in blocks:
        if isinstance(block, Table):
            written.append(_table(block, number))
            number += 1
        elif isinstance(block, Chart):
            written.append(block.model_dump(mode="json"))
        else:
            written.append(_paragraph(block))
    return written


def _closed(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """End the last section with the sign that closes a document of the administration."""
    blocks = sections[-1]["blocks"] if sections else []
    if blocks and blocks[-1]["block"] == "paragraph":
        blocks[-1]["text"] = blocks[-1]["text"].removesuffix(".") + END
    elif blocks:
        blocks.append({"block": "paragraph", "style": "body", "text": END})
    return sections


def _sections(content: Content) -> list[dict[str, Any]]:
    """Return the sections in order."""
    written, tables = [], 0
    for number, section in enumerate(content.sections, start=1):
        written.append(
            {
                "heading": f"{roman(number)}. {section.title}",
                "blocks": _blocks(section.blocks, tables + 1),
                "is_last": section is content.sections[-1],
            },
        )
        tables += sum(isinstance(block, Table) for block in section.blocks)
    return written


def bases_lines(bases: tuple[str, ...]) -> list[str]:
    """Return the lines of Căn cứ: each ends with a semicolon, the last with a full stop."""
    return [f"Căn cứ {basis}{'.' if basis == bases[-1] else ';'}" for basis in bases]


def answer(content: Content) -> list[dict[str, str]]:
    """Return page one: its numbered lines and what the data are not for; the verdict where nothing was seen."""
    if not content.summary:
        return [{"style": "body", "text": content.verdict}]
    numbered = [{"style": "body", "text": f"{place}. {line}"} for place, line in enumerate(content.summary, start=1)]
    return [*numbered, {"style": "note", "text": NOT_EVIDENCE}]


def pages(content: Content) -> dict[str, Any]:
    """Return everything that stands on the pages, as plain JSON values."""
    return {
        "parent": [line.upper() for line in content.lead.parent],
        "department": content.lead.department.upper(),
        "nation": NATION,
        "motto": MOTTO,
        "number_line": NUMBER_LINE.format(type_symbol=content.type_symbol, symbol=content.lead.symbol),
        "date_line": DATE_LINE.format(place=content.place),
        "type_name": content.type_name,
        "title": content.title.replace(content.period_label, content.period_label.replace(" ", "\u00a0")),
        "addressee": f"Kính gửi: {content.addressee}.",
        "bases": bases_lines(content.bases),
        "opening": content.opening,
        "answer": answer(content),
        "chart": content.chart.model_dump(mode="json") if content.chart else None,
        "draft": DRAFT if content.is_draft else "",
        "sections": _closed(_sections(content)),
        "recipients_heading": RECIPIENTS,
        "recipients": [AS_ABOVE, *(f"- {role};" for role in content.recipients), f"- {content.file_note}"],
        "signatory": content.lead.signatory.upper(),
    }
