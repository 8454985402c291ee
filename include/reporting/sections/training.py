"""Training sessions held, from the department's own register."""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import NO_FIGURES, TRAINING_KIND, number, word

TITLE = "Đào tạo, bồi dưỡng, phổ biến pháp luật"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_training."""
    rows = reading.rows("rpt_training", "kind")
    if not rows:
        return Section(section_id="training", title=TITLE, blocks=(Paragraph(text=NO_FIGURES),))
    found = reading.metrics("training_sessions", "training_participants")
    columns = (
        Column(header="Loại", weight=3),
        Column(header="Số lớp", kind="count"),
        Column(header="Lượt người tham dự", kind="count", weight=1.4),
    )
    lines = tuple((word(TRAINING_KIND, row["kind"]), row["sessions"], row["participants"]) for row in rows)
    text = (
        f"Trong kỳ đã tổ chức {number(found['training_sessions'])} lớp với "
        f"{number(found['training_participants'])} lượt người tham dự."
    )
    return Section(
        section_id="training",
        title=TITLE,
        blocks=(Paragraph(text=text), Table(title="Các lớp đã tổ chức", columns=columns, rows=lines)),
        figures=found,
    )
