"""What the press published, by topic and kind of outlet; never by outlet."""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import KIND, TOPIC, number, percent, word

UNSURE = "unsure"
TITLE = "Hoạt động thông tin theo chủ đề"
NEUTRAL = (
    "Chủ đề được thống kê theo loại hình, không theo từng đơn vị, không đánh giá quan điểm và không dùng làm căn cứ "
    "đánh giá việc chấp hành quy định."
)


def _table(rows: list[Row]) -> Table:
    """Return the table of topics against kinds of outlet, the most frequent topic first."""
    kinds = [kind for kind in KIND if any(row["kind"] == kind for row in rows)]
    counts: dict[str, dict[str, int]] = {}
    for row in (row for row in rows if row["topic"] != UNSURE):
        of_topic = counts.setdefault(str(row["topic"]), {})
        of_topic[row["kind"]] = of_topic.get(row["kind"], 0) + int(row["articles"])
    ordered = sorted(counts, key=lambda topic: (-sum(counts[topic].values()), topic))
    columns = (
        Column(header="Chủ đề", weight=2),
        *(Column(header=KIND[kind], kind="count", weight=1.2) for kind in kinds),
        Column(header="Tổng", kind="count"),
    )
    lines = tuple(
        (word(TOPIC, topic), *(counts[topic].get(kind, 0) for kind in kinds), sum(counts[topic].values()))
        for topic in ordered
    )
    return Table(title="Số tin, bài theo chủ đề và loại hình", columns=columns, rows=lines)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_activity."""
    rows = reading.rows("rpt_activity", "topic, kind")
    if not rows:
        return Section(section_id="activity", title=TITLE, blocks=(Paragraph(text="Chưa có số liệu phân loại."),))
    found = reading.metrics("classified_articles", "unsure_articles", "unsure_share")
    text = (
        f"Trong kỳ có {number(found['classified_articles'])} tin, bài được xét phân loại theo chủ đề; "
        f"{percent(found['unsure_share'])} trong số đó chưa đủ chắc chắn để xếp vào chủ đề nào, không nêu trong bảng. "
        f"{NEUTRAL}"
    )
    return Section(
        section_id="activity",
        title=TITLE,
        blocks=(Paragraph(text=text), _table(rows)),
        figures=found,
    )
