"""Matters beyond the department's powers and its proposals, with room for people's own words."""

from include.reporting.model import Block, Paragraph, Section
from include.reporting.reading import Reading, Row

TITLE = "Khó khăn, vướng mắc và đề xuất, kiến nghị"
ROOM = "(Phần dành cho đơn vị chủ trì bổ sung ý kiến.)"


def _lines(rows: list[Row]) -> tuple[Paragraph, ...]:
    """Return each task's difficulty and proposal."""
    written = []
    for row in rows:
        parts = [row["difficulty"] or "", f"Đề xuất: {row['proposal']}" if row["proposal"] else ""]
        sentence = ". ".join(part.rstrip(". ") for part in parts if part)
        beyond = " (vượt thẩm quyền của đơn vị chủ trì)" if row["status"] == "beyond_powers" else ""
        if sentence or beyond:
            written.append(
                Paragraph(text=f"Nhiệm vụ {row['code']}{beyond}: {sentence or row['title']}.", style="bullet")
            )
    return tuple(written)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_plan_tasks."""
    lines = _lines(reading.rows("rpt_plan_tasks", "code, task_id"))
    blocks: tuple[Block, ...] = (*lines, Paragraph(text=ROOM, style="note"))
    return Section(section_id="proposals", title=TITLE, blocks=blocks, figures={"proposals": len(lines)})
