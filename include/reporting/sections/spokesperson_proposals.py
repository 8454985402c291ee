"""Difficulties and proposals of the yearly spokesperson report: the department's own words, which nobody computes."""

from include.reporting.model import Paragraph, Section
from include.reporting.reading import Reading
from include.reporting.sections.proposals import ROOM

TITLE = "Khó khăn, vướng mắc; đề xuất, kiến nghị"


def compose(reading: Reading) -> Section:
    """Compose the section: what the plan's tasks of this item say, and room for people's words."""
    rows = reading.rows("rpt_plan_tasks", "code, task_id")
    texts = [
        row["difficulty"]
        if not row["proposal"]
        else f"{(row['difficulty'] or '').rstrip('. ')}. Đề xuất: {row['proposal']}"
        for row in rows
        if row["code"] == "II.6" and (row["difficulty"] or row["proposal"])
    ]
    lines = tuple(Paragraph(text=f"{str(text).removeprefix('. ').rstrip('. ')}.", style="bullet") for text in texts)
    return Section(
        section_id="spokesperson_proposals", title=TITLE, blocks=(*lines, Paragraph(text=ROOM, style="note"))
    )
