"""The outlets whose collecting needs attention, as of the newest day that was judged."""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import CAUSE, COLLECTING, some, word

TITLE = "Đơn vị cần kiểm tra việc thu thập"
UNWELL = "select * from rpt_outlet_health where state not in ('ok', 'fixed') and not is_acknowledged order by outlet_id"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_outlet_health, which holds the present state alone."""
    rows = reading.query(UNWELL)
    is_any = "có " * bool(rows)
    text = f"Đến ngày số liệu mới nhất, {is_any}{some(len(rows), 'đơn vị')} cần kiểm tra (press outlets check)."
    found = {"outlets_unwell": len(rows)}
    if not rows:
        return Section(section_id="digest_outlets", title=TITLE, blocks=(Paragraph(text=text),), figures=found)
    columns = (
        Column(header="Đơn vị", weight=2),
        Column(header="Tình trạng", weight=2),
        Column(header="Nguyên nhân", weight=2),
        Column(header="Lần cuối có tin", kind="date"),
    )
    lines = tuple(
        (
            row["outlet_id"],
            word(COLLECTING, row["state"]),
            word(CAUSE, row["main_cause"]) if row["main_cause"] else None,
            row["last_heard_on"],
        )
        for row in rows
    )
    table = Table(title="Danh sách", columns=columns, rows=lines)
    return Section(section_id="digest_outlets", title=TITLE, blocks=(Paragraph(text=text), table), figures=found)
