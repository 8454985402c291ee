"""Page one: what a leader must know in eight lines, each figure a declared metric."""

from typing import Any

from include.reporting.comparing import Compared, Comparison, compared
from include.reporting.metrics import declared, filled
from include.reporting.model import Headline
from include.reporting.reading import Reading, Row
from include.reporting.wording import CAUSE, day, gap, number, percent, some, word

NOTHING = "chưa có số liệu để so sánh"
NO_DATA = "Trong kỳ chưa có dữ liệu thu thập được nên chưa có căn cứ đánh giá."
POPULATION = "Vụ việc dưới đây thuộc nghĩa vụ của đơn vị do Thành phố cấp phép."
PRINTED = (
    "outlets", "matters_new", "matters_open", "matters_answered", "matters_confirmed", "matters_closed",
    "matters_undecided", "observed_share",
)  # fmt: skip
LINES = (
    *PRINTED, "city_outlets", "outlets_new", "outlets_open", "outlets_answered", "outlets_confirmed", "outlets_closed",
    "matters_at_start", "matters_reopened", "matters_split", "matters_undecided_since", "matters_heard",
    "deadlines_passed", "attestations_passed", "unseen_causes",
)  # fmt: skip


def has_data(reading: Reading) -> bool:
    """Return whether anything was followed in the period."""
    return bool(reading.metric("outlet_days"))


def verdict(reading: Reading) -> str:
    """Return the report's answer in one sentence."""
    if not has_data(reading):
        return NO_DATA
    found = reading.metrics("matters_new", "outlets_new", "matters_open", "outlets_open", "matters_confirmed")
    new, still_open, confirmed = found["matters_new"], found["matters_open"], found["matters_confirmed"]
    parts = (
        f"trong kỳ {'có ' * bool(new)}{some(new, 'vụ việc mới')} cần xác minh{_where(found['outlets_new'])}",
        f"cuối kỳ {'còn ' * bool(still_open)}{some(still_open, 'vụ việc', none='không còn')} đang "
        f"mở{_where(found['outlets_open'])}",
        f"{some(confirmed, 'vụ việc', none='chưa có')} {'đã ' * bool(confirmed)}được xác nhận",
    )
    return f"Đối với đơn vị do Thành phố cấp phép, {'; '.join(parts)}."


def _where(outlets: int) -> str:
    """Return at how many outlets; nothing where there is none."""
    return f" tại {number(outlets)} đơn vị" if outlets else ""


def _matters(found: dict[str, Any], name: str) -> str:
    """Return how many matters of a kind there are and at how many outlets, in words where there is none."""
    count = found[f"matters_{name}"]
    return f"{number(count)} vụ việc{_where(found[f'outlets_{name}'])}" if count else "không có"


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
    ahead = declared().populations["deadlines"].sql + " and due_on >= {past_before}"
    return reading.query(filled(f"{ahead} order by due_on, deadline_id limit 1", reading.period))


def _decisions(reading: Reading, found: dict[str, Any]) -> str:
    """Return what needs a decision, and the nearest date."""
    parts = []
    if undecided := found["matters_undecided"]:
        parts.append(
            f"{number(undecided)} vụ việc chưa có quyết định (cũ nhất ghi nhận từ ngày "
            f"{day(found['matters_undecided_since'])})"
        )
    if heard := found["matters_heard"]:
        parts.append(f"{number(heard)} vụ việc đã hết thời hạn phản hồi, chờ quyết định lại")
    if passed := found["deadlines_passed"]:
        registers = found["attestations_passed"]
        of_them = f" (gồm {number(registers)} việc xác nhận sổ)" if registers else ""
        parts.append(f"{number(passed)} việc của cơ quan, đơn vị quá hạn theo sổ{of_them}")
    parts = parts or ["không có vụ việc nào"]
    for row in _next_deadlines(reading):
        title = row["title_vi"][:1].lower() + row["title_vi"][1:]
        parts.append(f"thời hạn gần nhất: {title} ({row['subject_name']}), ngày {day(str(row['due_on'])[:10])}")
    return f"Cần quyết định: {'; '.join(parts)}."


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
        f"Vụ việc mới: {_matters(f, 'new')}.",
        f"Đang mở cuối kỳ: {_matters(f, 'open')} ({carry_over(f)}).",
        f"Có ý kiến của đơn vị: {_matters(f, 'answered')}.",
        f"Xác nhận bằng quyết định trong kỳ: {_matters(f, 'confirmed')}; kết thúc: {_matters(f, 'closed')}.",
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
