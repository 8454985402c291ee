"""Inspections and what people decided, from the department's own register."""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import INSPECTION_OUTCOME, NO_FIGURES, number, word

TITLE = "Thanh tra, kiểm tra và xử lý"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_inspections."""
    rows = reading.rows("rpt_inspections", "outcome")
    if not rows:
        return Section(section_id="inspections", title=TITLE, blocks=(Paragraph(text=NO_FIGURES),))
    found = reading.metrics("inspections")
    columns = (
        Column(header="Kết quả", weight=3),
        Column(header="Số cuộc", kind="count"),
        Column(header="Đã công bố", kind="count"),
    )
    lines = tuple((word(INSPECTION_OUTCOME, row["outcome"]), row["inspections"], row["published"]) for row in rows)
    text = (
        f"Theo sổ theo dõi, trong kỳ có {number(found['inspections'])} cuộc thanh tra, kiểm tra; việc xử lý do "
        "người có thẩm quyền quyết định. Hệ thống không tự áp dụng biện pháp nào và không tính mức phạt."
    )
    table = Table(title="Kết quả thanh tra, kiểm tra", columns=columns, rows=lines)
    return Section(section_id="inspections", title=TITLE, blocks=(Paragraph(text=text), table), figures=found)
