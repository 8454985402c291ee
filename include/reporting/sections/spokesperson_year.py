"""The six figures of the yearly spokesperson report, as the form annexed to Decree 244/2026 puts them.

A figure that a register does not hold is empty with its cause, never nought.
"""

from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import NO_FIGURES, day, number, register_title, word

TITLE = "Kết quả thực hiện công tác phát ngôn và cung cấp thông tin cho báo chí"
CAUSE = {
    "register_not_kept": "Chưa có sổ “{register}”",
    "register_incomplete": "Sổ “{register}” chưa được xác nhận đầy đủ đến hết kỳ",
    "dates_unclear": "Sổ “{register}” có vụ việc chưa đủ thời điểm nên chưa rõ có đúng thời hạn hay không",
}
ANNEX = "Số liệu theo từng cơ quan, đơn vị (số trong ngoặc là số thứ tự tại bảng trên)"


def _written(row: Row) -> str:
    """Format one figure: a number, or how many of how many."""
    if row["counted"] is None:
        return "–"
    return number(row["counted"]) + (f"/{number(row['of_all'])}" if row["of_all"] is not None else "")


def _summed(rows: list[Row]) -> Row:
    """Add up one figure over the units; one unit without it leaves the sum to those that have it, and says so."""
    held = [row for row in rows if row["counted"] is not None]
    shares = [row["of_all"] for row in held if row["of_all"] is not None]
    causes = sorted({row["cause"] for row in rows if row["cause"]})
    return {
        **rows[0],
        "counted": sum(row["counted"] for row in held) if held else None,
        "of_all": sum(shares) if shares else None,
        "cause": causes[0] if causes else None,
    }


def _note(row: Row, starts_on: str) -> str:
    """Return why a figure is empty or uncertain, and from which day it counts where that is not the period's first."""
    since = str(row["counted_from"])[:10]
    parts = [word(CAUSE, row["cause"]).format(register=register_title(row["register"]))] if row["cause"] else []
    counted = [f"tính từ ngày {day(since)}"] if since != starts_on else []
    note = "; ".join([*parts, *counted])
    return note[:1].upper() + note[1:]


def _figures(rows: list[Row], starts_on: str) -> Table:
    """Return the table of the six figures of the whole city in the form's order."""
    numbers = sorted({int(row["figure_number"]) for row in rows})
    summed = [_summed([row for row in rows if int(row["figure_number"]) == wanted]) for wanted in numbers]
    columns = (
        Column(header="STT", weight=0.7),
        Column(header="Nội dung", weight=3.6),
        Column(header="Số liệu", weight=1),
        Column(header="Ghi chú", weight=2.2),
    )
    lines = tuple((str(row["figure_number"]), row["title_vi"], _written(row), _note(row, starts_on)) for row in summed)
    return Table(title="Số liệu trong năm", columns=columns, rows=lines)


def _by_unit(reading: Reading, rows: list[Row]) -> Table:
    """Return the table of the figures of each unit; units are offices."""
    units = reading.query("select unit_id, unit_name from dim_units where is_latest")
    names = {row["unit_id"]: row["unit_name"] for row in units}
    numbers = sorted({int(row["figure_number"]) for row in rows})
    of_unit: dict[str, dict[int, str]] = {}
    for row in rows:
        of_unit.setdefault(str(row["unit_id"]), {})[int(row["figure_number"])] = _written(row)
    columns = (Column(header="Cơ quan, đơn vị", weight=3), *(Column(header=f"({one})", weight=0.8) for one in numbers))
    lines = tuple(
        (names.get(unit, unit), *(found.get(one, "–") for one in numbers)) for unit, found in sorted(of_unit.items())
    )
    return Table(title=ANNEX, columns=columns, rows=lines)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_spokesperson_years."""
    rows = reading.rows("rpt_spokesperson_years", "figure_number, unit_id")
    if not rows:
        return Section(section_id="spokesperson_year", title=TITLE, blocks=(Paragraph(text=NO_FIGURES),))
    blocks: tuple[Block, ...] = (
        Paragraph(
            text="Số liệu do các cơ quan, đơn vị ghi trong sổ; tử số là số đã thực hiện, mẫu số là số phải thực hiện."
        ),
        _figures(rows, reading.period.start.isoformat()),
        _by_unit(reading, rows),
    )
    return Section(section_id="spokesperson_year", title=TITLE, blocks=blocks)
