"""What was switched on or off or altered in the period, so that no change of the yardstick goes unseen."""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import CHANGE, CHANGED, word

TITLE = "Thay đổi về nội dung quy định và đơn vị được theo dõi"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_changes."""
    rows = reading.rows("rpt_changes", "changed_on, subject_kind, subject_id, change_kind")
    figures = reading.metrics("changes")
    if not rows:
        text = "Trong kỳ không có thay đổi nào về nội dung quy định, chỉ tiêu và đơn vị được theo dõi."
        return Section(section_id="changes", title=TITLE, blocks=(Paragraph(text=text),), figures=figures)
    columns = (
        Column(header="Ngày", kind="date"),
        Column(header="Đối tượng", weight=1.4),
        Column(header="Tên", weight=2.6),
        Column(header="Thay đổi", weight=1.2),
    )
    lines = tuple(
        (row["changed_on"], word(CHANGED, row["subject_kind"]), row["title_vi"], word(CHANGE, row["change_kind"]))
        for row in rows
    )
    table = Table(title="Thay đổi trong kỳ", columns=columns, rows=lines)
    return Section(section_id="changes", title=TITLE, blocks=(table,), figures=figures)
