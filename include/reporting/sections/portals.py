"""The sites of the city's units under their own decree: measured, never judged; a unit's row after it could remark."""

from include.reporting.model import Block, Column, Paragraph, Section, Table, annexed
from include.reporting.reading import Reading, Row
from include.reporting.wording import day, number, percent, word

TITLE = "Cổng, trang thông tin điện tử của các đơn vị"
STATE = {
    "seen": "đã thấy",
    "not_seen": "chưa thấy",
    "unread": "không đọc được",
    "needs_review": "cần xem xét",
    "not_observed": "không quan sát được",
    "not_applicable": "không thuộc diện",
}
MEASURES = {
    "domain": "Tên miền theo quy định",
    "part_of_city": "Trang thành phần của Cổng Thành phố",
    "organisation": "Cơ cấu tổ chức, chức năng, lãnh đạo",
    "rating": "Cho đánh giá thông tin",
    "channels": "Trang mạng xã hội chính thức",
    "ipv6": "IPv6",
}
FIGURES = (
    "portal_sites", "portal_units_without_site", "portal_reached_share", "portal_pauses", "portal_pauses_in_time",
    *(f"portal_{state}" for state in STATE), "portal_rows_printed",
)  # fmt: skip
UNREMARKED = "không có ý kiến trong thời hạn"
NONE = "Trong kỳ chưa có số liệu đo cổng, trang thông tin điện tử của các đơn vị."
LIMITS = (
    "Số liệu đo từ bên ngoài theo khoản 2, khoản 3 Điều 12 Nghị định số 224/2026/NĐ-CP; không phải kết luận, không xếp "
    "hạng. Mức độ sử dụng (điểm c khoản 2 Điều 12) không được đo. Đơn vị không có trang riêng không thuộc diện "
    "(khoản 1 Điều 11: “nếu có”)."
)
PREVIEW = (
    "Dòng của từng đơn vị được gửi đơn vị xem trước và chỉ in sau mười ngày làm việc kể từ ngày gửi, kèm ý kiến của "
    "đơn vị."
)
CHANGED = (
    "Chưa in số liệu của các đơn vị sau, vì số liệu đã thay đổi sau ngày gửi phiếu; phiếu cần được gửi lại để đơn vị "
    "có ý kiến: {units}."
)
UNCHECKED = "sổ chưa ghi mã trên phiếu đã gửi, chưa kiểm được số liệu có thay đổi sau ngày gửi hay không"


def compose(reading: Reading) -> Section:
    """Compose the section: sites as declared figures, and rpt_portal_sheets, unit by unit.

    A row that is no longer what its unit was sent is named and not printed, since the unit could not remark on it.
    """
    sheets = reading.rows("rpt_portal_sheets", "measured_period_id, unit_id")
    found = reading.metrics(*FIGURES)
    is_measured = found["portal_sites"] + found["portal_units_without_site"] > 0
    blocks: list[Block] = [Paragraph(text=NONE)]
    if is_measured:
        blocks = [Paragraph(text=_summary(found)), _counts(reading)]
    if is_measured or sheets:
        blocks.append(Paragraph(text=LIMITS, style="note"))
    as_sent = [row for row in sheets if row["is_as_sent"] is not False]
    changed = [_name(row) for row in sheets if row["is_as_sent"] is False]
    if changed:
        blocks.append(Paragraph(text=CHANGED.format(units="; ".join(changed)), style="note"))
    if as_sent:
        blocks += annexed(Paragraph(text=PREVIEW, style="note"), _contents(as_sent), _answers(as_sent))
    figures = {name: value for name, value in found.items() if is_measured and value is not None}
    return Section(section_id="portals", title=TITLE, blocks=tuple(blocks), figures=figures)


def _summary(found: Row) -> str:
    """Return how many units have a site, how far their sites could be reached, and their planned stops."""
    without = found["portal_units_without_site"]
    rest = f"; {number(without)} đơn vị không thuộc diện" if without else ""
    text = f"Có {number(found['portal_sites'])} đơn vị có trang riêng{rest}."
    if found["portal_reached_share"] is not None:
        text += f" Tỷ lệ ngày truy cập được chung: {percent(found['portal_reached_share'])}."
    if found["portal_pauses"]:
        text += (
            f" Tạm ngừng theo kế hoạch {number(found['portal_pauses'])} lần, thông báo trước đúng hạn "
            f"{number(found['portal_pauses_in_time'])} lần."
        )
    return text


def _counts(reading: Reading) -> Table:
    """Count the sites by what was seen of each measure; no unit is named."""
    columns = (
        Column(header="Nội dung đo", weight=2.6),
        *(Column(header=title.capitalize(), kind="count") for title in STATE.values()),
    )
    counted = {state: reading.metric_by(f"portal_{state}", "measure") for state in STATE}
    lines = tuple((title, *(counted[state].get((name,), 0) for state in STATE)) for name, title in MEASURES.items())
    return Table(title="Số trang theo từng nội dung đo", columns=columns, rows=lines)


def _name(row: Row) -> str:
    """Return a unit with what its row measures, and its last day where it ended."""
    ended = f", đến hết ngày {day(row['ended_on'])}" if row.get("ended_on") else ""
    return f"{row['unit_name']} ({row['measured_label_vi']}{ended})"


def _contents(sheets: list[Row]) -> Table:
    """Return what each unit's site shows."""
    columns = (
        Column(header="Đơn vị", weight=2.2),
        Column(header="Tên miền đo", weight=1.6),
        *(Column(header=title) for title in MEASURES.values()),
    )
    lines = tuple(
        (_name(row), row["domain"], *(word(STATE, row[f"{name}_state"]) for name in MEASURES)) for row in sheets
    )
    return Table(title="Nội dung trên trang của từng đơn vị", columns=columns, rows=lines)


def _answers(sheets: list[Row]) -> Table:
    """Return how each site answered, its planned stops, and what the unit remarked."""
    columns = (
        Column(header="Đơn vị", weight=2),
        Column(header="Số ngày truy cập được"),
        Column(header="Thời gian trả lời (trung vị)"),
        Column(header="Tạm ngừng báo trước đúng hạn"),
        Column(header="Ngày gửi đơn vị", kind="date"),
        Column(header="Ý kiến của đơn vị", weight=2.4),
    )
    lines = tuple((_name(row), reached(row), took(row), stops(row), row["sent_on"], _remark(row)) for row in sheets)
    return Table(title="Khả năng truy cập và ý kiến của từng đơn vị", columns=columns, rows=lines)


def reached(row: Row) -> str:
    """Return the share of days on which a site answered."""
    if not row["days"]:
        return word(STATE, "not_observed" if row["has_site"] else "not_applicable")
    return f"{number(row['days_reached'])}/{number(row['days'])} ({percent(row['reached_share'])})"


def took(row: Row) -> str:
    """Return the median time to the first byte."""
    if row["answer_milliseconds_median"] is None:
        return word(STATE, "not_observed" if row["has_site"] else "not_applicable")
    return f"{number(row['answer_milliseconds_median'])} mili giây"


def stops(row: Row) -> str:
    """Return how many planned stops were announced in time, and of how many that is not known or not clear."""
    parts = [f"{number(row['pauses_in_time'])}/{number(row['pauses'])}"] if row["pauses"] else []
    parts += [f"{number(row['pauses_unclear'])} lần chưa rõ"] if row["pauses_unclear"] else []
    return "; ".join(parts) or "không có"


def _remark(row: Row) -> str:
    """Return a unit's remark; that it came without its text; or that none came; and what could not be checked."""
    given = "có ý kiến, sổ chưa ghi nội dung" if row["remark_received_on"] else UNREMARKED
    said = str(row["remark"]) if row["remark"] else given
    return f"{said} ({UNCHECKED})" if row["is_as_sent"] is None else said
