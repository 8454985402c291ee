"""Matters per rule with its legal basis, of the press or of all other outlets, as items II.1 and II.2 of the plan ask.

Duties and advice stand apart, and the city's outlets apart from those that ministries license.
"""

from typing import Any

from include.reporting.legal_basis import cite, with_force
from include.reporting.model import Block, Column, Paragraph, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import number

PRESS = ("newspaper", "magazine")
DUTIES = {
    "matters_new": "Vụ việc mới",
    "matters_closed": "Kết thúc",
    "matters_open": "Đang mở cuối kỳ",
    "outlets_open": "Số đơn vị",
}
# An outlet has matters of several rules, so outlets are not summed up
SUMMED = {name: title for name, title in DUTIES.items() if name != "outlets_open"}


def _counted(reading: Reading, name: str, *, is_press: bool) -> dict[tuple[str], int]:
    """Return a figure by rule version, of the press or of all others; each thing counted is of one outlet."""
    rows = reading.query("select outlet_id, kind from dim_outlets")
    press = {row["outlet_id"] for row in rows if row["kind"] in PRESS}
    found: dict[tuple[str], int] = {}
    for (version, outlet), value in reading.metric_by(name, "rule_version_id", "outlet_id").items():
        if (outlet in press) == is_press:
            found[(version,)] = found.get((version,), 0) + int(value or 0)
    return found


def _lines(reading: Reading, names: tuple[str, ...], *, is_press: bool) -> list[tuple[Any, ...]]:
    """Return one line a rule version: its title, its basis, and each figure."""
    counted = {name: _counted(reading, name, is_press=is_press) for name in names}
    versions = sorted({key for found in counted.values() for key, value in found.items() if value})
    known = {
        row["rule_version_id"]: row
        for row in reading.query(
            "select versions.rule_version_id, versions.instrument, versions.provision, versions.in_force, "
            "rules.title_vi from dim_rule_versions as versions "
            "inner join dim_rules as rules on versions.rule_id = rules.rule_id"
        )
    }
    return [
        (
            known[key[0]]["title_vi"],
            _basis(known[key[0]]),
            *(counted[name].get(key) or 0 for name in names),
        )
        for key in versions
    ]


def _basis(version: Row) -> str:
    """Return the citation of a rule version, and that the force of its texts is not known."""
    return with_force(cite(version["instrument"], version["provision"]), is_unknown=version["in_force"] == "unknown")


def _by_rule(reading: Reading, title: str, figures: dict[str, str], *, is_press: bool) -> tuple[Block, ...]:
    """Return a table of figures by rule and version, or a sentence that there are none."""
    lines = _lines(reading, tuple(figures), is_press=is_press)
    if not lines:
        return (Paragraph(text=f"{title}: không ghi nhận trong kỳ.", style="bullet"),)
    columns = (
        Column(header="Nội dung quy định", weight=2.4),
        Column(header="Căn cứ", weight=2.8),
        *(Column(header=header, kind="count", weight=0.9) for header in figures.values()),
    )
    return (Table(title=title, columns=columns, rows=tuple(lines)),)


def _totals(reading: Reading, name: str, *, is_press: bool) -> Paragraph:
    """Return the duties' matters of one item in a sentence; with those of the other item they make the total."""
    counted = {figure: sum(_counted(reading, figure, is_press=is_press).values()) for figure in SUMMED}
    said = ", ".join(f"{title.lower()} {number(counted[figure])}" for figure, title in SUMMED.items())
    return Paragraph(text=f"Vụ việc thuộc nghĩa vụ của {name} do Thành phố cấp phép: {said}.")


def matters_by_rule(reading: Reading, name: str, *, is_press: bool) -> tuple[Block, ...]:
    """Return what one item of the plan asks for: a sentence of totals, and tables by rule of its outlets.

    Args:
        reading: The period's figures.
        name: The item's outlets as the report calls them.
        is_press: Whether they are newspapers and magazines, or all others.
    """
    tables = {
        f"Vụ việc thuộc nghĩa vụ, đơn vị do Thành phố cấp phép: {name}": DUTIES,
        f"Nội dung tham khảo, không tính là chưa đáp ứng: {name}": {"matters_advisory": "Ghi nhận trong kỳ"},
        f"Tham chiếu, đơn vị do bộ, ngành cấp phép: {name}": {"matters_ministry": "Ghi nhận trong kỳ"},
    }
    return _totals(reading, name, is_press=is_press), *(
        block for title, figures in tables.items() for block in _by_rule(reading, title, figures, is_press=is_press)
    )
