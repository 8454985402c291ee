"""Over a drawn year of every end: what was open, came and went makes what is open at the end of every month."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from include.periods.report_period import ReportPeriod
from tests.support.compiled import CompiledModels
from tests.support.naming_histories import Log, given_tables

FIRST, DAYS = date(2026, 1, 1), 365
CLOSING = ("dismiss", "insufficient", "refer", "remedied", "withdraw")
RULE, CAUSE = "home_page_identity", "missing_twice"
FATES = ("stands", "gone", "merged", "split")  # what a later build makes of the days of a matter
Drawn = tuple[int, str, list[tuple[int, str]]]
DECISIONS = st.lists(st.tuples(st.integers(0, 60), st.sampled_from([*CLOSING, "confirm", "reopen"])), max_size=6)
YEAR = st.lists(st.tuples(st.integers(0, DAYS - 4), st.sampled_from(FATES), DECISIONS), min_size=1, max_size=8)


@dataclass
class Year:
    """A year of matters: what the marts read of it, and by matter the days on which the number of open ones changed."""

    log: Log = field(default_factory=Log)
    changes: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    verdicts: list[tuple[str, date, str]] = field(default_factory=list)

    def write(self, kind: str, outlet_id: str, matter: str, at: datetime, **said: Any) -> None:
        """Write one act on a matter."""
        payload = {"matters": matter, "findings": "", "stage": "first", "reason": "x", **said}
        self.log.append_if(lambda _: True, kind, f"matters/{outlet_id}", payload, "an", at)

    def open(self, outlet_id: str, matter: str, first: date, last: date) -> None:
        """Write that a matter was opened with its days, on the morning of the year's first day."""
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=len(self.log.kept))
        self.write("matter_opened", outlet_id, matter, at, rule_id=RULE, rule_version_id="v1", cause=CAUSE,
                   strength="duty", first_day=first, last_day=last)  # fmt: skip


def matter_id(outlet_id: str, day: date) -> str:
    """Return the id of a matter that nobody had acted on, as the marts make it."""
    return hashlib.md5(f"{outlet_id}|{RULE}|{CAUSE}|{day}".encode(), usedforsecurity=False).hexdigest()


def effective(day: date, decisions: list[tuple[int, str]]) -> list[tuple[date, str]]:
    """Return the decisions that the desk would take, by day: what is closed is only reopened, or withdrawn by us."""
    taken: list[tuple[date, str]] = []
    closed = ""
    for gap, decision in decisions:
        day += timedelta(days=gap)
        if closed in ("refer", "remedied") and decision == "withdraw":
            taken += [(day, "reopen"), (day, "withdraw")]
            closed = decision
        elif bool(closed) == (decision == "reopen"):
            taken.append((day, decision))
            closed = decision if decision in CLOSING else ""
    return taken


def laid_out(year: Year, number: int, opened: int, fate: str) -> tuple[str, date, date]:
    """Lay out the days of an outlet's matters; return the one that is decided, its first day and when it can be."""
    outlet_id, day = f"o{number}", FIRST + timedelta(days=opened)
    two_later = day + timedelta(days=2)
    days = {"stands": ["not_met"], "gone": [], "merged": ["not_met"] * 3, "split": ["not_met", "met", "not_met"]}[fate]
    year.verdicts += [(outlet_id, day + timedelta(days=n), status) for n, status in enumerate(days)]
    if fate == "stands":
        return matter_id(outlet_id, day), day, day
    if fate == "merged":  # the elder speaks for the run; the younger is decided, or goes
        year.open(outlet_id, f"{outlet_id}-elder", day, day)
        year.changes[f"{outlet_id}-elder"] = [(day, 1)]
        year.open(outlet_id, f"{outlet_id}-b", two_later, two_later)
        return f"{outlet_id}-b", two_later, two_later
    year.open(outlet_id, f"{outlet_id}-a", day, two_later if fate == "split" else day)
    if fate == "split":
        year.changes[f"{outlet_id}-came-off"] = [(two_later, 1)]
    return f"{outlet_id}-a", day, day


def recorded(drawn: list[Drawn]) -> Year:
    """Return a year with its acts in the order of their days."""
    year, acts = Year(), list[tuple[date, int, str, str, str]]()
    for number, (opened, fate, decisions) in enumerate(drawn):
        matter, first, day = laid_out(year, number, opened, fate)
        taken = effective(day, decisions)
        is_kept = fate in ("stands", "split") or bool(taken and taken[-1][1] != "reopen")
        came = [(on, 1 if decision == "reopen" else -1) for on, decision in taken if decision != "confirm"]
        year.changes[matter] = [(first, 1), *came] if is_kept else []  # merged or vanished, it came and went that day
        acts += [(on, len(acts) + n, f"o{number}", matter, decision) for n, (on, decision) in enumerate(taken)]
    for on, order, outlet_id, matter, decision in sorted(acts):
        at = datetime(on.year, on.month, on.day, 3, tzinfo=UTC) + timedelta(seconds=order)
        year.write("decision", outlet_id, matter, at, decision=decision)
    return year


def tables(year: Year) -> dict[str, pa.Table]:
    """Return what the marts read: the verdicts, their outlets, the months of two years, and the ledger."""
    base = given_tables(year.log, "city", "duty", datetime(2028, 1, 1, tzinfo=UTC))
    verdicts, outlets = base["candidates.fct_verdicts"].schema, base["intermediate.int_outlets_dated"].schema
    held = [
        {"outlet_id": outlet_id, "rule_id": RULE, "rule_version_id": "v1", "status": status, "strength": "duty",
         "cause": CAUSE, "evidence_count": 1, "verdict_date": day}
        for outlet_id, day, status in year.verdicts
    ]  # fmt: skip
    known = [f"o{number}" for number in range(8)]
    licensed = [
        {"outlet_id": one, "licensing_authority": "city", "is_latest": True, "effective_from": date(2020, 1, 1)}
        for one in known
    ]
    named = base["marts.dim_outlets"].schema
    periods = base["seeds.report_periods"].schema
    months = [ReportPeriod.of("monthly", y, m) for y in (2026, 2027) for m in range(1, 13)]
    spans = [{"period_id": p.period_id, "kind": p.kind, "starts_on": p.start, "ends_before": p.end} for p in months]
    names = [{"outlet_id": one, "outlet_name": f"Trang {one}"} for one in known]
    return base | {
        "candidates.fct_verdicts": pa.Table.from_pylist(held, verdicts),
        "intermediate.int_outlets_dated": pa.Table.from_pylist(licensed, outlets),
        "marts.dim_outlets": pa.Table.from_pylist(names, named),
        "seeds.report_periods": pa.Table.from_pylist(spans, periods),
    }


def open_before(year: Year, day: date) -> int:
    """Return how many matters stand open when a day begins."""
    return sum(change for known in year.changes.values() for on, change in known if on < day)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=YEAR)
@example(
    drawn=[(0, "merged", []), (40, "gone", []), (80, "split", []), (120, "stands", [(1, "refer"), (90, "withdraw")])]
)
def test_what_was_open_came_and_went_makes_what_is_open_at_the_end_of_every_month(
    models: CompiledModels,
    drawn: list[Drawn],
) -> None:
    year = recorded(drawn)
    with models.over(tables(year)) as connection:
        found: list[dict[str, Any]] = connection.sql("from marts.rpt_matters").to_arrow_table().to_pylist()
    assert found
    for row in found:
        period = ReportPeriod.parse(row["period_id"])
        gone = sum(row[name] for name in ("dismissed", "remedied", "referred", "merged", "withdrawn"))
        came = row["opened"] + row["reopened"] + row["split"]
        assert row["open_at_start"] == open_before(year, period.start)
        assert row["open_at_start"] + came - gone == row["open_at_end"] == open_before(year, period.end)
