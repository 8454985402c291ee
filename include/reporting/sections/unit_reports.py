"""Reports of the city's units: received, late, missing; counts and dates alone."""

from include.reporting.model import Paragraph, Section
from include.reporting.reading import Reading, total
from include.reporting.wording import NO_FIGURES, number

TITLE = "Báo cáo của các đơn vị phối hợp"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_unit_reports."""
    rows = reading.rows("rpt_unit_reports", "report")
    if not rows:
        return Section(section_id="unit_reports", title=TITLE, blocks=(Paragraph(text=NO_FIGURES),))
    names = ("due", "received_in_time", "received_late", "missing")
    due, in_time, late, missing = (total(rows, name) for name in names)
    text = (
        f"Số báo cáo phải nhận trong kỳ: {number(due)}; đã nhận đúng hạn {number(in_time)}, nhận quá hạn "
        f"{number(late)}, chưa nhận {number(missing)}."
    )
    return Section(
        section_id="unit_reports",
        title=TITLE,
        blocks=(Paragraph(text=text),),
        figures={"unit_reports_due": due, "unit_reports_late": late, "unit_reports_missing": missing},
    )
