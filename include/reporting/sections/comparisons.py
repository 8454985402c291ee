"""What changed since the period before and since the same period of the year before, over what is in both."""

from include.reporting.comparing import Comparison, compare, compared
from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import gap, number

TITLE = "So sánh với kỳ trước và cùng kỳ năm trước"
SCOPE = (
    "{opening} ({label}): chỉ so sánh {outlets} đơn vị được quan sát đủ ở cả hai kỳ và {versions} phiên bản quy định "
    "có hiệu lực trong cả hai kỳ; số liệu vì vậy có thể nhỏ hơn số liệu của toàn kỳ."
)
NOTHING = "{opening} ({label}): không có đơn vị hoặc quy định nào có đủ dữ liệu ở cả hai kỳ nên không so sánh."


def _blocks(opening: str, comparison: Comparison) -> tuple[Block, ...]:
    """Return a table of one comparison with its coverage, or the reason why there is none."""
    label = comparison.label
    if not comparison.is_possible:
        return (Paragraph(text=NOTHING.format(opening=opening, label=label)),)
    text = SCOPE.format(
        opening=opening,
        label=label,
        outlets=number(comparison.outlets),
        versions=number(comparison.rule_versions),
    )
    columns = (
        Column(header="Chỉ tiêu", weight=3),
        Column(header="Kỳ này", kind="count"),
        Column(header=label[:1].upper() + label[1:], kind="count", weight=1.5 if len(label) > 25 else 1),
        Column(header="Thay đổi", weight=1.4),
    )
    rows = tuple((one.label, one.now, one.then, gap(one.kind, one.now, one.then)) for one in comparison.figures)
    return (Paragraph(text=text), Table(title=opening, columns=columns, rows=rows))


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures that are compared."""
    before, year_before = compare(reading, reading.before()), compare(reading, reading.year_before())
    blocks = [one for opening, found in compared(before, year_before).items() for one in _blocks(opening, found)]
    return Section(section_id="comparisons", title=TITLE, blocks=tuple(blocks))
