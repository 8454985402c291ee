"""The desk writes days and instants as Hanoi reads them, and follows no address a page made up."""

import csv
import re
from datetime import UTC, date, datetime

import pytest

from include.landing.contract import table
from include.ledger.kinds import EntryKind
from include.observing.observation import Observation
from include.review.acts import Refusal, Role
from include.review.decisions import Decision
from include.review.dossier import REVIEW_KINDS
from include.review.notices import PROOFS, WAYS
from include.review.questions import Answered
from include.review.reasons import Reason
from include.review.retests import RetestOutcome
from include.review.samples import Seen
from include.review.states import MatterState
from include.review.tasks import TaskKind
from include.settings import ROOT
from review_desk import wording


def test_every_state_and_decision_has_its_word() -> None:
    assert set(wording.STATE) == set(MatterState)
    assert set(wording.DECISION) == {decision.value for decision in Decision} | {"withdraw"}


def test_every_code_that_can_reach_a_page_has_its_word() -> None:
    assert set(wording.REFUSAL) == set(Refusal)
    assert set(wording.REASON) == set(Reason)
    assert set(wording.WAY) == WAYS
    assert set(wording.PROOF) == PROOFS
    assert set(wording.ROLE) == set(Role)
    assert set(wording.ANSWER) == set(Answered)
    assert set(wording.SEEN) == set(Seen)
    assert set(wording.TASK) == set(TaskKind)
    assert set(wording.RETEST) == set(RetestOutcome)
    messages = {EntryKind.MESSAGE_RECEIVED, EntryKind.MESSAGE_HANDLED}  # they stand on no matter
    assert {kind.value for kind in wording.ENTRY} == REVIEW_KINDS - {kind.value for kind in messages}


def test_what_was_observed_is_said_in_vietnamese_and_other_words_stand() -> None:
    assert wording.observed("contact_email, 45") == "thư điện tử liên hệ, 45"
    assert wording.observed("Báo A") == "Báo A"
    assert wording.observed(None) == wording.ABSENT


def test_every_unit_of_a_rule_has_its_word() -> None:
    with (ROOT / "dbt_project" / "seeds" / "rule_versions.csv").open(encoding="utf-8") as lines:
        units = {row["unit"] for row in csv.DictReader(lines)} - {""}
    assert units <= set(wording.UNIT)


def test_every_cause_that_a_rule_gives_has_its_word() -> None:
    rules = (ROOT / "dbt_project" / "models" / "intermediate").rglob("*.sql")
    text = " ".join(path.read_text(encoding="utf-8") for path in rules)
    given = set(re.findall(r"'([a-z_]+)' as cause", text))
    for block in re.findall(r"case((?:(?!\bcase\b).)*?)end as cause", text, re.S):
        given |= set(re.findall(r"(?:then|else) '([a-z_]+)'", block))
    with (ROOT / "dbt_project" / "seeds" / "rule_versions.csv").open(encoding="utf-8") as lines:
        given |= {f"{row['gap']}_unknown" for row in csv.DictReader(lines) if row["gap"]}
    assert given
    assert sorted(given - set(wording.CAUSE)) == []


def test_an_instant_is_written_in_hanois_time() -> None:
    assert wording.instant(datetime(2026, 11, 14, 17, 30, tzinfo=UTC)) == "00:30:00 ngày 15/11/2026"
    assert wording.instant(None) == "không rõ thời điểm"
    assert wording.day(date(2026, 11, 5)) == "05/11/2026"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "", None, "file:///etc"]
)
def test_an_address_that_is_no_page_of_the_web_is_no_link(address: str | None) -> None:
    assert wording.safe_address(address) == ""


def test_a_page_of_the_web_is_a_link() -> None:
    assert wording.safe_address("https://a.example.vn/bai") == "https://a.example.vn/bai"


def test_nothing_on_the_desk_accuses() -> None:
    pages = (ROOT / "plugins" / "review_desk" / "pages").glob("*.html")
    said = " ".join(page.read_text(encoding="utf-8") for page in pages) + str(wording.CAUSE)
    assert "vi phạm" not in said.casefold()


def test_every_fact_that_a_page_is_read_for_and_every_place_has_its_word() -> None:
    assert {one.value for one in Observation} <= set(wording.FACT)
    assert set(table("observations").column("place").choices) == set(wording.PLACE)
    assert set(table("observations").column("scope").choices) == {"home_page", "article"}
