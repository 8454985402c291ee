"""What was collected in a week, day by day, and what kept the rest from being seen."""

from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import CAUSE, number, some, word

TITLE = "Thu thập trong tuần"
FIGURES = ("week_outlet_days", "week_landed", "week_failed", "week_short")
BY_DAY = {
    "week_outlet_days": "Lượt đơn vị",
    "week_landed": "Tiếp nhận",
    "week_failed": "Chưa thu thập được",
    "week_short": "Lượt đơn vị còn thiếu",
}


def _by_day(reading: Reading) -> Table:
    """Lay out each day."""
    found = {name: reading.metric_by(name, "day") for name in BY_DAY}
    columns = (
        Column(header="Ngày", kind="date", weight=1.2),
        *(Column(header=header, kind="count") for header in BY_DAY.values()),
    )
    days = sorted(found["week_outlet_days"], key=str)
    rows = tuple((str(key[0])[:10], *(found[name].get(key, 0) for name in BY_DAY)) for key in days)
    return Table(title="Từng ngày", columns=columns, rows=rows)


def _by_cause(reading: Reading) -> tuple[Block, ...]:
    """Lay out what kept days from being seen whole, the commonest first."""
    found = reading.metric_by("week_short", "main_cause")
    causes = sorted((key for key in found if key[0] is not None), key=lambda key: (-float(found[key] or 0), key))
    if not causes:
        return ()
    columns = (Column(header="Nguyên nhân", weight=3), Column(header="Mã"), Column(header="Lượt đơn vị", kind="count"))
    rows = tuple((word(CAUSE, key[0]), key[0], found[key]) for key in causes)
    return (Table(title="Nguyên nhân chưa quan sát đủ", columns=columns, rows=rows),)


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures of fct_coverage."""
    found = reading.metrics(*FIGURES)
    if not found["week_outlet_days"]:
        text = "Trong tuần chưa có ngày nào được thu thập."
        return Section(section_id="digest_collecting", title=TITLE, blocks=(Paragraph(text=text),), figures=found)
    text = (
        f"Tiếp nhận {number(found['week_landed'])} tin, bài qua {number(found['week_outlet_days'])} lượt đơn vị - "
        f"ngày; {some(found['week_failed'], 'tin, bài')} chưa thu thập được; "
        f"{some(found['week_short'], 'lượt đơn vị - ngày')} còn thiếu. Phần còn thiếu không tính là thiếu sót của đơn "
        "vị."
    )
    blocks = (Paragraph(text=text), _by_day(reading), *_by_cause(reading))
    return Section(section_id="digest_collecting", title=TITLE, blocks=blocks, figures=found)
