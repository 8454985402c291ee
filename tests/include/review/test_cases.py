"""What a reviewer reads: matters of days in a row, their findings, both articles of a reprint."""

import re
from pathlib import Path

import pytest

from include.review import cases
from include.review.letters import notice_letter
from include.review.queue import queue
from include.review.states import MatterState
from tests.include.warehouse.conftest import BuiltCity, built_city, installation, settled_city  # noqa: F401
from tests.support.reviewed import AN, AT, CONTACT, decided


@pytest.fixture
def city(settled_city: BuiltCity) -> Path:  # noqa: F811
    """Give the test a copy of the small city."""
    return settled_city.home


def test_days_in_a_row_are_one_matter(city: Path) -> None:
    found = [m for m in cases.matters() if m.rule_id == "home_page_identity" and m.first_day.year == 2026]
    assert len(found) == 1
    assert len(cases.findings_of(found[0].matter_id)) == found[0].evidence_count > 1


def test_every_finding_belongs_to_exactly_one_matter(city: Path) -> None:
    ids = [finding.finding_id for matter in cases.matters() for finding in cases.findings_of(matter.matter_id)]
    assert ids
    assert len(ids) == len(set(ids))
    assert all(cases.finding(one) is not None for one in ids)


def test_signals_are_no_matters_and_the_oldest_stands_first(city: Path) -> None:
    assert {matter.strength for matter in cases.matters()} <= {"duty", "advisory"}
    days = [matter.first_day for matter in cases.matters()]
    assert days == sorted(days)


def test_a_decision_counts_before_the_next_build(city: Path) -> None:
    matter = cases.matters()[0]
    facts = cases.facts_of(matter, cases.findings_of(matter.matter_id))
    decided(facts, "dismiss", AN)
    listed = queue(AT).of(matter.matter_id)
    assert listed is not None
    assert listed.state is MatterState.DISMISSED
    assert [entry.kind for entry in cases.log_of(matter)] == ["matter_opened", "matter_claimed", "decision"]


def test_a_notice_says_what_was_seen_and_that_answering_is_voluntary(city: Path) -> None:
    matter = next(m for m in cases.matters() if m.strength == "duty")
    findings = cases.findings_of(matter.matter_id)
    letter = notice_letter([(matter, findings)], CONTACT, lambda text, part, _: f"{part} {text}")
    for part in (
        matter.title_vi,
        findings[0].instrument or "?",
        "tự nguyện",
        "10 ngày làm việc",
        "van-thu@trang.example.vn",
    ):
        assert part in letter
    assert "giải trình" not in letter.casefold()
    assert not re.search(r"\b[a-z]+_[a-z]+", letter.split("cụ thể:")[-1].split("mã băm")[0]), (
        "no code reaches an outlet"
    )
    assert letter.casefold().count("vi phạm") == 1, "only in the sentence that says what this is not"


def test_what_is_not_there_is_nothing(city: Path) -> None:
    assert cases.matter("x") is None
    assert cases.finding("x") is None
    assert cases.findings_of("x") == []
