"""The report as the words on its pages, ready to be set: numbered headings, written cells, lines of the form.

DOCX and PDF are set from this alone, so their text is the same.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from include.reporting.model import Block, Chart, Content, Paragraph, Section, Table
from include.reporting.wording import cell
from include.warehouse.disclaimer import NOT_EVIDENCE

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DATE_LINE = "{place}, ngày        tháng        năm         "
NUMBER_LINE = "Số:          /{type_symbol}-{symbol}"
RECIPIENTS = "Nơi nhận:"
NUMERIC = ("count", "percent", "money")
DRAFT = "DỰ THẢO"
END = "./."
CLOSING = "Trên đây là nội dung báo cáo"  # below a table or a picture, where no sentence can bear the sign
ANNEX = "Phụ lục {number}. {title}"
SEE_ANNEX = "Số liệu chi tiết tại Phụ lục {number}."
BELONGS = "(Kèm theo Báo cáo số       /{type_symbol}-{symbol} ngày     tháng     năm       của {department})"
AS_ABOVE = "- Như trên;"
JOINTS = re.compile(r"[ \n\t]|(?<=-)")  # where a line may break; not at a space that holds two words together
TEXT_MM, LETTER_MM, PADDING_MM = 165.0, 2.15, 4.4
LEAST_LETTERS, WORD_LETTERS = 4, 16
"""Letters of the longest word that a column is made wide enough for: an amount of billions, or two dates' dash."""
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


def fitting(weights: list[float], texts: list[list[str]]) -> list[float]:
    """Return the widths of columns, in millimetres: by their weights, and none narrower than its longest word.

    Word processors break a date or a figure in the middle where a column is too narrow. A word that is longer than any
    of Vietnamese, such as an address, may break.

    Args:
        weights: The share of the width that each column asks for.
        texts: The texts of each column, its header among them.
    """
    words = [max((len(word) for text in column for word in JOINTS.split(text)), default=1) for column in texts]
    needs = [min(max(longest, LEAST_LETTERS), WORD_LETTERS) * LETTER_MM + PADDING_MM for longest in words]
    if sum(needs) >= TEXT_MM:
        return [TEXT_MM * need / sum(needs) for need in needs]
    asked = [TEXT_MM * weight / sum(weights) for weight in weights]
    spare = [max(0.0, width - need) for width, need in zip(asked, needs, strict=True)]
    lacking = sum(max(0.0, need - width) for width, need in zip(asked, needs, strict=True))
    kept = 1 - lacking / sum(spare) if lacking else 1.0
    return [
        need + rest * kept if rest else need if need > width else width
        for width, need, rest in zip(asked, needs, spare, strict=True)
    ]


def _table(table: Table, number: int) -> dict[str, Any]:
    """Return a table's cells and the widths of its columns."""
    headers = [column.header for column in table.columns]
    rows = [[cell(column.kind, value) for column, value in zip(table.columns, row, strict=True)] for row in table.rows]
    columns = [list(texts) for texts in zip(headers, *rows, strict=True)]
    return {
        "block": "table",
        "title": f"Bảng {number}. {table.title}",
        "headers": headers,
        "weights": fitting([column.weight for column in table.columns], columns),
        "alignments": [_alignment(column.kind) for column in table.columns],
        "rows": rows,
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
        text = blocks[-1]["text"]
        blocks[-1]["text"] = (f"{text[:-2]})" if text.endswith(".)") else text.removesuffix(".")) + END
    elif blocks:
        blocks.append({"block": "paragraph", "style": "body", "text": CLOSING + END})
    return sections


def _headed(sections: list[Section]) -> Iterator[tuple[Section | None, int, str]]:
    """Return each heading with its level: parts in Roman numerals, the sections of a part numbered within it."""
    number = 0
    for part, grouped in groupby(sections, key=lambda section: section.part):
        if part:
            number += 1
            yield None, 1, f"{roman(number)}. {part}"
        for place, section in enumerate(grouped, start=1):
            number += not part
            yield section, 2 if part else 1, f"{place if part else roman(number)}. {section.title}"


def _sections(content: Content) -> list[dict[str, Any]]:
    """Return what stands before the signature, in order; a section with an annex says which."""
    shown = [section for section in content.sections if section.body]
    annexes = [section for section in content.sections if section.annex]
    written: list[dict[str, Any]] = []
    tables = 1
    for section, level, heading in _headed(shown):
        blocks = _blocks(section.body, tables) if section else []
        tables += sum(block["block"] == "table" for block in blocks)
        if section in annexes:
            note = SEE_ANNEX.format(number=roman(annexes.index(section) + 1))
            blocks.append({"block": "paragraph", "style": "note", "text": note})
        is_last = bool(shown) and section is shown[-1]
        written.append({"heading": heading, "level": level, "blocks": blocks, "is_last": is_last})
    return written


def _annexes(content: Content) -> list[dict[str, Any]]:
    """Return what stands behind the signature: one annex for each section that has one."""
    annexes = [section for section in content.sections if section.annex]
    tables = 1 + sum(isinstance(block, Table) for section in content.sections for block in section.body)
    written = []
    for number, section in enumerate(annexes, start=1):
        blocks = _blocks(section.annex, tables)
        tables += sum(block["block"] == "table" for block in blocks)
        heading = ANNEX.format(number=roman(number), title=section.title)
        written.append({"heading": heading, "level": 1, "blocks": blocks, "is_last": False})
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
        "annexes": _annexes(content),
        "belongs": BELONGS.format(
            type_symbol=content.type_symbol, symbol=content.lead.symbol, department=content.lead.department
        ),
        "recipients_heading": RECIPIENTS,
        "recipients": [AS_ABOVE, *(f"- {role};" for role in content.recipients), f"- {content.file_note}"],
        "signatory": [line.upper() for line in (content.lead.capacity, content.lead.signatory) if line],
    }
