"""What a reviewer reads: matters of days in a row, their findings, both articles of a reprint."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from include.review import cases
from include.review.decisions import FindingState, decide
from include.warehouse.build import build_warehouse
from tests.include.warehouse.conftest import Landing, fill, installation


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the small city; it stays the current installation."""
    home = tmp_path_factory.mktemp("cases")
    with installation(home):
        fill(Landing())
        build_warehouse(None)
        yield home


def test_days_in_a_row_are_one_matter(city: Path) -> None:
    found = [m for m in cases.matters() if m.rule_id == "home_page_identity" and m.first_day.year == 2026]
    assert len(found) == 1
    assert len(cases.findings_of(found[0].matter_id)) == sum(found[0].counts.values()) > 1


def test_every_finding_belongs_to_exactly_one_matter(city: Path) -> None:
    ids = [finding.finding_id for matter in cases.matters() for finding in cases.findings_of(matter.matter_id)]
    assert len(ids) == len(set(ids))
    assert all(cases.finding(one) is not None for one in ids)


def test_signals_are_no_matters(city: Path) -> None:
    assert {matter.strength for matter in cases.matters()} <= {"duty", "advisory"}


def test_a_decision_counts_before_the_next_build(city: Path) -> None:
    matter = cases.matters()[0]
    finding = cases.findings_of(matter.matter_id)[0]
    decide(finding.finding_id, "confirm", "Rõ", "ra_soat")
    again = cases.matter(matter.matter_id)
    assert again is not None
    assert again.counts[FindingState.CONFIRMED] == 1
    assert cases.findings_of(matter.matter_id)[0].state is FindingState.CONFIRMED
    assert [entry.payload["reason"] for entry in cases.log_of(finding.finding_id)] == ["Rõ"]


def test_what_is_not_there_is_nothing(city: Path) -> None:
    assert cases.matter("x") is None
    assert cases.finding("x") is None
    assert cases.findings_of("x") == []
