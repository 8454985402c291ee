"""Reports of the city's units: received, late, missing, and by name whose are late or missing; units are offices."""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import NO_FIGURES, day, number

TITLE = "Báo cáo của các đơn vị phối hợp"
NOT_RECEIVED = "chưa nhận"


def _by_name(reading: Reading) -> tuple[Table, ...]:
    """Return the table of the units whose report of the period came late or has not come; nothing where all did."""
    rows = reading.query(
        "select subject_name, due_on, done_on from rpt_deadlines where deadline_kind = 'unit_report' "  # noqa: S608
        f"and deadline_id like 'unit_report:%/{reading.period.period_id}' "
        "and (done_on is null or done_on > due_on) order by due_on, subject_name, deadline_id"
    )
    columns = (
        Column(header="Đơn vị", weight=3),
        Column(header="Hạn nộp", kind="date", weight=1.2),
        Column(header="Ngày nhận", weight=1.2),
    )
    lines = tuple(
        (row["subject_name"], row["due_on"], day(row["done_on"]) if row["done_on"] else NOT_RECEIVED) for row in rows
    )
    return (Table(title="Báo cáo nhận quá hạn hoặc chưa nhận", columns=columns, rows=lines),) if rows else ()


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_unit_reports and rpt_deadlines."""
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
        blocks=(Paragraph(text=text), *_by_name(reading)),
        figures=found,
    )
