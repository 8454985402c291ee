"""How often each check is right, from reviewers' decisions and a blind sample; of too few no figure is printed.

A check whose precision fell under its threshold only advises; the section says since when.
Where one period holds what two versions of a classifier wrote, the section says so.
"""

from collections.abc import Sequence

from include.reporting.model import Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import NOT_MEASURED, day, percent
from include.warehouse.dbt import project_variable

TITLE = "Độ tin cậy của các phép kiểm tra"
DECISIONS_NEEDED = project_variable("decisions_needed")
METHOD = (
    "Cách tính: trọng số nghịch đảo xác suất rút (Horvitz và Thompson, 1952), khoảng Wilson (1927) trên cỡ mẫu hiệu "
    "dụng (Kish, 1965), trong đó các vị trí của cùng một đơn vị và một nội dung quy định tính là một; khoảng của tỷ "
    "lệ không bỏ sót gộp hai khoảng theo bất đẳng thức Bonferroni."
)
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
    return _within(row, "precision")


def _advising(rows: Sequence[Row]) -> tuple[Paragraph, ...]:
    """Return a sentence on each check that only advises since it was wrong too often."""
    return tuple(
        Paragraph(
            text=f"Từ ngày {day(row['advisory_since'])}, nội dung “{row['title_vi']}” chỉ có giá trị tham "
            f"khảo: độ chính xác đo được ({percent(row['precision_share'])}) thấp hơn mức tối thiểu "
            f"({percent(row['precision_minimum'])})."
        )
        for row in rows
        if row.get("advisory_since") is not None
    )


def _sampled(reading: Reading) -> tuple[Paragraph, ...]:
    """Return what the blind sample says: how often two people agreed, and how much the checks overlook."""
    found = reading.rows("rpt_samples", "period_id")
    if not found:
        return ()
    row = found[0]
    drawn = (
        f"Đối chiếu mù: {row['drawn']} vị trí được rút ngẫu nhiên với xác suất biết trước, mỗi vị trí do hai người xem "
        f"độc lập, không biết kết quả của hệ thống; {row['answered']} vị trí đã có hai ý kiến trùng nhau."
    )
    if row["agreement_share"] is None:
        return (Paragraph(text=f"{drawn} Mức đồng thuận và tỷ lệ không bỏ sót: {NOT_MEASURED}."),)
    overlooked = (
        f" Hệ thống ghi nhận được ước tính {_within(row, 'recall')} số trường hợp có dấu hiệu chưa đáp ứng."
        if row["recall_share"] is not None
        else ""
    )
    right = f" Trong các nội dung hệ thống ghi nhận, {_within(row, 'sampled_precision')} được thấy là đúng."
    agreed = f" Hai người xem trùng ý kiến ở {_within(row, 'agreement')} số vị trí."
    is_right_known = row["sampled_precision_share"] is not None
    return (Paragraph(text=drawn + agreed + (right if is_right_known else "") + overlooked + f" {METHOD}"),)


def _within(row: Row, name: str) -> str:
    """Return a share with its interval."""
    bounds = f"{percent(row[f'{name}_low'])} – {percent(row[f'{name}_high'])}"
    return f"{percent(row[f'{name}_share'])} (khoảng tin cậy 95%: {bounds})"


def _versions(reading: Reading) -> tuple[Paragraph, ...]:
    """Return a sentence on each classification that several versions wrote in the period."""
    known = reading.counts("rpt_classifier_versions")
    rows = reading.rows("rpt_classifier_versions", "classification, classifier_version") if known else []
    counts = {name: sum(row["classification"] == name for row in rows) for name in SEVERAL_VERSIONS}
    return tuple(
        Paragraph(text=text.format(count=counts[name])) for name, text in SEVERAL_VERSIONS.items() if counts[name] > 1
    )


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_precision, rpt_samples and rpt_classifier_versions."""
    rest = (*_sampled(reading), *_versions(reading))
    rows = reading.rows("rpt_precision", "rule_id")
    text = (
        "Độ chính xác được tính từ quyết định của người rà soát; khi có dưới "
        f"{DECISIONS_NEEDED} vụ việc đã có quyết định, báo cáo ghi “{NOT_MEASURED}”. Mỗi vụ việc được tính một lần, "
        "không phụ thuộc số ngày kéo dài; vụ việc chỉ đúng một phần được tính theo phần đúng."
    )
    if all(row["precision_share"] is None for row in rows):
        text = (
            f"Độ chính xác của các phép kiểm tra: {NOT_MEASURED}, do chưa đủ {DECISIONS_NEEDED} vụ việc có quyết định "
            "rà soát đối với mỗi nội dung. Vì vậy các số liệu ở trên chỉ là cơ sở để xác minh."
        )
        return Section(section_id="precision", title=TITLE, blocks=(Paragraph(text=text), *rest))
    columns = (
        Column(header="Nội dung quy định", weight=2.4),
        Column(header="Số vụ việc đã có quyết định", kind="count", weight=0.8),
        Column(header="Độ chính xác", weight=2.4),
    )
    lines = tuple((r["title_vi"], int(r["decided_matters"]), _measured(r)) for r in rows)
    table = Table(title="Độ chính xác theo quyết định rà soát", columns=columns, rows=lines)
    return Section(section_id="precision", title=TITLE, blocks=(Paragraph(text=text), table, *_advising(rows), *rest))
