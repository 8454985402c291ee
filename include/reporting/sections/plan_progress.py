"""Where each task of the plan stands, and what the plan asks for that is not done by design."""

from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import NO_FIGURES, NOT_BUILT, TASK_STATUS, number, some, word

TITLE = "Tiến độ thực hiện nhiệm vụ của kế hoạch"


def _table(rows: list[Row]) -> Table:
    """Return the table of the tasks in the plan's order."""
    columns = (
        Column(header="Mục", weight=0.6),
        Column(header="Nhiệm vụ", weight=3),
        Column(header="Tình trạng", weight=1.3),
        Column(header="Tiến độ (%)", kind="count", weight=0.8),
        Column(header="Hạn", kind="date", weight=1.3),
    )
    lines = tuple(
        (row["code"], row["title"], word(TASK_STATUS, row["status"]), row["progress_percent"], row["due_on"])
        for row in rows
    )
    return Table(title="Tiến độ từng nhiệm vụ", columns=columns, rows=lines)


def _not_built(reading: Reading) -> tuple[Paragraph, ...]:
    """Return which items are not done, by design."""
    return tuple(Paragraph(text=f"{item}: {NOT_BUILT}.", style="bullet") for item in reading.not_built)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_plan_tasks."""
    rows = reading.rows("rpt_plan_tasks", "code, task_id")
    figures = reading.metrics("plan_tasks", "plan_tasks_done")
    opening: tuple[Block, ...] = (Paragraph(text=NO_FIGURES),)
    if rows:
        done = some(figures["plan_tasks_done"], "nhiệm vụ", none="chưa có")
        text = f"Kế hoạch có {number(figures['plan_tasks'])} nhiệm vụ được theo dõi, trong đó {done} hoàn thành."
        opening = (Paragraph(text=text), _table(rows))
    blocks = (*opening, *_not_built(reading))
    return Section(section_id="plan_progress", title=TITLE, blocks=blocks, figures=figures)
