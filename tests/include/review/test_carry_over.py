"""Over a drawn year: what was open, came and went makes what is open at the end of every month, kind by kind."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.periods.report_period import ReportPeriod
from tests.include.review.test_naming import Log, given_tables, models  # noqa: F401
from tests.support.compiled import CompiledModels

FIRST, DAYS = date(2026, 1, 1), 365
CLOSING = ("dismiss", "insufficient", "refer", "remedied", "withdraw")
RULE, CAUSE = "home_page_identity", "missing_twice"
Drawn = tuple[int, list[tuple[int, str]]]
DECISIONS = st.lists(st.tuples(st.integers(0, 60), st.sampled_from([*CLOSING, "confirm", "reopen"])), max_size=6)
YEAR = st.lists(st.tuples(st.integers(0, DAYS - 1), DECISIONS), min_size=1, max_size=8)


def matter_id(outlet_id: str, day: date) -> str:
    """Return the id of a matter that nobody had acted on, as the marts make it."""
    return hashlib.md5(f"{outlet_id}|{RULE}|{CAUSE}|{day}".encode(), usedforsecurity=False).hexdigest()


def recorded(year: list[Drawn]) -> tuple[Log, dict[str, list[tuple[date, int]]]]:
    """Return the ledger of a year, and by matter the days on which the number of open matters changed."""
    log = Log()
    changes: dict[str, list[tuple[date, int]]] = {}
    acts: list[tuple[date, int, int, str]] = []
    for number, (opened, decisions) in enumerate(year):
        day = FIRST + timedelta(days=opened)
        known = changes[f"o{number}"] = [(day, 1)]
        is_open = True
        for gap, decision in decisions:
            day += timedelta(days=gap)
            if (decision == "reopen") == is_open and decision != "confirm":
                continue  # the desk refuses to close what is closed and to reopen what is open
            if decision == "confirm" and not is_open:
                continue
            acts.append((day, len(acts), number, decision))
            if decision != "confirm":
                is_open = decision == "reopen"
                known.append((day, 1 if is_open else -1))
    for day, order, number, decision in sorted(acts):
        outlet_id = f"o{number}"
        matter = matter_id(outlet_id, FIRST + timedelta(days=year[number][0]))
        payload = {"matters": matter, "decision": decision, "stage": "first", "reason": "x", "findings": ""}
        at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC) + timedelta(seconds=order)
        log.append_if(lambda _: True, "decision", f"matters/{outlet_id}", payload, "an", at)
    return log, changes


def tables(year: list[Drawn], log: Log) -> dict[str, pa.Table]:
    """Return what the marts read: a verdict a matter, its outlet, the months of two years, and the ledger."""
    base = given_tables(log, "city", "duty", datetime(2028, 1, 1, tzinfo=UTC))
    verdicts, outlets = base["candidates.fct_verdicts"].schema, base["intermediate.int_outlets_dated"].schema
    held = [
        {"outlet_id": f"o{n}", "rule_id": RULE, "rule_version_id": "v1", "status": "not_met", "strength": "duty",
         "cause": CAUSE, "evidence_count": 1, "verdict_date": FIRST + timedelta(days=opened)}
        for n, (opened, _) in enumerate(year)
    ]  # fmt: skip
    licensed = [
        {"outlet_id": f"o{n}", "licensing_authority": "city", "is_latest": True, "effective_from": date(2020, 1, 1)}
        for n in range(len(year))
    ]
    named = base["marts.dim_outlets"].schema
    periods = base["seeds.report_periods"].schema
    months = [ReportPeriod.of("monthly", y, m) for y in (2026, 2027) for m in range(1, 13)]
    spans = [{"period_id": p.period_id, "kind": p.kind, "starts_on": p.start, "ends_before": p.end} for p in months]
    return base | {
        "candidates.fct_verdicts": pa.Table.from_pylist(held, verdicts),
        "intermediate.int_outlets_dated": pa.Table.from_pylist(licensed, outlets),
        "marts.dim_outlets": pa.Table.from_pylist(
            [{"outlet_id": f"o{n}", "outlet_name": f"Trang {n}"} for n in range(len(year))], named
        ),
        "seeds.report_periods": pa.Table.from_pylist(spans, periods),
    }


def open_before(changes: dict[str, list[tuple[date, int]]], day: date) -> int:
    """Return how many matters stand open when a day begins."""
    return sum(change for known in changes.values() for on, change in known if on < day)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(year=YEAR)
def test_what_was_open_came_and_went_makes_what_is_open_at_the_end_of_every_month(
    models: CompiledModels,  # noqa: F811
    year: list[Drawn],
) -> None:
    log, changes = recorded(year)
    with models.over(tables(year, log)) as connection:
        found: list[dict[str, Any]] = connection.sql("from marts.rpt_matters").to_arrow_table().to_pylist()
    assert found
    for row in found:
        period = ReportPeriod.parse(row["period_id"])
        gone = sum(row[name] for name in ("dismissed", "remedied", "referred", "merged", "withdrawn"))
        came = row["opened"] + row["reopened"] + row["split"]
        assert row["open_at_start"] == open_before(changes, period.start)
        assert row["open_at_start"] + came - gone == row["open_at_end"] == open_before(changes, period.end)
