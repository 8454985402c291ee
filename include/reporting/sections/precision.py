"""How often each check is right, from reviewers' decisions; too few of them, and no figure is printed."""

import math

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import NOT_MEASURED, percent

TITLE = "Độ tin cậy của các phép kiểm tra"
DECISIONS_NEEDED = 30
Z_95 = 1.959964


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (E. B. Wilson, 1927)."""
    share, square = right / judged, Z_95**2
    centre = (share + square / (2 * judged)) / (1 + square / judged)
    reach = Z_95 * math.sqrt(share * (1 - share) / judged + square / (4 * judged**2)) / (1 + square / judged)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def _measured(row: Row) -> str:
    """Write one rule's precision, or that it was not measured."""
    judged = int(row["confirmed"]) + int(row["dismissed"])
    if judged < DECISIONS_NEEDED:
        return NOT_MEASURED
    low, high = wilson(int(row["confirmed"]), judged)
    return f"{percent(int(row['confirmed']) / judged)} (khoảng tin cậy 95%: {percent(low)} – {percent(high)})"


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_precision."""
    rows = reading.rows("rpt_precision", "rule_id")
    text = (
        "Độ chính xác được tính từ quyết định của người rà soát; khi có dưới "
        f"{DECISIONS_NEEDED} quyết định, báo cáo ghi “{NOT_MEASURED}”."
    )
    if not any(int(row["confirmed"]) + int(row["dismissed"]) >= DECISIONS_NEEDED for row in rows):
        text = (
            f"Độ chính xác của các phép kiểm tra: {NOT_MEASURED}, do chưa đủ {DECISIONS_NEEDED} quyết định rà soát đối "
            "với mỗi nội dung. Vì vậy các số liệu ở trên chỉ là cơ sở để xác minh."
        )
        return Section(section_id="precision", title=TITLE, blocks=(Paragraph(text=text),))
    columns = (
        Column(header="Nội dung quy định", weight=2.4),
        Column(header="Số quyết định", kind="count", weight=0.8),
        Column(header="Độ chính xác", weight=2.4),
    )
    lines = tuple((r["title_vi"], int(r["confirmed"]) + int(r["dismissed"]), _measured(r)) for r in rows)
    table = Table(title="Độ chính xác theo quyết định rà soát", columns=columns, rows=lines)
    return Section(section_id="precision", title=TITLE, blocks=(Paragraph(text=text), table))
