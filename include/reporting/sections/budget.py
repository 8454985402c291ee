"""Allocation, execution and final account by budget line, from the department's own register."""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import NO_FIGURES, number, percent

TITLE = "Kinh phí thực hiện"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_budget; money is in VND."""
    rows = reading.rows("rpt_budget", "budget_year, line_id")
    if not rows:
        return Section(section_id="budget", title=TITLE, blocks=(Paragraph(text=NO_FIGURES),))
    found = reading.metrics("budget_allocated_vnd", "budget_executed_vnd", "budget_executed_share")
    columns = (
        Column(header="Nội dung chi", weight=1.6),
        Column(header="Năm", weight=0.7),
        Column(header="Dự toán giao (đồng)", kind="money", weight=1.7),  # a figure never breaks
        Column(header="Đã thực hiện (đồng)", kind="money", weight=1.7),
        Column(header="Quyết toán (đồng)", kind="money", weight=1.7),
        Column(header="Số liệu đến ngày", kind="date", weight=1.4),
    )
    names = ("allocated_vnd", "executed_vnd", "final_account_vnd", "executed_to")
    lines = tuple((row["title"], str(row["budget_year"]), *(row[name] for name in names)) for row in rows)
    text = (
        f"Dự toán giao {number(found['budget_allocated_vnd'])} đồng; đã thực hiện "
        f"{number(found['budget_executed_vnd'])} đồng, bằng {percent(found['budget_executed_share'])} dự toán. "
        "Số quyết toán chỉ được nêu khi đã được phê duyệt."
    )
    return Section(
        section_id="budget",
        title=TITLE,
        blocks=(Paragraph(text=text), Table(title="Kinh phí theo nội dung chi", columns=columns, rows=lines)),
        figures={name: value for name, value in found.items() if value is not None},
    )
