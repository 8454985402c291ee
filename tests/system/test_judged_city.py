"""The verdicts on the sample city, for every rule: nothing but what is declared, and all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from include.sample_city import expected
from include.sample_city.declaration import faults
from include.settings import ROOT
from include.warehouse import dbt
from include.warehouse.by_days import can_count, over_days
from include.warehouse.published import rows
from tests.support.shared import only_read
from tests.system.judged import installed_at, mismatches
from tests.system.worked import NOVEMBER, QUERIES
from tests.system.worked_all import ANSWERS

pytestmark = pytest.mark.slow
MONTH, WITHOUT_PERIOD = NOVEMBER.period_id, {"rpt_deadlines", "rpt_outlet_health"}
CAPPED = {"source_verbatim", "source_diversity", "correction_reposted", "licence_code_embedded"}


@pytest.fixture(scope="module", autouse=True)
def at_judged_city(judged_city: Path) -> Iterator[None]:
    """Let all tests here read the judged city."""
    with only_read(judged_city), installed_at(judged_city):
        yield


def test_every_verdict_is_what_the_city_declares_and_no_other() -> None:
    found = mismatches(rows("from fct_verdicts"))
    assert found == [], f"{len(found)}:\n" + "\n".join(found[:30])


@pytest.mark.parametrize("rule_id", dbt.rule_models())
def test_each_rule_finds_its_planted_breach(rule_id: str) -> None:
    wanted = "needs_review" if rule_id in CAPPED else "not_met"
    planted = {key for key, verdict in expected.verdicts().items() if key[1] == rule_id and verdict.status == wanted}
    found = rows(f"from fct_verdicts where rule_id = '{rule_id}' and status = '{wanted}'")
    assert planted
    assert {(row["outlet_id"], row["rule_id"], row["verdict_date"]) for row in found} == planted


def test_a_breach_is_found_with_its_reasons_and_a_near_miss_leaves_no_finding() -> None:
    found = {(row["outlet_id"], row["rule_id"], row["finding_date"]) for row in rows("from fct_findings")}
    breaches = {key for key, verdict in expected.verdicts().items() if verdict.status == "not_met"}
    assert found == breaches


def test_a_run_of_days_with_one_cause_is_one_matter() -> None:
    (matter,) = rows(
        "select days, first_day, last_day from fct_matters where outlet_id = 'mang_xa_hoi_lang_hoa' "
        "and rule_id = 'home_page_licence'"
    )
    assert matter["days"] == 11
    assert (str(matter["first_day"]), str(matter["last_day"])) == ("2026-11-04", "2026-11-14")


def test_the_sheet_of_portals_says_what_the_city_declares_of_each_unit_and_no_more() -> None:
    names = ("domain", "part_of_city", "organisation", "rating", "channels")
    found = rows("from rpt_portals where period_id = '2026-11'")
    assert {row["unit_id"] for row in found if row["has_site"]} == set(expected.portals())
    assert {
        row["unit_id"]: {name: row[f"{name}_state"] for name in names} for row in found if row["has_site"]
    } == expected.portals()
    # a unit without a site has its case, and it is no lack
    others = {row["unit_id"]: row for row in found if not row["has_site"]}
    assert {unit: row["cause"] for unit, row in others.items()} == {"xa_phu_dong": "no_site"}
    assert {row[f"{name}_state"] for row in others.values() for name in names} == {"not_applicable"}
    pauses = {row["unit_id"]: (row["pauses"], row["pauses_in_time"]) for row in found if row["pauses"]}
    assert pauses == {"phuong_cua_nam": (1, 1), "xa_bat_trang": (1, 0)}


def test_how_fast_a_site_answers_is_measured_and_a_name_served_here_is_not_looked_up() -> None:
    sites = [row for row in rows("from rpt_portals where period_id = '2026-11'") if row["has_site"]]
    assert [row["unit_id"] for row in sites if row["answer_milliseconds_median"] is None] == []
    assert {row["ipv6_state"] for row in sites} == {"not_observed"}


def test_a_unit_gets_its_row_ten_working_days_before_it_is_printed() -> None:
    sent = {row["unit_id"]: row for row in rows("from rpt_portals where period_id = '2026-11'") if row["sent_on"]}
    # 24 November is a day off
    assert {unit: str(row["printable_from"]) for unit, row in sent.items()} == {"xa_bat_trang": "2026-12-02"}
    printed = rows("from rpt_portal_sheets where measured_period_id = '2026-11'")
    assert ("2026-12", "xa_bat_trang") in {(row["period_id"], row["unit_id"]) for row in printed}
    assert "2026-11" not in {row["period_id"] for row in printed}


def test_no_portal_is_judged_since_its_own_decree() -> None:
    portals = "select outlet_id from dim_outlets where kind = 'portal'"
    judged = rows(f"from fct_verdicts where outlet_id in ({portals}) and verdict_date >= date '2026-07-01'")
    assert {row["status"] for row in judged} == {"not_applicable"}


@pytest.mark.parametrize("question", QUERIES)
def test_a_worked_query_gives_what_the_city_declares(question: str) -> None:
    found, wanted = ANSWERS[question](rows(QUERIES[question]))
    assert found == wanted


def test_the_marts_of_a_period_counted_for_its_days_are_those_of_the_calendar() -> None:
    marts = {
        path.stem for path in (ROOT / "dbt_project" / "models" / "marts").rglob("rpt_*.sql") if can_count(path.stem)
    }
    assert len(marts) > 12
    for mart in sorted(marts):
        asked = f"select * from {mart}" + (f" where period_id = '{MONTH}'" if mart not in WITHOUT_PERIOD else "")
        counted = over_days(asked, [(MONTH, NOVEMBER.start, NOVEMBER.end)])
        assert sorted(map(str, rows(counted))) == sorted(map(str, rows(asked))), mart


def test_every_near_miss_is_declared_of_a_rule_that_is_judged() -> None:
    near = {rule_id for fault in faults().faults for rule_id in fault.near}
    assert near <= set(dbt.rule_models())
