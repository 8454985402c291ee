"""What was measured and what was not, and why: the reader sees the gaps before any result."""

from typing import Any

from include.reporting.charts import coverage_chart
from include.reporting.model import Column, Paragraph, Section, Table, annexed
from include.reporting.reading import Reading, Row
from include.reporting.wording import CAUSE, JURISDICTION, KIND, number, percent, word

TITLE = "Phạm vi theo dõi và mức độ đầy đủ của dữ liệu"
FIGURES = (
    "outlets",
    "city_outlets",
    "outlet_days",
    "discovered",
    "landed",
    "admitted",
    "quarantined",
    "observed_share",
)
DAYS = (
    "Trong bảng dưới đây, mỗi đơn vị được tính một lần cho mỗi ngày có nội dung chưa quan sát được; số ngày là tổng "
    "của các đơn vị."
)
FAIRNESS = (
    "Nội dung không quan sát được do hệ thống chưa thu thập được hoặc do sổ quản lý chưa đầy đủ được nêu rõ là "
    "“không quan sát được” và không tính là thiếu sót của đơn vị được theo dõi."
)


def _sentences(found: dict[str, Any]) -> tuple[Paragraph, ...]:
    """Return the section's opening."""
    others = found["outlets"] - found["city_outlets"]
    return (
        Paragraph(
            text=f"Trong kỳ báo cáo, hệ thống theo dõi {number(found['outlets'])} đơn vị đang hoặc đã được cấp phép, "
            f"gồm {number(found['city_outlets'])} đơn vị do Thành phố cấp phép và {number(others)} đơn vị do "
            "bộ, ngành cấp phép (chỉ nêu để tham chiếu)."
        ),
        Paragraph(
            text=f"Đã ghi nhận {number(found['discovered'])} lượt tin, bài trên các danh mục do đơn vị công bố; tiếp "
            f"nhận {number(found['landed'])} tin, bài, trong đó {number(found['admitted'])} đạt kiểm tra chất lượng dữ "
            f"liệu và {number(found['quarantined'])} được tách riêng để kiểm tra lại. Tỷ lệ quan sát được bình quân "
            f"đạt {percent(found['observed_share'])}."
        ),
        Paragraph(text=FAIRNESS),
    )


def _table(rows: list[Row]) -> Table:
    """Return the table of coverage by jurisdiction and kind of outlet."""
    columns = (
        Column(header="Thẩm quyền", weight=2),
        Column(header="Loại hình", weight=2.4),
        Column(header="Số đơn vị", kind="count"),
        Column(header="Tin, bài phát hiện", kind="count"),
        Column(header="Tiếp nhận", kind="count"),
        Column(header="Tách riêng", kind="count"),
        Column(header="Tỷ lệ quan sát", kind="percent", weight=1.1),
    )
    values = ("outlets", "discovered", "landed", "quarantined", "observed_share")
    lines = tuple(
        (word(JURISDICTION, row["jurisdiction"]), word(KIND, row["kind"]), *(row[name] for name in values))
        for row in rows
    )
    return Table(title="Mức độ đầy đủ của dữ liệu theo loại hình", columns=columns, rows=lines)


def _causes(rows: list[Row]) -> Table:
    """Return the table of causes why something could not be seen."""
    columns = (
        Column(header="Nguyên nhân không quan sát được", weight=4),
        Column(header="Số đơn vị", kind="count"),
        Column(header="Tổng số ngày", kind="count"),
    )
    lines = tuple((word(CAUSE, row["cause"]), row["outlets"], row["outlet_days"]) for row in rows)
    return Table(title="Nguyên nhân không quan sát được", columns=columns, rows=lines)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_coverage and rpt_coverage_causes."""
    rows = reading.rows("rpt_coverage", "jurisdiction, kind")
    if not rows:
        text = "Trong kỳ báo cáo, hệ thống chưa thu thập được dữ liệu nào; các mục sau không có căn cứ để đánh giá."
        return Section(section_id="coverage", title=TITLE, blocks=(Paragraph(text=text),))
    found = reading.metrics(*FIGURES)
    causes = reading.rows("rpt_coverage_causes", "outlet_days desc, cause")
    unseen = annexed(Paragraph(text=DAYS, style="note"), _causes(causes)) if causes else ()
    return Section(
        section_id="coverage",
        title=TITLE,
        blocks=(*_sentences(found), _table(rows), *((seen,) if (seen := coverage_chart(reading)) else ()), *unseen),
        figures=found,
    )
