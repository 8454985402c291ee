"""The pictures of a report: figures of the declaration, or of a mart, in the order in which they are drawn."""

from datetime import date, timedelta

from include.errors import ReportError
from include.periods.report_period import AD_HOC, ReportPeriod
from include.reporting.model import Chart, Series
from include.reporting.reading import Reading
from include.reporting.wording import KIND, number, percent

PERIODS = 12
DELAYS = (
    ("dưới 1 giờ", 0, 60), ("1–3 giờ", 60, 180), ("3–6 giờ", 180, 360), ("6–12 giờ", 360, 720),
    ("12–24 giờ", 720, 1440), ("trên 24 giờ", 1440, None),
)  # fmt: skip
REPRINTS = (
    "select delay_minutes_min, count(*) as value from fct_reprints where is_counted "
    "and reprint_published_date >= date '{start}' and reprint_published_date < date '{end}' group by delay_minutes_min"
)
SEEN = (
    "select outlets.kind, coverage.day, avg(coverage.observed_share) as value from fct_coverage as coverage "
    "inner join dim_outlets as outlets on coverage.outlet_id = outlets.outlet_id "
    "where coverage.day >= date '{start}' and coverage.day < date '{end}' group by outlets.kind, coverage.day"
)


def _twelve(period: ReportPeriod) -> list[ReportPeriod]:
    """Return a period and up to eleven before it, the oldest first; the calendar of reports has a first one."""
    found = [period]
    while len(found) < PERIODS:
        try:
            found.append(found[-1].previous())
        except ReportError:
            break
    return found[::-1]


def _short(period: ReportPeriod) -> str:
    """Return a period as it stands below a bar: 11/2026, Q4/2026, 2026; of any two days, its last day."""
    if period.kind == AD_HOC:
        return f"{period.last_day:%d/%m/%y}"
    year, _, rest = period.period_id.partition("-")
    return f"{rest}/{year}" if rest else year


def matters_chart(reading: Reading) -> Chart:
    """Return the matters new in, and open at the end of, each of twelve periods."""
    periods = _twelve(reading.period)
    names = {"matters_new": "Vụ việc mới", "matters_open": "Đang mở cuối kỳ"}
    counted = {name: [reading.of(period).count(name) for period in periods] for name in names}
    last = "; ".join(f"{text.lower()} {number(counted[name][-1])}" for name, text in names.items())
    most = max(counted["matters_open"])
    return Chart(
        kind="bars",
        title=f"Vụ việc thuộc nghĩa vụ, đơn vị do Thành phố cấp phép, {len(periods)} kỳ gần nhất",
        alt=f"Biểu đồ cột {len(periods)} kỳ, từ {periods[0].label_vi} đến {periods[-1].label_vi}. Kỳ này: {last}. "
        f"Số vụ việc đang mở nhiều nhất trong các kỳ: {number(most)}.",
        labels=tuple(_short(period) for period in periods),
        series=tuple(Series(name=text, values=tuple(counted[name])) for name, text in names.items()),
    )


def delays_chart(reading: Reading) -> Chart | None:
    """Return how long after the original reprints appeared, all outlets together; nothing without a reprint."""
    found = reading.query(REPRINTS.format(start=reading.period.start, end=reading.period.end))
    rows = [
        (float(row["delay_minutes_min"]), int(row["value"])) for row in found if row["delay_minutes_min"] is not None
    ]
    if not rows:
        return None
    counts = [
        sum(count for delay, count in rows if low <= max(delay, 0) and (high is None or delay < high))
        for _, low, high in DELAYS
    ]
    said = "; ".join(f"{label}: {number(count)}" for (label, _, _), count in zip(DELAYS, counts, strict=True))
    return Chart(
        kind="bars",
        title="Tin, bài dẫn lại theo khoảng thời gian sau bài gốc",
        alt=f"Biểu đồ cột về {number(sum(counts))} tin, bài dẫn lại, tất cả các đơn vị: {said}.",
        labels=tuple(label for label, _, _ in DELAYS),
        series=(Series(name="Số tin, bài dẫn lại", values=tuple(counts)),),
    )


def _days(start: date, end: date) -> list[date]:
    """Return the days of a period."""
    return [start + timedelta(days=number) for number in range((end - start).days)]


def coverage_chart(reading: Reading) -> Chart | None:
    """Return the share seen by kind of outlet and day; nothing without a day, or where days are too many to be read."""
    start, end = reading.period.start, reading.period.end
    found = {
        (row["kind"], str(row["day"])[:10]): row["value"] for row in reading.query(SEEN.format(start=start, end=end))
    }
    days = _days(start, end)
    if not found or len(days) > 31:
        return None
    kinds = [kind for kind in KIND if any(of == kind for of, _ in found)]
    shares = {kind: tuple(found.get((kind, day.isoformat())) for day in days) for kind in kinds}
    means = {kind: [share for share in shares[kind] if share is not None] for kind in kinds}
    said = "; ".join(f"{KIND[kind]}: {percent(sum(means[kind]) / len(means[kind]))}" for kind in kinds)
    return Chart(
        kind="map",
        title="Tỷ lệ quan sát được theo loại hình và ngày",
        alt=f"Bản đồ ô của {len(days)} ngày, ô càng đậm là quan sát được càng ít. Bình quân trong kỳ: {said}.",
        labels=tuple(f"{day:%d/%m}" for day in days),
        series=tuple(Series(name=KIND[kind], values=shares[kind]) for kind in kinds),
    )
