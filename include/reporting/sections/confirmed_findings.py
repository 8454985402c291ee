"""Confirmed findings counted, and the outlets that may be named by now, each with its replies.

Who may be named is answered by ``fct_matters.is_nameable`` alone: rpt_named_matters holds nobody else.
"""

from include.reporting.legal_basis import cite
from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row, total
from include.reporting.wording import day, number

TITLE = "Nội dung đã được xác nhận"
NONE = "Trong kỳ chưa có nội dung nào được xác nhận bằng quyết định của người được giao rà soát."
NO_REPLY = "không có ý kiến trong thời hạn"
CLEARED = {
    "dismiss": "Nội dung đã được loại bỏ sau khi xem xét lại",
    "insufficient": "Bằng chứng chưa đủ sau khi xem xét lại",
    "withdraw": "Nội dung xuất phát từ lỗi của hệ thống",
}


def _named(rows: list[Row]) -> Table:
    """Lay out the matters whose outlet may be named, with its replies or its silence."""
    columns = (
        Column(header="Đơn vị", weight=1.3),
        Column(header="Nội dung quy định", weight=1.5),
        Column(header="Căn cứ", weight=1.5),
        Column(header="Thời gian ghi nhận", weight=1.2),
        Column(header="Ý kiến của đơn vị", weight=2.2),
        Column(header="Đã khắc phục từ", kind="date", weight=1.1),
    )
    lines = tuple(
        (
            row["outlet_name"],
            row["title_vi"],
            cite(row["instrument"], row["provision"]),
            f"{day(row['first_day'])} – {day(row['last_day'])}",
            row["reply_text"] or f"{NO_REPLY} (đến {day(row['reply_due_on'])})",
            row["met_since"],
        )
        for row in rows
    )
    return Table(title="Nội dung đã xác nhận, kèm ý kiến của đơn vị", columns=columns, rows=lines)


def _corrections(rows: list[Row]) -> Table:
    """Lay out the outlets that an earlier report named and that have been cleared since."""
    columns = (
        Column(header="Đơn vị", weight=1.4),
        Column(header="Nội dung quy định", weight=1.8),
        Column(header="Đã nêu trong báo cáo kỳ", weight=1.2),
        Column(header="Cải chính", weight=2.4),
        Column(header="Ngày", kind="date", weight=1.1),
    )
    lines = tuple(
        (row["outlet_name"], row["title_vi"], row["named_in_period"], CLEARED[row["decision"]], row["cleared_on"])
        for row in rows
    )
    return Table(title="Cải chính nội dung đã nêu trong báo cáo trước", columns=columns, rows=lines)


def _undecided(rows: list[Row]) -> tuple[Block, ...]:
    """Say how many matters nobody has decided, and how old the oldest is."""
    waiting = total(rows, "undecided")
    oldest = min((str(row["oldest_undecided_on"])[:10] for row in rows if row["oldest_undecided_on"]), default=None)
    if not waiting:
        return ()
    text = f"Còn {number(waiting)} vụ việc chưa có quyết định, vụ việc cũ nhất ghi nhận từ ngày {day(oldest)}."
    return (Paragraph(text=text, style="note"),)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_confirmed_findings, rpt_named_matters, rpt_corrections and rpt_matters."""
    rows = reading.rows("rpt_confirmed_findings", "finding_date, rule_id, finding_id")
    named = reading.rows("rpt_named_matters", "first_day, rule_id, matter_id")
    corrections = reading.rows("rpt_corrections", "cleared_on, matter_id")
    blocks: tuple[Block, ...] = (Paragraph(text=NONE),)
    if rows:
        text = f"Trong kỳ có {number(len(rows))} nội dung được xác nhận bằng quyết định kèm lý do."
        blocks = (
            Paragraph(text=text),
            Paragraph(text="Chỉ nêu tên đơn vị khi đã hết hạn phản hồi kể từ ngày nhận thông báo.", style="note"),
        )
    tables = (*((_named(named),) if named else ()), *((_corrections(corrections),) if corrections else ()))
    return Section(
        section_id="confirmed_findings",
        title=TITLE,
        blocks=(*blocks, *tables, *_undecided(reading.rows("rpt_matters", "jurisdiction, strength"))),
        figures={"confirmed_findings": len(rows), "named_matters": len(named), "corrections": len(corrections)},
        named=tuple(str(row["matter_id"]) for row in named),
    )
