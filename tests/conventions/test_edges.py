"""Each limit of the catalogue says what happens at its edge, and a case of the model shows it."""

import csv
import re
from typing import Any

import pytest

from include.settings import ROOT
from tests.support.declared import read_yaml

DBT = ROOT / "dbt_project"
PAGE = (ROOT / "docs" / "edges.md").read_text(encoding="utf-8")
SEEDS = {"rule_versions": "rule_id", "measure_versions": "measure_id"}
ROW = re.compile(r"^\| `(?P<id>\w+)` \| (?P<limit>[^|]+) \| (?P<at>[^|]+) \|(?P<past>[^|]*)\|(?P<cases>[^|]*)\|$", re.M)


def limits() -> list[tuple[str, str]]:
    """Return each rule or measure with a limit or a unit of one, and the limit as the page writes it."""
    found = set()
    for name, key in SEEDS.items():
        with (DBT / "seeds" / f"{name}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["unit"]:
                    found.add((row[key], f"{row['threshold']} {row['unit']}".strip()))
    return sorted(found)


def cases() -> dict[str, dict[str, Any]]:
    """Return every unit test of every model by its name."""
    found = {}
    for path in DBT.rglob("models/**/*.yml"):
        for case in (read_yaml(path) or {}).get("unit_tests", []):
            found[case["name"]] = case
    return found


CASES = cases()
ROWS = {(row["id"], row["limit"].strip()): row for row in ROW.finditer(PAGE)}


def test_the_page_has_a_line_for_each_limit_and_for_no_other() -> None:
    assert sorted(ROWS) == limits()


@pytest.mark.parametrize(("subject", "limit"), limits())
def test_what_happens_at_a_limit_is_shown_by_a_case_of_its_model(subject: str, limit: str) -> None:
    row = ROWS[subject, limit]
    named = re.findall(r"`(\w+)`", row["cases"])
    assert named or "cause_not_implemented" in row["at"]
    for name in named:
        assert name in CASES, name
        given = str(CASES[name]["given"])
        assert CASES[name]["model"] == f"rule_{subject}" or f"'measure_id': '{subject}'" in given
        if limit[0].isdigit() and "threshold" in given and not name.endswith("dates"):
            assert f"'threshold': {limit.split()[0]}" in given, (name, limit)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(test_\w+)`", PAGE))))
def test_a_test_that_the_page_names_exists(name: str) -> None:
    assert any(f"def {name}(" in path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


def test_each_wrong_input_of_the_page_has_a_case_or_a_test() -> None:
    answers = PAGE.split("| input | answer | test |")[1]
    named = re.findall(r"\| `(\w+)` \|$", answers, re.M)
    assert len(named) == len(re.findall(r"^\| [^|-]", answers, re.M))
    assert [name for name in named if name not in CASES and not name.startswith("test_")] == []
