"""What was judged, over all outlets: how matters are counted, their carry-over, what was not judged; days in an annex.

Matters and outlets lead, and a matter is counted once however many days it lasted; days stand in the last table alone,
explained where they stand. The tables by rule stand under the items of the plan: compliance_press, compliance_networks.
"""

from typing import Any

from include.reporting.model import Block, Column, Paragraph, Section, Table, annexed
from include.reporting.reading import Reading, Row
from include.reporting.summary import carry_over
from include.reporting.wording import JURISDICTION, STATUS, number, word

TITLE = "Vụ việc trong kỳ"
CAUTION = (
    "Các số liệu dưới đây là nội dung cần xác minh do hệ thống ghi nhận từ thông tin đã công bố, chưa phải kết luận "
    "của cơ quan có thẩm quyền. Một vụ việc là một nội dung quy định tại một đơn vị với một nguyên nhân, gồm tất cả "
    "các ngày của nó và chỉ được tính một lần. Báo cáo chỉ tính là đã xác nhận khi có quyết định kèm lý do của người "
    "được giao rà soát, và không nêu tên đơn vị trước khi hết thời hạn phản hồi."
)
DAYS = (
    "Trong bảng dưới đây, mỗi đơn vị được tính một lượt cho mỗi ngày và mỗi nội dung quy định; số lượt cho biết đã xem "
    "xét bao nhiêu, không phải số vụ việc."
)
STATUSES = ("met", "not_met", "needs_review", "not_observed", "not_applicable")
FIGURES = (
    "matters_at_start", "matters_new", "matters_reopened", "matters_split", "matters_dismissed", "matters_remedied",
    "matters_referred", "matters_withdrawn", "matters_closed", "matters_open", "outlets_open", "matters_advisory",
    "matters_ministry", "signals", "city_rules_not_judged",
)  # fmt: skip


def _verdicts(rows: list[Row], jurisdiction: str) -> Table:
    """Return the table of verdicts by rule; one count is one outlet on one day."""
    chosen = [row for row in rows if row["jurisdiction"] == jurisdiction]
    titles = dict.fromkeys(row["title_vi"] for row in chosen if row["status"] != "not_applicable")
    counts = {(row["title_vi"], row["status"]): 0 for row in chosen}
    for row in chosen:
        counts[row["title_vi"], row["status"]] += int(row["verdicts"])
    columns = (
        Column(header="Nội dung quy định", weight=2.8),
        *(Column(header=STATUS[status].capitalize(), kind="count", weight=1.1) for status in STATUSES),
    )
    lines = tuple((title, *(counts.get((title, status), 0) for status in STATUSES)) for title in titles)
    licensed_by = word(JURISDICTION, jurisdiction)
    title = f"Kết quả theo lượt đơn vị - ngày, đơn vị do {licensed_by}"
    return Table(title=title, columns=columns, rows=lines)


def _out_of_scope(rows: list[Row], jurisdiction: str) -> tuple[Paragraph, ...]:
    """Return how many rules concerned nobody, instead of printing a line of zeros for each."""
    chosen = [row for row in rows if row["jurisdiction"] == jurisdiction]
    concerned = {row["rule_id"] for row in chosen if row["status"] != "not_applicable"}
    count = len({row["rule_id"] for row in chosen} - concerned)
    text = f"{number(count)} nội dung quy định khác không thuộc diện áp dụng đối với đơn vị nào trong kỳ."
    return (Paragraph(text=text, style="note"),) if count else ()


def not_judged(rows: list[Row], jurisdiction: str) -> list[str]:
    """Return the titles of the rules that concerned outlets and of which nothing was observed in the whole period."""
    statuses: dict[str, set[str]] = {}
    for row in rows:
        if row["jurisdiction"] == jurisdiction and row["status"] != "not_applicable":
            statuses.setdefault(row["title_vi"], set()).add(row["status"])
    return [title for title, found in statuses.items() if found == {"not_observed"}]


def _not_judged(rows: list[Row], jurisdiction: str) -> tuple[Paragraph, ...]:
    """Count and name the rules that could not be judged: silence about them would read as if all were well."""
    titles = not_judged(rows, jurisdiction)
    text = f"{number(len(titles))} nội dung quy định không đánh giá được đối với đơn vị nào trong kỳ do không quan sát "
    return (Paragraph(text=f"{text}được: {'; '.join(titles)}.", style="note"),) if titles else ()


def _summary(found: dict[str, Any]) -> tuple[Paragraph, ...]:
    """Return the totals of the city's own outlets, with the carry-over equation and the outcomes."""
    endings = {
        "loại bỏ sau rà soát": found["matters_dismissed"],
        "đã khắc phục": found["matters_remedied"],
        "chuyển cơ quan có thẩm quyền": found["matters_referred"],
        "rút lại hoặc nhập vào vụ việc khác": found["matters_withdrawn"],
    }
    listed = ", ".join(f"{title} {number(count)}" for title, count in endings.items() if count)
    closed = f"Số vụ việc kết thúc trong kỳ gồm: {listed}." if listed else "Trong kỳ không có vụ việc nào kết thúc."
    where = f", tại {number(found['outlets_open'])} đơn vị" if found["outlets_open"] else ""
    text = f"Vụ việc thuộc nghĩa vụ của các đơn vị do Thành phố cấp phép: {carry_over(found)} vụ việc{where}. {closed}"
    return (Paragraph(text=text),)


def _signals(found: dict[str, Any]) -> tuple[Paragraph, ...]:
    """Return the sum of form signals, which are never shown one by one."""
    text = (
        f"Dấu hiệu hình thức theo Quyết định 1418/QĐ-BTTTT: {number(found['signals'])} lượt, chỉ nêu tổng số để tham "
        "khảo."
    )
    return (Paragraph(text=text, style="note"),) if found["signals"] else ()


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures of matters and rpt_verdicts."""
    verdicts = reading.rows("rpt_verdicts", "rule_id, status, strength")
    found = reading.metrics(*FIGURES)
    blocks: tuple[Block, ...] = (
        Paragraph(text=CAUTION),
        *_summary(found),
        Paragraph(
            text="Các đơn vị do bộ, ngành cấp phép chỉ được nêu để tham chiếu; nội dung cần xác minh được chuyển "
            "cơ quan cấp phép xem xét theo thẩm quyền."
        ),
        *_signals(found),
        *_not_judged(verdicts, "city"),
        *annexed(Paragraph(text=DAYS, style="note"), _verdicts(verdicts, "city"), *_out_of_scope(verdicts, "city")),
    )
    return Section(section_id="compliance", title=TITLE, blocks=blocks, figures=found)
