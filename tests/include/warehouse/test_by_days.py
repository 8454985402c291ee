"""Marts of report periods are counted for any days by their own models, or not at all."""

import re
from datetime import date
from typing import Any

import pytest
from jinja2.exceptions import SecurityError

from include.errors import InvariantError
from include.warehouse.by_days import _rendered, can_count, over_days
from include.warehouse.projects import PROJECT
from tests.include.reporting.marts import query_of

COMPUTED = re.compile(r"\bref\((?!'\w+'\))")
FIRST, SECOND = ("a", date(2026, 10, 20), date(2026, 10, 22)), ("b", date(2026, 10, 19), date(2026, 10, 21))
OUTLETS = [{"outlet_id": "bao_a", "jurisdiction": "city", "kind": "newspaper"}]
DAYS = [
    {"outlet_id": "bao_a", "day": f"2026-10-{day}", "landed": day, "observed_share": 1.0} for day in (19, 20, 21, 22)
]


def counted(sql: str, **marts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return query_of(marts)(over_days(sql, [FIRST, SECOND]))


def test_a_mart_is_counted_over_the_days_given_and_no_others() -> None:
    rows = counted(
        "select period_id, landed, outlet_days from rpt_coverage order by period_id",
        fct_coverage=DAYS,
        dim_outlets=OUTLETS,
    )
    assert rows == [
        {"period_id": "a", "landed": 20 + 21, "outlet_days": 2},
        {"period_id": "b", "landed": 19 + 20, "outlet_days": 2},
    ]


def test_what_rests_on_steps_between_is_counted_through_them() -> None:
    verdicts = [
        {"outlet_id": "bao_a", "rule_id": "source_credit", "status": status, "cause": cause, "verdict_date": day}
        for day, status, cause in (
            ("2026-10-19", "not_observed", "too_slow"),
            ("2026-10-20", "met", None),
            ("2026-10-21", "not_observed", "too_slow"),
            ("2026-10-22", "not_met", None),
        )
    ]
    rules = [{"rule_id": "source_credit", "title_vi": "Ghi nguồn tin"}]
    marts: dict[str, list[dict[str, Any]]] = {"fct_verdicts": verdicts, "dim_rules": rules, "dim_outlets": OUTLETS}
    found = counted("select status, verdicts from rpt_verdicts where period_id = 'a' order by status", **marts)
    assert found == [{"status": "met", "verdicts": 1}, {"status": "not_observed", "verdicts": 1}]
    causes = counted("select cause, outlet_days from rpt_coverage_causes where period_id = 'a'", **marts)
    assert causes == [{"cause": "too_slow", "outlet_days": 1}]


def test_what_registers_say_by_period_is_not_counted_for_other_days() -> None:
    assert [mart for mart in ("rpt_budget", "rpt_corrections", "rpt_plans", "rpt_training") if can_count(mart)] == []
    with pytest.raises(InvariantError, match="rpt_budget cannot be counted for any days: stg_registers__budget_lines"):
        over_days("select * from rpt_budget", [FIRST])


def test_every_mart_names_what_it_reads_by_letters() -> None:
    marts = (PROJECT / "models" / "marts").rglob("*.sql")
    computed = [path.name for path in marts if COMPUTED.search(path.read_text(encoding="utf-8"))]
    assert computed == [], "what a mart of periods rests on is found by its text"


def test_a_query_without_a_mart_of_periods_stays_as_it_is() -> None:
    for sql in ("select * from fct_coverage", "select * from rpt_deadlines", "select * from rpt_outlet_health"):
        assert over_days(sql, [FIRST]) == sql


def test_a_models_text_reaches_nothing_of_the_program() -> None:
    with pytest.raises(SecurityError):
        _rendered("select {{ cycler.__init__.__globals__['os'].getpid() }}")
