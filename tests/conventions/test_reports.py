"""Reports and what they are made of: each section names its item of the plan, each mart read is a report's exposure."""

import ast
import re
from pathlib import Path

import pytest

from include.periods.report_period import AD_HOC
from include.reporting.declaration import reports
from include.settings import ROOT
from include.warehouse.by_days import can_count
from tests.support.declared import read_yaml

REPORTING = ROOT / "include" / "reporting"
EXPOSURES = ROOT / "dbt_project" / "models" / "marts" / "reports" / "exposures.yml"
OF_THE_PLAN = {f"II.{item}" for item in range(1, 7)} | {f"III.{item}" for item in range(1, 6)}
RECIPIENT_ALONE = {"III.5"}  # the Party committee's board receives the reports; nothing is written for it
NOT_YET_REPORTED = {"III.3"}  # take an item out when a section answers to it
PLANS_OF_THE_MONTH = "rpt_plans"
PAGE_ONE = ("summary.py", "comparing.py", "charts.py")
MART = re.compile(r"\b(?:rpt|fct|dim)_\w+")
IMPORTED = re.compile(r"^from include\.reporting\.(\w+) import", re.MULTILINE)


def marts_read(path: Path) -> set[str]:
    """Return the marts that a module's queries name; docstrings are not queries."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    sentences = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in sentences)
    return {name for node in texts if isinstance(node.value, str) for name in MART.findall(node.value)}


def read_by_section(section_id: str) -> set[str]:
    """Return the marts that a section's queries name, its own and those of what it shares with another section."""
    path = REPORTING / "sections" / f"{section_id}.py"
    imported = IMPORTED.findall(path.read_text(encoding="utf-8"))
    shared = (REPORTING / f"{name}.py" for name in imported if f"{name}.py" not in PAGE_ONE)
    return marts_read(path).union(*(marts_read(one) for one in shared))


def exposed() -> dict[str, set[str]]:
    """Return the marts of every exposure by its name."""
    declared = read_yaml(EXPOSURES)["exposures"]
    return {one["name"]: {name for ref in one["depends_on"] for name in MART.findall(ref)} for one in declared}


def test_the_items_of_the_plan_that_have_a_section_are_all_that_can_have_one() -> None:
    answered = {item for report in reports().values() for section in report.sections for item in section.plan_item}
    assert answered == OF_THE_PLAN - RECIPIENT_ALONE - NOT_YET_REPORTED


@pytest.mark.parametrize("report_id", sorted(reports()))
def test_a_report_is_an_exposure_of_exactly_the_marts_that_it_reads(report_id: str) -> None:
    sections = {name for one in reports()[report_id].section_ids for name in read_by_section(one)}
    around = marts_read(REPORTING / "compose.py")
    if reports()[report_id].has_page_one:  # which lists every declared figure
        around |= {name for one in PAGE_ONE for name in marts_read(REPORTING / one)}
        around |= set(MART.findall((REPORTING / "metrics.yml").read_text(encoding="utf-8")))
    read = sections | around
    if reports()[report_id].period_kind == AD_HOC:  # it has no figure of what cannot be counted for any days
        read = {name for name in read if can_count(name)} | {PLANS_OF_THE_MONTH}
    assert exposed()[report_id] == read


def test_whatever_reporting_reads_to_send_it_is_an_exposure() -> None:
    read = {name for path in REPORTING.rglob("*.py") for name in marts_read(path) if name.startswith("rpt_")}
    read |= set(MART.findall((REPORTING / "metrics.yml").read_text(encoding="utf-8")))
    assert {name for name in read if name.startswith("rpt_")} == {
        name for marts in exposed().values() for name in marts if name.startswith("rpt_")
    }
