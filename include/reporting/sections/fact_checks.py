"""Published fact-checks: how many items repeated or corrected them, how fast; by kind of outlet, no outlet named.

Only pairs that a person called are counted; what the retrieval proposed and nobody read counts as nothing.
"""

from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import KIND, number, some, word

TITLE = "Thông tin đã có kết luận xác minh được công bố"
FIGURES = ("fact_checks", "fact_check_repeats", "fact_check_corrections", "fact_check_waiting")
NEUTRAL = (
    "Chỉ tính những tin, bài đã được người có trách nhiệm đọc và xác định; số liệu theo loại hình, không nêu tên "
    "đơn vị."
)
BY_KIND = {
    "fact_check_repeats": "Tin, bài lặp lại nội dung",
    "fact_check_repeats_after": "Trong đó sau ngày công bố kết luận",
    "fact_check_corrections": "Tin, bài đưa kết luận hoặc cải chính",
    "fact_check_days_first": "Sớm nhất sau (ngày)",
}


def _table(reading: Reading) -> tuple[Block, ...]:
    """Lay out what was called by kind of outlet."""
    found = {name: reading.metric_by(name, "kind") for name in BY_KIND}
    called = (found["fact_check_repeats"], found["fact_check_corrections"])
    kinds = [kind for kind in KIND if any(counts.get((kind,)) for counts in called)]
    if not kinds:
        return ()
    columns = (
        Column(header="Loại hình", weight=2.2),
        *(Column(header=header, kind="count") for header in BY_KIND.values()),
    )
    rows = tuple((word(KIND, kind), *(found[name].get((kind,)) for name in BY_KIND)) for kind in kinds)
    return (Table(title="Tin, bài liên quan theo loại hình", columns=columns, rows=rows),)


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures of fact-checks."""
    found = reading.metrics(*FIGURES)
    if not found["fact_checks"]:
        text = "Trong kỳ sổ theo dõi chưa có kết luận xác minh nào được ghi nhận."
        return Section(section_id="fact_checks", title=TITLE, blocks=(Paragraph(text=text),), figures=found)
    waiting = f" Còn {number(found['fact_check_waiting'])} tin, bài chờ đọc." if found["fact_check_waiting"] else ""
    text = (
        f"Trong kỳ có {number(found['fact_checks'])} kết luận xác minh do cơ quan xác minh công bố; "
        f"{some(found['fact_check_repeats'], 'tin, bài')} được xác định là lặp lại nội dung được xác minh, "
        f"{some(found['fact_check_corrections'], 'tin, bài')} được xác định là đưa kết luận hoặc cải chính.{waiting} "
        f"{NEUTRAL}"
    )
    blocks = (Paragraph(text=text), *_table(reading))
    return Section(section_id="fact_checks", title=TITLE, blocks=blocks, figures=found)
