"""Matters confirmed in the period counted, and the outlets that may be named by now, each with its replies.

Who may be named is answered by ``fct_matters.is_nameable`` alone: rpt_named_matters holds nobody else.
"""

from typing import Any

from include.periods.report_period import ReportPeriod
from include.reporting.legal_basis import cite
from include.reporting.model import Block, Column, Paragraph, Section, Table, annexed
from include.reporting.reading import Reading, Row
from include.reporting.wording import day, number, span

TITLE = "Nội dung đã được xác nhận"
FIGURES = (
    "matters_confirmed", "outlets_confirmed", "matters_undecided", "matters_undecided_since", "matters_named",
    "corrections",
)  # fmt: skip
NONE = "Trong kỳ chưa có vụ việc nào được xác nhận bằng quyết định của người được giao rà soát."
NO_REPLY = "không có ý kiến trong thời hạn"
CLEARED = {
    "dismiss": "Nội dung đã được loại bỏ sau khi xem xét lại",
    "insufficient": "Bằng chứng chưa đủ sau khi xem xét lại",
    "withdraw": "Nội dung xuất phát từ lỗi của hệ thống",
}


def named_table(rows: list[Row]) -> Table:
    """Return the table of the matters whose outlet may be named, with its replies or its silence."""
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
            span(row["first_day"], row["last_day"]),
            row["reply_text"] or f"{NO_REPLY} (đến {day(row['reply_due_on'])})",
            row["met_since"],
        )
        for row in rows
    )
    return Table(title="Nội dung đã xác nhận, kèm ý kiến của đơn vị", columns=columns, rows=lines)


def corrections_table(rows: list[Row]) -> Table:
    """Return the table of the outlets that an earlier report named and that have been cleared since."""
    columns = (
        Column(header="Đơn vị", weight=1.4),
        Column(header="Nội dung quy định", weight=1.8),
        Column(header="Đã nêu trong báo cáo kỳ", weight=1.2),
        Column(header="Cải chính", weight=2.4),
        Column(header="Ngày", kind="date", weight=1.1),
    )
    lines = tuple(
        (
            row["outlet_name"],
            row["title_vi"],
            _label(row["named_in_period"]),
            CLEARED[row["decision"]],
            row["cleared_on"],
        )
        for row in rows
    )
    return Table(title="Cải chính nội dung đã nêu trong báo cáo trước", columns=columns, rows=lines)


def _label(period_id: str) -> str:
    """Return the Vietnamese name of a period."""
    return ReportPeriod.parse(period_id).label_vi


def _undecided(found: dict[str, Any]) -> tuple[Block, ...]:
    """Return how many matters nobody has decided, and how old the oldest is."""
    if not found["matters_undecided"]:
        return ()
    text = (
        f"Còn {number(found['matters_undecided'])} vụ việc chưa có quyết định, vụ việc cũ nhất ghi nhận từ ngày "
        f"{day(found['matters_undecided_since'])}."
    )
    return (Paragraph(text=text, style="note"),)


def confirmed(found: dict[str, Any]) -> tuple[Block, ...]:
    """Return how many matters were confirmed, and when an outlet is named."""
    text = (
        f"Trong kỳ có {number(found['matters_confirmed'])} vụ việc tại {number(found['outlets_confirmed'])} đơn vị "
        "được xác nhận bằng quyết định kèm lý do; vụ việc được tính vào kỳ của quyết định."
    )
    note = "Chỉ nêu tên đơn vị khi đã hết hạn phản hồi kể từ ngày nhận thông báo."
    return Paragraph(text=text), Paragraph(text=note, style="note")


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures, rpt_named_matters and rpt_corrections."""
    found = reading.metrics(*(name for name in FIGURES if reading.has_metric(name)))
    named = reading.rows("rpt_named_matters", "first_day, rule_id, matter_id")
    corrected = reading.counts("rpt_corrections")
    corrections = reading.rows("rpt_corrections", "cleared_on, matter_id") if corrected else []
    blocks = confirmed(found) if found["matters_confirmed"] else (Paragraph(text=NONE),)
    corrected_table = (corrections_table(corrections),) if corrections else ()
    return Section(
        section_id="confirmed_findings",
        title=TITLE,
        blocks=(*blocks, *_undecided(found), *corrected_table, *(annexed(named_table(named)) if named else ())),
        figures={name: value for name, value in found.items() if name != "matters_undecided_since"},
        named=tuple(str(row["matter_id"]) for row in named),
    )
