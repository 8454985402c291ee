"""How often each check is right, from reviewers' decisions; too few of them, and no figure is printed.

Where one period holds what two versions of a classifier wrote, the section says so.
"""

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import NOT_MEASURED, percent
from include.warehouse.dbt import project_variable

TITLE = "Độ tin cậy của các phép kiểm tra"
DECISIONS_NEEDED = project_variable("decisions_needed")
SEVERAL_VERSIONS = {
    "topics": (
        "Chủ đề tin, bài trong kỳ do {count} phiên bản bộ phân loại xác định, việc phân loại lại chưa hoàn tất: chỉ "
        "phiên bản của đa số tin, bài được thống kê, phần còn lại ghi là chưa đủ chắc chắn."
    ),
    "reprints": (
        "Việc đăng lại trong kỳ do {count} phiên bản phép so khớp xác định, việc so khớp lại chưa hoàn tất: các số "
        "liệu về đăng lại cần được lập lại trước khi sử dụng."
    ),
}


def _measured(row: Row) -> str:
    """Return one rule's precision, or that it was not measured."""
    if row["precision_share"] is None:
        return NOT_MEASURED
    bounds = f"{percent(row['precision_low'])} – {percent(row['precision_high'])}"
    return f"{percent(row['precision_share'])} (khoảng tin cậy 95%: {bounds})"


def _versions(reading: Reading) -> tuple[Paragraph, ...]:
    """Return a sentence on each classification that several versions wrote in the period."""
    known = reading.counts("rpt_classifier_versions")
    rows = reading.rows("rpt_classifier_versions", "classification, classifier_version") if known else []
    counts = {name: sum(row["classification"] == name for row in rows) for name in SEVERAL_VERSIONS}
    return tuple(
        Paragraph(text=text.format(count=counts[name])) for name, text in SEVERAL_VERSIONS.items() if counts[name] > 1
    )


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_precision and rpt_classifier_versions."""
    versions = _versions(reading)
    rows = reading.rows("rpt_precision", "rule_id")
    text = (
        "Độ chính xác được tính từ quyết định của người rà soát; khi có dưới "
        f"{DECISIONS_NEEDED} quyết định, báo cáo ghi “{NOT_MEASURED}”."
    )
    if all(row["precision_share"] is None for row in rows):
        text = (
            f"Độ chính xác của các phép kiểm tra: {NOT_MEASURED}, do chưa đủ {DECISIONS_NEEDED} quyết định rà soát đối "
            "với mỗi nội dung. Vì vậy các số liệu ở trên chỉ là cơ sở để xác minh."
        )
        return Section(section_id="precision", title=TITLE, blocks=(Paragraph(text=text), *versions))
    columns = (
        Column(header="Nội dung quy định", weight=2.4),
        Column(header="Số quyết định", kind="count", weight=0.8),
        Column(header="Độ chính xác", weight=2.4),
    )
    lines = tuple((r["title_vi"], int(r["confirmed"]) + int(r["dismissed"]), _measured(r)) for r in rows)
    table = Table(title="Độ chính xác theo quyết định rà soát", columns=columns, rows=lines)
    return Section(section_id="precision", title=TITLE, blocks=(Paragraph(text=text), table, *versions))
