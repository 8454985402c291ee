"""Confirmed findings alone; an outlet is named only after it has used its right of reply, with its reply beside it."""

from include.reporting.legal_basis import cite
from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import number

TITLE = "Nội dung đã được xác nhận"
NONE = "Trong kỳ chưa có nội dung nào được xác nhận bằng quyết định của người được giao rà soát."


def _table(rows: list[Row]) -> Table:
    """Lay out the findings whose outlet has answered."""
    columns = (
        Column(header="Đơn vị", weight=1.4),
        Column(header="Nội dung quy định", weight=1.6),
        Column(header="Căn cứ", weight=1.6),
        Column(header="Ngày ghi nhận", kind="date", weight=1.3),
        Column(header="Ý kiến của đơn vị", weight=2.2),
    )
    lines = tuple(
        (
            row["outlet_name"],
            row["title_vi"],
            cite(row["instrument"], row["provision"]),
            row["finding_date"],
            row["reply_text"],
        )
        for row in rows
    )
    return Table(title="Nội dung đã xác nhận, kèm ý kiến phản hồi của đơn vị", columns=columns, rows=lines)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_confirmed_findings."""
    rows = reading.rows("rpt_confirmed_findings", "finding_date, rule_id, finding_id")
    answered = [row for row in rows if row["reply_text"]]
    blocks: tuple[Block, ...] = (Paragraph(text=NONE),)
    if rows:
        text = f"Trong kỳ có {number(len(rows))} nội dung được xác nhận bằng quyết định kèm lý do."
        blocks = (Paragraph(text=text), *((_table(answered),) if answered else ()))
    if waiting := len(rows) - len(answered):
        text = f"{number(waiting)} nội dung chưa nêu tên đơn vị vì thời hạn phản hồi của đơn vị chưa kết thúc."
        blocks = (*blocks, Paragraph(text=text, style="note"))
    return Section(
        section_id="confirmed_findings",
        title=TITLE,
        blocks=blocks,
        figures={"confirmed_findings": len(rows)},
        named=tuple(str(row["finding_id"]) for row in answered),
    )
