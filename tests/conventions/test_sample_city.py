"""Every misbehaviour of the sample city is declared, and something is expected of it or tried with it."""

from pathlib import Path

import pytest

from include.sample_city.declaration import Fault, Misbehaviour, faults
from include.settings import ROOT

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
    is_expected = any(fault.verdicts or fault.harvest or fault.quarantine for fault in declared(kind))
    assert is_expected or f"Misbehaviour.{kind.name}" in TESTS or f'"{kind.value}"' in TESTS
