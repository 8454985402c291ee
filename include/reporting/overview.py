"""What the overview page shows: matters by period, the rows behind them, and how far each report has come.

No outlet stands here: whoever may read reports reads this, and outlets are named at the desk alone.
"""

from dataclasses import dataclass
from typing import Any

from include.errors import ReportError
from include.periods.report_period import PeriodKind, ReportPeriod
from include.reporting.approve import state_of
from include.reporting.charts import matters_chart
from include.reporting.compose import Snapshot
from include.reporting.delivery_states import delivery_states
from include.reporting.kept import kept_snapshots
from include.reporting.model import Chart
from include.reporting.reading import Query, Reading, published_rows, remembered
from include.reporting.shelf import Issued, issued_of

KINDS: dict[PeriodKind, str] = {
    "monthly": "Tháng",
    "quarterly": "Quý",
    "half_year": "6 tháng",
    "nine_months": "9 tháng",
    "yearly": "Năm",
}
CITY = "jurisdiction = 'city' and strength = 'duty'"
BY_PERIOD = f"select * from rpt_matters where {CITY}"  # noqa: S608 - our own words alone
KNOWN = "select max(day) as value from fct_coverage"
ROWS = """
    select distinct
        matters.matter_id, rules.title_vi, outlets.kind, matters.state, matters.days, matters.first_day,
        matters.last_day
    from fct_matter_events as events
    inner join fct_matters as matters on events.matter_id = matters.matter_id
    inner join dim_rules as rules on matters.rule_id = rules.rule_id
    inner join dim_outlets as outlets on matters.outlet_id = outlets.outlet_id
    where
        events.event_on < date '{ends_before}' and matters.jurisdiction = 'city' and matters.strength = 'duty'
        and (events.event_on >= date '{starts_on}' or matters.is_open)
    order by matters.first_day, matters.matter_id
"""
PERIODS = 24


@dataclass(frozen=True)
class PeriodLine:
    """The matters of one period: open at its start, come, gone, open at its end."""

    period: ReportPeriod
    open_at_start: int
    came: int
    went: int
    open_at_end: int


@dataclass(frozen=True)
class ReportLine:
    """One report that was composed: its answer, its number where it was issued, its mails by state."""

    snapshot: Snapshot
    state: str
    issued: Issued | None
    mails: dict[str, int]


def period_lines(kind: PeriodKind, query: Query = published_rows) -> list[PeriodLine]:
    """Return the periods of a kind that have begun, the newest first, each with its matters of the city's outlets."""
    (row,) = query(KNOWN)
    found = [_line(one, kind) for one in query(BY_PERIOD)]
    begun = [one for one in found if one is not None and one.period.start.isoformat() <= str(row["value"] or "")[:10]]
    return sorted(begun, key=lambda line: line.period, reverse=True)[:PERIODS]


def _line(row: dict[str, Any], kind: PeriodKind) -> PeriodLine | None:
    """Return a row's line; nothing where its period is of another kind."""
    period = ReportPeriod.parse(row["period_id"])
    if period.kind != kind:
        return None
    came = sum(int(row[name]) for name in ("opened", "reopened", "split"))
    went = int(row["open_at_start"]) + came - int(row["open_at_end"])
    return PeriodLine(period, int(row["open_at_start"]), came, went, int(row["open_at_end"]))


def matter_rows(period: ReportPeriod, query: Query = published_rows) -> list[dict[str, Any]]:
    """Return the matters behind a period's figures: what happened in it, or is open; without any outlet."""
    return query(ROWS.format(starts_on=period.start, ends_before=period.end))


def report_lines() -> list[ReportLine]:
    """Return every composed report with how far it has come, the newest period first."""
    found = []
    for snapshot in kept_snapshots():
        mails: dict[str, int] = {}
        for row in () if snapshot.content.is_draft else delivery_states(snapshot):  # a draft waits for no mail
            mails[row["state"]] = mails.get(row["state"], 0) + 1
        found.append(ReportLine(snapshot, state_of(snapshot.folder), issued_of(snapshot.content_hash), mails))
    return found


def overview_chart(kind: PeriodKind, query: Query = published_rows) -> Chart | None:
    """Return the picture of page one for the newest period of a kind; nothing before the first."""
    lines = period_lines(kind, query)
    return matters_chart(Reading(lines[0].period, remembered(query))) if lines else None


def kind_asked(text: str) -> PeriodKind:
    """Return the kind of period that somebody asks for.

    Raises:
        ReportError: There is none of that name.
    """
    found = next((kind for kind in KINDS if kind == text), None)
    if found is None:
        raise ReportError(f"No kind of period is called {text!r}.", hint=f"Name one of {', '.join(KINDS)}.")
    return found
