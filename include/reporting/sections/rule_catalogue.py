"""The rules in force at the end of the period: on which texts they rest, since when, and who read these texts."""

from datetime import date

from include.reporting.legal_basis import concerned, reader_of, text_of, with_force
from include.reporting.model import Column, Paragraph, Section, Table, annexed
from include.reporting.reading import Reading, Row

TITLE = "Danh mục nội dung quy định được theo dõi"
NONE = "Chưa có nội dung quy định nào có hiệu lực."


def _in_force(reading: Reading, last_day: date) -> list[Row]:
    """Return the rule versions in force on a day, by code."""
    return reading.query(
        "select rules.code, rules.title_vi, versions.kinds, versions.instrument, versions.provision, "  # noqa: S608
        "versions.in_force, versions.effective_from, versions.read_by_role, versions.read_where, versions.read_on "
        "from dim_rule_versions as versions inner join dim_rules as rules on versions.rule_id = rules.rule_id "
        f"where versions.effective_from <= date '{last_day}' "
        f"and (versions.effective_to is null or versions.effective_to > date '{last_day}') "
        "order by rules.code, versions.effective_from, versions.rule_version_id"
    )


def compose(reading: Reading) -> Section:
    """Compose the section from dim_rules and dim_rule_versions."""
    rows = _in_force(reading, reading.period.last_day)
    if not rows:
        return Section(section_id="rule_catalogue", title=TITLE, blocks=(Paragraph(text=NONE),))
    columns = (
        Column(header="Mã", weight=1.2),
        Column(header="Nội dung quy định", weight=2.3),
        Column(header="Văn bản, điều khoản", weight=2.3),
        Column(header="Áp dụng từ", kind="date", weight=1.2),
        Column(header="Người đọc văn bản", weight=2.2),
    )
    lines = tuple(
        (
            row["code"],
            concerned(row["title_vi"], row["kinds"]),
            with_force(text_of(row), is_unknown=row["in_force"] == "unknown"),
            row["effective_from"],
            reader_of(row),
        )
        for row in rows
    )
    table = Table(title="Nội dung quy định có hiệu lực vào ngày cuối kỳ", columns=columns, rows=lines)
    return Section(section_id="rule_catalogue", title=TITLE, blocks=annexed(table))
