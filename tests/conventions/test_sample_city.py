"""Every misbehaviour of the sample city is declared, and something is expected of it or tried with it."""

from pathlib import Path

import pytest

from include.sample_city.declaration import Fault, Misbehaviour, faults
from include.sample_city.expected import verdicts
from include.settings import ROOT
from include.warehouse import dbt
from tests.conventions.test_rules import RULES, VERSIONS

TESTS = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")) if path != Path(__file__)
)


def declared(kind: Misbehaviour) -> list[Fault]:
    """Return the faults of one kind."""
    return [fault for fault in faults().faults if fault.misbehaviour is kind]


@pytest.mark.parametrize("kind", list(Misbehaviour))
def test_each_misbehaviour_is_declared(kind: Misbehaviour) -> None:
    assert declared(kind)


@pytest.mark.parametrize("kind", list(Misbehaviour))
def test_each_misbehaviour_has_an_expectation_or_a_test(kind: Misbehaviour) -> None:
    is_expected = any(fault.verdicts or fault.near or fault.harvest or fault.quarantine for fault in declared(kind))
    assert is_expected or f"Misbehaviour.{kind.name}" in TESTS or f'"{kind.value}"' in TESTS


def is_open(version: dict[str, str]) -> bool:
    """Return whether a version leaves open what a breach would be."""
    return bool(version["gap"] or version["confidence"] == "low" or (version["unit"] and not version["threshold"]))


@pytest.mark.parametrize("rule_id", dbt.rule_models())
def test_each_rule_has_a_planted_breach_and_a_near_miss(rule_id: str) -> None:
    can_be_broken = not all(is_open(version) for version in VERSIONS if version["rule_id"] == rule_id)
    wanted = "not_met" if can_be_broken else "needs_review"
    assert [key for key, verdict in verdicts().items() if key[1] == rule_id and verdict.status == wanted]
    assert [fault for fault in faults().faults if rule_id in fault.near]


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_the_city_knows_each_rule_as_the_catalogue_does(rule_id: str) -> None:
    assert " ".join(faults().rules[rule_id].kinds) == RULES[rule_id]["kinds"]
    assert faults().rules[rule_id].grain == RULES[rule_id]["grain"]
    assert faults().rules[rule_id].left_out == RULES[rule_id]["cause_not_implemented"]
