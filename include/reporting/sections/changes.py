"""Changes of what is measured by in the period: its law, its rules and outlets, and what of its law is not known."""

from include.reporting.legal_basis import concerned, reader_of, text_of
from include.reporting.model import Block, Column, Paragraph, Section, Table, annexed
from include.reporting.reading import Reading, Row
from include.reporting.wording import CHANGE, CHANGED, number, word

TITLE = "Thay đổi về nội dung quy định và đơn vị được theo dõi"
NONE = "Trong kỳ không có thay đổi nào về nội dung quy định, chỉ tiêu và đơn vị được theo dõi."
LAW_CHANGE = {"begins": "Bắt đầu áp dụng", "ends": "Hết áp dụng"}
FORCE_UNKNOWN = (
    "Văn bản chưa xác định được hiệu lực trong kỳ; nội dung dựa vào đó chỉ để tham khảo, không tính là nghĩa vụ:"
)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_changes and rpt_law_changes."""
    rows = reading.rows("rpt_changes", "changed_on, subject_kind, subject_id, change_kind")
    law = reading.rows("rpt_law_changes", "effective_from, code, version_id, change_kind")
    texts = [row for row in law if row["change_kind"] in LAW_CHANGE]
    unknown = [row for row in law if row["change_kind"] == "force_unknown"]
    blocks: list[Block] = [] if rows or texts else [Paragraph(text=NONE)]
    blocks += [_switched(rows)] if rows else []
    blocks += [_law_summary(texts)] if texts else []
    blocks += [Paragraph(text=FORCE_UNKNOWN), *_unknown(unknown)] if unknown else []
    blocks += annexed(_texts(texts)) if texts else ()
    return Section(section_id="changes", title=TITLE, blocks=tuple(blocks), figures=reading.metrics("changes"))


def _law_summary(rows: list[Row]) -> Paragraph:
    """Return how many versions of rules and measures began and ended with their texts."""
    counts = {kind: sum(row["change_kind"] == kind for row in rows) for kind in LAW_CHANGE}
    parts = [f"{number(count)} {LAW_CHANGE[kind].lower()}" for kind, count in counts.items() if count]
    return Paragraph(text=f"Phiên bản nội dung quy định, chỉ tiêu trong kỳ: {', '.join(parts)}.")


def _switched(rows: list[Row]) -> Table:
    """Return the table of what was switched or altered."""
    columns = (
        Column(header="Ngày", kind="date"),
        Column(header="Đối tượng", weight=1.4),
        Column(header="Tên", weight=2.6),
        Column(header="Thay đổi", weight=1.2),
    )
    lines = tuple(
        (row["changed_on"], word(CHANGED, row["subject_kind"]), row["title_vi"], word(CHANGE, row["change_kind"]))
        for row in rows
    )
    return Table(title="Thay đổi trong kỳ", columns=columns, rows=lines)


def _texts(rows: list[Row]) -> Table:
    """Return the table of texts that begin or end: since when, and who read it, when and where."""
    columns = (
        Column(header="Ngày", kind="date"),
        Column(header="Nội dung", weight=2.2),
        Column(header="Thay đổi", weight=1.1),
        Column(header="Văn bản, điều khoản", weight=2.2),
        Column(header="Người đọc văn bản", weight=1.6),
    )
    lines = tuple(
        (
            row["effective_from"] if row["change_kind"] == "begins" else row["effective_to"],
            concerned(row["title_vi"], row["concerns"]),
            LAW_CHANGE[row["change_kind"]],
            text_of(row),
            reader_of(row),
        )
        for row in rows
    )
    return Table(title="Văn bản bắt đầu, hết áp dụng trong kỳ", columns=columns, rows=lines)


def _unknown(rows: list[Row]) -> list[Paragraph]:
    """Return each instrument of unknown force with the rules and measures that rest on it."""
    resting: dict[str, list[str]] = {}
    for row in rows:
        resting.setdefault(row["instrument"], []).append(row["code"])
    return [
        Paragraph(text=f"{instrument}: {', '.join(dict.fromkeys(codes))}.", style="bullet")
        for instrument, codes in sorted(resting.items())
    ]
