"""Every rule: in the catalogue, with versions that are read, a model or a cause, and its cases."""

import csv
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from include.observing.observation import Observation
from include.settings import ROOT
from include.warehouse import dbt, projects
from include.warehouse.rule_versions import check_rule_versions
from tests.support.declared import read_yaml

SEEDS = ROOT / "dbt_project" / "seeds"
BEARINGS = {"met": "in_favour", "not_met": "against", "not_observed": "unobserved", "needs_review": "unclear"}
SEVERE = ("against", "unobserved", "unclear")


def seed(name: str) -> list[dict[str, str]]:
    """Return the rows of a seed."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


RULES = {row["rule_id"]: row for row in seed("rules")}
VERSIONS = seed("rule_versions")


@cache
def declared(rule_id: str) -> dict[str, Any]:
    """Return what stands beside a rule's model."""
    found: dict[str, Any] = read_yaml(projects.PROJECT / projects.RULES / f"rule_{rule_id}.yml")
    return found


def cases(rule_id: str) -> dict[str, dict[str, Any]]:
    """Return the unit tests beside a rule's model, by the end of their names."""
    return {case["name"].removeprefix(f"{rule_id}_"): case for case in declared(rule_id)["unit_tests"]}


def without_case(rule_id: str) -> dict[str, str]:
    """Return the statuses that a rule's evidence cannot lead to, each with the reason why not."""
    reasons: dict[str, str] = declared(rule_id)["models"][0].get("config", {}).get("meta", {}).get("no_case", {})
    return reasons


def bearings(case: dict[str, Any]) -> set[str]:
    """Return what the evidence of a case speaks for."""
    return {str(row.get("bearing")) for row in case["expect"]["rows"]}


def test_each_rule_has_a_model_or_says_why_not() -> None:
    implemented = {rule_id for rule_id, row in RULES.items() if not row["cause_not_implemented"]}
    assert implemented == set(dbt.rule_models())


def test_the_catalogue_does_not_contradict_itself() -> None:
    check_rule_versions()


def test_each_rule_has_versions_and_each_version_a_rule() -> None:
    assert {row["rule_id"] for row in VERSIONS} == set(RULES)


@pytest.mark.parametrize("status", BEARINGS)
@pytest.mark.parametrize("rule_id", dbt.rule_models())
def test_each_rule_has_a_case_of_each_status_or_says_why_there_is_none(rule_id: str, status: str) -> None:
    if status in without_case(rule_id):
        assert status in ("not_observed", "needs_review")
        assert without_case(rule_id)[status].endswith(".")
        assert status not in cases(rule_id)
        return
    case = cases(rule_id)[status]
    assert case["model"] == f"rule_{rule_id}"
    wanted = BEARINGS[status]
    assert not bearings(case) & set(SEVERE) if status == "met" else wanted in bearings(case)


@pytest.mark.parametrize("rule_id", dbt.rule_models())
def test_a_rule_that_rests_on_a_register_holds_nothing_against_anyone_before_it_is_attested(rule_id: str) -> None:
    register = RULES[rule_id]["register"]
    if not register or (RULES[rule_id]["grain"] == "deadline" and "not_observed" in without_case(rule_id)):
        return
    wanted = [case for case in cases(rule_id).values() if "unobserved" in bearings(case)]
    assert wanted


@pytest.mark.parametrize("rule_id", dbt.rule_models())
def test_the_cases_stand_on_both_sides_of_every_date(rule_id: str) -> None:
    judged = {str(row["judged_on"]) for row in cases(rule_id)["dates"]["expect"]["rows"]}
    for version in (row for row in VERSIONS if row["rule_id"] == rule_id):
        for edge in filter(None, (version["effective_from"], version["effective_to"])):
            assert {edge, (date.fromisoformat(edge) - timedelta(days=1)).isoformat()} <= judged


@pytest.mark.parametrize("version", VERSIONS, ids=lambda row: f"{row['rule_id']}@{row['effective_from']}")
def test_a_version_says_what_it_rests_on(version: dict[str, str]) -> None:
    assert version["instrument"]
    assert version["address"].startswith("http")
    if version["confidence"] == "high" and version["basis"] == "duty":
        assert version["provision"]
        assert version["read_by_role"]
        assert version["read_on"]
        assert version["read_where"]
    if version["confidence"] == "low":
        assert version["gap"] == "text"


def test_what_a_version_asks_of_a_page_is_something_that_is_looked_for() -> None:
    for version in VERSIONS:
        grain = RULES[version["rule_id"]]["grain"]
        if grain in ("home_page", "article"):
            asked = version["asks_for"].replace("|", " ").split()
            assert set(asked) <= {member.value for member in Observation}


def test_a_rule_on_home_pages_says_which_facts_it_reads() -> None:
    for version in VERSIONS:
        rule = RULES[version["rule_id"]]
        if rule["grain"] == "home_page" and not rule["cause_not_implemented"]:
            reads = (version["asks_for"] or rule["reads"]).replace("|", " ").split()
            assert reads, version["rule_id"]
            assert set(reads) <= {member.value for member in Observation}
