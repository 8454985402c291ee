"""Candidates per rule with their legal basis: duties and advice apart, the city's outlets apart from all others."""

from include.reporting.legal_basis import cite
from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row, total
from include.reporting.wording import JURISDICTION, STATUS, number, word

TITLE = "Kết quả theo dõi theo từng nội dung quy định"
CAUTION = (
    "Các số liệu dưới đây là nội dung cần xác minh do hệ thống ghi nhận từ thông tin đã công bố, chưa phải kết luận "
    "của cơ quan có thẩm quyền. Báo cáo chỉ tính là đã xác nhận khi có quyết định kèm lý do của người được giao rà "
    "soát, và không nêu tên đơn vị trước khi hết thời hạn phản hồi."
)
STATUSES = ("met", "not_met", "needs_review", "not_observed", "not_applicable")


def figures(rows: list[Row]) -> dict[str, int | float]:
    """Count candidates and confirmed findings by strength, the city's outlets apart from the others."""
    counted: dict[str, int | float] = {}
    for jurisdiction in ("city", "ministry"):
        for strength in ("duty", "advisory", "signal"):
            chosen = [r for r in rows if (r["jurisdiction"], r["strength"]) == (jurisdiction, strength)]
            counted[f"{jurisdiction}_{strength}_candidates"] = total(chosen, "candidates")
            counted[f"{jurisdiction}_{strength}_matters"] = total(chosen, "matters")
            counted[f"{jurisdiction}_{strength}_confirmed"] = total(chosen, "confirmed")
            counted[f"{jurisdiction}_{strength}_dismissed"] = total(chosen, "dismissed")
    return counted


def _candidates(rows: list[Row], title: str) -> tuple[Block, ...]:
    """Lay out candidates by rule and version, or say that there are none."""
    if not total(rows, "candidates"):
        return (Paragraph(text=f"{title}: không ghi nhận trong kỳ.", style="bullet"),)
    columns = (
        Column(header="Nội dung quy định", weight=2.6),
        Column(header="Căn cứ", weight=2.8),
        Column(header="Nội dung cần xác minh", kind="count", weight=1.1),
        Column(header="Số vụ việc", kind="count", weight=0.8),
        Column(header="Số đơn vị", kind="count", weight=0.8),
    )
    lines = tuple(
        (r["title_vi"], cite(r["instrument"], r["provision"]), r["candidates"], r["matters"], r["outlets"])
        for r in rows
        if r["candidates"]
    )
    return (Table(title=title, columns=columns, rows=lines),)


def _verdicts(rows: list[Row], jurisdiction: str) -> Table:
    """Lay out verdicts by rule; one count is one outlet on one day."""
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
    title = f"Kết quả theo lượt đơn vị - ngày: {word(JURISDICTION, jurisdiction).lower()}"
    return Table(title=title, columns=columns, rows=lines)


def _out_of_scope(rows: list[Row], jurisdiction: str) -> tuple[Paragraph, ...]:
    """Say how many rules concerned nobody, instead of printing a line of zeros for each."""
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


def _summary(found: dict[str, int | float]) -> Paragraph:
    """Write the sentence that the city's own outlets come down to."""
    return Paragraph(
        text="Đối với các đơn vị do Thành phố cấp phép, ghi nhận "
        f"{number(found['city_duty_candidates'])} nội dung cần xác minh thuộc nghĩa vụ, gộp "
        f"thành {number(found['city_duty_matters'])} vụ việc (các ngày liên tiếp của cùng một đơn vị và nguyên nhân), "
        f"và {number(found['city_advisory_candidates'])} nội dung tham khảo; "
        f"{number(found['city_duty_confirmed'] + found['city_advisory_confirmed'])} nội dung đã được xác nhận, "
        f"{number(found['city_duty_dismissed'] + found['city_advisory_dismissed'])} nội dung đã "
        "được loại bỏ sau rà soát."
    )


def _signals(found: dict[str, int | float]) -> tuple[Paragraph, ...]:
    """Write the sum of form signals, which are never shown one by one."""
    count = found["city_signal_candidates"]
    text = f"Dấu hiệu hình thức theo Quyết định 1418/QĐ-BTTTT: {number(count)} lượt, chỉ nêu tổng số để tham khảo."
    return (Paragraph(text=text, style="note"),) if count else ()


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_candidates and rpt_verdicts."""
    rows = reading.rows("rpt_candidates", "rule_id, rule_version_id, strength")
    verdicts = reading.rows("rpt_verdicts", "rule_id, status, strength")
    found = figures(rows) | {"city_rules_not_judged": len(not_judged(verdicts, "city"))}

    def chosen(jurisdiction: str, strength: str) -> list[Row]:
        return [r for r in rows if (r["jurisdiction"], r["strength"]) == (jurisdiction, strength)]

    blocks: tuple[Block, ...] = (
        Paragraph(text=CAUTION),
        _summary(found),
        *_candidates(chosen("city", "duty"), "Nội dung cần xác minh thuộc nghĩa vụ"),
        *_candidates(chosen("city", "advisory"), "Nội dung tham khảo, không tính là chưa đáp ứng"),
        *_signals(found),
        _verdicts(verdicts, "city"),
        *_out_of_scope(verdicts, "city"),
        *_not_judged(verdicts, "city"),
        Paragraph(
            text="Các đơn vị do bộ, ngành cấp phép chỉ được nêu để tham chiếu; nội dung cần xác minh được chuyển "
            "cơ quan cấp phép xem xét theo thẩm quyền."
        ),
        *_candidates(chosen("ministry", "duty"), "Tham chiếu – thuộc nghĩa vụ, đơn vị do bộ, ngành cấp phép"),
        *_candidates(chosen("ministry", "advisory"), "Tham chiếu – tham khảo, đơn vị do bộ, ngành cấp phép"),
    )
    return Section(section_id="compliance", title=TITLE, blocks=blocks, figures=found)
