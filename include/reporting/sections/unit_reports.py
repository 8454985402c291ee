"""Reports of the city's units: received, late, missing; counts and dates alone."""

from include.reporting.model import Paragraph, Section
from include.reporting.reading import Reading
from include.reporting.wording import NO_FIGURES, number

TITLE = "Báo cáo của các đơn vị phối hợp"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_unit_reports."""
    rows = reading.rows("rpt_unit_reports", "report")
    if not rows:
        return Section(section_id="unit_reports", title=TITLE, blocks=(Paragraph(text=NO_FIGURES),))
    found = reading.metrics("unit_reports_due", "unit_reports_in_time", "unit_reports_late", "unit_reports_missing")
    due, in_time, late, missing = found.values()
    text = (
        f"Số báo cáo phải nhận trong kỳ: {number(due)}; đã nhận đúng hạn {number(in_time)}, nhận quá hạn "
        f"{number(late)}, chưa nhận {number(missing)}."
    )
    return Section(
        section_id="unit_reports",
        title=TITLE,
        blocks=(Paragraph(text=text),),
        figures=found,
    )
