"""The desk writes days and instants as Hanoi reads them, and follows no address a page made up."""

from datetime import UTC, date, datetime

import pytest

from include.review.decisions import Decision, FindingState
from include.settings import ROOT
from review_desk import wording


def test_every_state_and_decision_has_its_word() -> None:
    assert set(wording.STATE) == set(FindingState)
    assert set(wording.DECISION) == {decision.value for decision in Decision}


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
