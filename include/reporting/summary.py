"""Page one: what a leader must know in eight lines, each figure a declared metric."""

from typing import Any

from include.reporting.comparing import Compared, Comparison, compared
from include.reporting.metrics import declared, filled
from include.reporting.model import Headline
from include.reporting.reading import Reading, Row
from include.reporting.wording import CAUSE, day, gap, number, percent, word

NOTHING = "chưa có số liệu để so sánh"
NO_DATA = "Trong kỳ chưa có dữ liệu thu thập được nên chưa có căn cứ đánh giá."
POPULATION = "Dưới đây là vụ việc thuộc nghĩa vụ của đơn vị do Thành phố cấp phép, mỗi vụ việc tính một lần."
PRINTED = (
    "outlets", "matters_new", "matters_open", "matters_answered", "matters_confirmed", "matters_closed",
    "matters_undecided", "observed_share",
)  # fmt: skip
LINES = (
    *PRINTED, "city_outlets", "outlets_new", "outlets_open", "outlets_answered", "outlets_confirmed", "outlets_closed",
    "matters_at_start", "matters_reopened", "matters_split", "matters_undecided_since", "matters_heard",
    "deadlines_passed", "unseen_causes",
)  # fmt: skip


def has_data(reading: Reading) -> bool:
    """Return whether anything was followed in the period."""
    return bool(reading.metric("outlet_days"))


def verdict(reading: Reading) -> str:
    """Return the report's answer in one sentence."""
    if not has_data(reading):
        return NO_DATA
    found = reading.metrics("matters_new", "outlets_new", "matters_open", "outlets_open", "matters_confirmed")
    confirmed = found["matters_confirmed"]
    return (
        f"Đối với đơn vị do Thành phố cấp phép, trong kỳ có {number(found['matters_new'])} vụ việc mới cần xác minh "
        f"tại {number(found['outlets_new'])} đơn vị; cuối kỳ còn {number(found['matters_open'])} vụ việc đang mở tại "
        f"{number(found['outlets_open'])} đơn vị; "
        + (f"{number(confirmed)} vụ việc đã được xác nhận." if confirmed else "chưa có vụ việc nào được xác nhận.")
    )


def carry_over(found: dict[str, Any]) -> str:
    """Return the equation that leads from the matters open at the start to those open at the end."""
    parts = [f"đầu kỳ {number(found['matters_at_start'])}", f"+ mới {number(found['matters_new'])}"]
    if found["matters_reopened"]:
        parts.append(f"+ mở lại {number(found['matters_reopened'])}")
    if found["matters_split"]:
        parts.append(f"+ tách ra {number(found['matters_split'])}")
    parts.append(f"− kết thúc {number(found['matters_closed'])}")
    return f"{' '.join(parts)} = cuối kỳ {number(found['matters_open'])}"


def _one(compared: Compared) -> str:
    """Return one compared figure and its change."""
    label = compared.label[:1].lower() + compared.label[1:]
    return f"{label} {number(_count(compared.now))} ({gap(compared.kind, compared.now, compared.then)})"


def _count(value: Any) -> int:
    """Return a value that counts as a whole number."""
    return int(value or 0)


def compared_line(opening: str, comparison: Comparison, names: tuple[str, ...]) -> str:
    """Return what changed since another period, or that nothing can be compared."""
    if not comparison.is_possible:
        return f"{opening} ({comparison.label}): {NOTHING}."
    parts = "; ".join(_one(one) for one in comparison.figures if one.name in names)
    return (
        f"{opening} ({comparison.label}; chỉ tính {number(comparison.outlets)} đơn vị và "
        f"{number(comparison.rule_versions)} phiên bản quy định có đủ dữ liệu ở cả hai kỳ): {parts}."
    )


def _next_deadlines(reading: Reading) -> list[Row]:
    """Return the nearest thing that the city's own units have still to do after the period."""
    ahead = declared().populations["deadlines"].sql + " and due_on >= date '{ends_before}'"
    return reading.query(filled(f"{ahead} order by due_on, deadline_id limit 1", reading.period))


def _decisions(reading: Reading, found: dict[str, Any]) -> str:
    """Return what needs a decision, and the nearest date."""
    text = f"Cần quyết định: {number(found['matters_undecided'])} vụ việc chưa có quyết định"
    if found["matters_undecided_since"]:
        text += f" (cũ nhất ghi nhận từ ngày {day(found['matters_undecided_since'])})"
    text += f"; {number(found['matters_heard'])} vụ việc đã hết thời hạn phản hồi, chờ kết luận"
    if found["deadlines_passed"]:
        text += f"; {number(found['deadlines_passed'])} việc của cơ quan, đơn vị đã quá hạn"
    for row in _next_deadlines(reading):
        title = row["title_vi"][:1].lower() + row["title_vi"][1:]
        text += f"; thời hạn gần nhất: {title} ({row['subject_name']}), ngày {day(str(row['due_on'])[:10])}"
    return f"{text}."


def _unseen(reading: Reading, found: dict[str, Any]) -> str:
    """Return what was not seen and the commonest cause."""
    causes = reading.rows("rpt_coverage_causes", "outlet_days desc, cause")
    if not causes:
        return "Không quan sát được: không có."
    first = causes[0]
    return (
        f"Không quan sát được: {percent(1 - float(found['observed_share'] or 0))} nội dung cần thu thập; nguyên nhân "
        f"nhiều nhất: {word(CAUSE, first['cause']).lower()} ({number(first['outlets'])} đơn vị). Không tính là "
        "thiếu sót của đơn vị."
    )


def lines(reading: Reading, before: Comparison, year_before: Comparison) -> tuple[str, ...]:
    """Return the eight lines of page one."""
    if not has_data(reading):
        return ()
    f = reading.metrics(*LINES)
    changed = ("matters_new", "matters_open", "matters_closed")
    return (
        f"Theo dõi {number(f['outlets'])} đơn vị ({number(f['city_outlets'])} do Thành phố cấp phép), quan sát được "
        f"{percent(f['observed_share'])}. {POPULATION}",
        f"Vụ việc mới: {number(f['matters_new'])} vụ việc tại {number(f['outlets_new'])} đơn vị.",
        f"Đang mở cuối kỳ: {number(f['matters_open'])} vụ việc tại {number(f['outlets_open'])} đơn vị "
        f"({carry_over(f)}).",
        f"Có ý kiến của đơn vị: {number(f['matters_answered'])} vụ việc tại {number(f['outlets_answered'])} đơn vị.",
        f"Xác nhận bằng quyết định trong kỳ: {number(f['matters_confirmed'])} vụ việc tại "
        f"{number(f['outlets_confirmed'])} đơn vị; kết thúc: {number(f['matters_closed'])} vụ việc tại "
        f"{number(f['outlets_closed'])} đơn vị.",
        " ".join(compared_line(opening, one, changed) for opening, one in compared(before, year_before).items()),
        _decisions(reading, f),
        _unseen(reading, f),
    )


def headlines(reading: Reading, before: Comparison) -> tuple[Headline, ...]:
    """Return the figures of the mail's body, those that are compared with the same of the period before."""
    then = {one.name: one for one in before.figures}
    return tuple(
        Headline(
            label=declared().metric(name).label,
            value=reading.metric(name),
            previous=then[name].then if name in then else None,
            comparable=then[name].now if name in then else None,
            kind=declared().metric(name).kind,
        )
        for name in PRINTED
    )
