"""An article whose retest is due is asked for again, and judged by what is read of its page then."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from include.landing import store
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.outlets import registry
from include.pages.version import EXTRACTOR_VERSION
from include.review import cases, rereading, retest_places, retests
from include.review.context import FactRead
from include.review.retest_places import addresses, due, note_asked, retest_due
from include.review.retests import RetestOutcome
from tests.include.review.test_withdrawals import NAMES
from tests.support.reviewed import AN, days, decided, facts, sent

ADDRESS = "https://tong-hop.example.vn/tin-1"
KEPT = ("matter_id", "outlet_id", "jurisdiction", "rule_id", "rule_version_id", "strength", "cause", "first_day",
        "last_day")  # fmt: skip
ASKED = days(8).date()


@pytest.fixture
def noticed(desk: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """Notice a matter on one article that lacks a credit; return what is landed, to be filled by the test."""
    found = cases.Matter(**NAMES, **{name: vars(facts())[name] for name in KEPT})
    blank: dict[str, Any] = dict.fromkeys(cases.Finding.__dataclass_fields__)
    finding = cases.Finding(**{**blank, "article_id": "a1", "capture_id": "c1", "first_missing_at": days(-9)})
    landed: dict[str, list[dict[str, Any]]] = {"harvests": [], "observations": []}
    columns = {
        "asks_for": "credited_agency|credited_author original_time",
        "canonical_url": ADDRESS,
        "grain": "article",
    }

    def table(name: str, days: Any, columns: Any) -> Any:
        class Table:
            def to_pylist(self) -> list[dict[str, Any]]:
                return landed[name]

        return Table()

    read = [FactRead("credited_agency", "", "seen", False), FactRead("original_time", "10:00", "seen", True)]
    monkeypatch.setattr(cases, "matters", lambda: (found,))
    monkeypatch.setattr(cases, "findings_of", lambda matter_id: [finding])
    for module in (retests, retest_places, rereading):
        monkeypatch.setattr(module, "rows", lambda sql, given: [columns])
    monkeypatch.setattr(retest_places, "facts_read", lambda *given: read)
    monkeypatch.setattr(store, "read", table)
    monkeypatch.setattr(registry, "followed", list)
    monkeypatch.setattr(retest_places, "_day_of", lambda *given: ASKED)
    decided(facts(extractor_versions=(str(EXTRACTOR_VERSION),)), "confirm", AN)
    sent(facts())
    return landed


def asked(at: float = 8) -> None:
    """Ask for what is due, and note it."""
    assert note_asked(due(days(at)), days(at), {"tong_hop"}) == 1


def outcome(at: float = 9) -> dict[str, Any] | None:
    """Retest, and return what was recorded."""
    retest_due(days(at))
    found = entries(EntryKind.RETESTED)
    return found[-1].payload if found else None


def harvested(outcome: str, capture_id: str | None) -> dict[str, Any]:
    """Return what was landed of the page that was asked for again."""
    return {"outlet_id": "tong_hop", "scope": "recheck", "address": ADDRESS, "outcome": outcome,
            "capture_id": capture_id}  # fmt: skip


def read_now(place: str, is_present: bool, observation: str = "credited_agency") -> dict[str, Any]:
    """Return one fact that was read of it."""
    return {"capture_id": "c2", "observation": observation, "place": place, "is_present": is_present}


def test_what_is_due_is_asked_for_once(noticed: dict[str, Any]) -> None:
    assert due(days(6)) == []
    assert addresses(due(days(8))) == {"tong_hop": [ADDRESS]}
    asked()
    assert due(days(8)) == []
    assert note_asked([], days(8), {"tong_hop"}) == 0
    kept = entries(EntryKind.RETEST_ASKED)[0].payload
    assert kept["places"] == {ADDRESS: {"credited_agency": False}}, "what was missing decides, and nothing else"


def test_an_outlet_that_could_not_be_asked_is_asked_again_later(
    noticed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "followed", lambda: [SimpleNamespace(outlet_id="tong_hop")])
    assert note_asked(due(days(8)), days(8), set()) == 0
    assert len(due(days(8))) == 1


def test_nothing_is_said_before_the_day_of_the_answer_is_landed(noticed: dict[str, Any]) -> None:
    asked()
    assert outcome() is None


def test_bytes_that_were_noticed_and_are_read_otherwise_are_never_put_right(
    noticed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked()
    monkeypatch.setattr(retest_places, "_day_of", lambda *given: days(-9).date())
    noticed["harvests"], noticed["observations"] = [harvested("unchanged", "c2")], [read_now("seen", True)]
    found = outcome()
    assert found is not None
    assert found["outcome"] == RetestOutcome.NOT_CHECKABLE


@pytest.mark.parametrize(("misread", "expected"), [(True, RetestOutcome.MISREAD), (None, RetestOutcome.NOT_CHECKABLE)])
def test_a_page_that_was_changed_and_that_we_had_misread_is_our_error_and_never_put_right(
    noticed: dict[str, Any], monkeypatch: pytest.MonkeyPatch, misread: bool | None, expected: RetestOutcome
) -> None:
    asked()
    monkeypatch.setattr(retest_places, "was_misread", lambda noticed: misread)
    noticed["harvests"], noticed["observations"] = [harvested("landed", "c2")], [read_now("seen", True)]
    found = outcome()
    assert found is not None
    assert (found["outcome"], found["met_since"]) == (expected.value, None)


def test_what_the_notice_kept_is_asked_for_once_a_build_has_lost_the_findings(
    noticed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {"m1": retest_places.places_of(cases.matters()[0])}
    monkeypatch.setattr(cases, "findings_of", lambda matter_id: [])
    assert due(days(8))[0].places == {}
    append(EntryKind.NOTICE_DRAFTED, "matters/tong_hop", {"matters": "m1", "notice": "n", "places": places}, "an")
    assert dict(due(days(8))[0].places) == {ADDRESS: {"credited_agency": False}}


@pytest.mark.parametrize(
    ("landed", "read", "expected", "since"),
    [
        (("landed", "c2"), [read_now("seen", True)], RetestOutcome.REMEDIED, ASKED),
        (("unchanged", "c2"), [read_now("seen", False)], RetestOutcome.NOT_REMEDIED, None),
        (("landed", "c2"), [read_now("unread", False)], RetestOutcome.NOT_CHECKABLE, None),
        (("landed", "c2"), [], RetestOutcome.NOT_CHECKABLE, None),
        (("failed", "c2"), [read_now("seen", True)], RetestOutcome.NOT_CHECKABLE, None),
        (("discarded", None), [read_now("seen", True)], RetestOutcome.NOT_CHECKABLE, None),
        (("landed", "c2"), [read_now("seen", True, "original_time")], RetestOutcome.NOT_CHECKABLE, None),
    ],
    ids=["shown", "still missing", "not readable", "nothing read", "gone", "another page", "another fact"],
)
def test_a_page_is_put_right_only_where_it_is_read_to_show_what_it_lacked(
    noticed: dict[str, Any],
    landed: tuple[str, str | None],
    read: list[Any],
    expected: RetestOutcome,
    since: date | None,
) -> None:
    asked()
    noticed["harvests"], noticed["observations"] = [harvested(*landed)], read
    found = outcome()
    assert found is not None
    assert (found["outcome"], found["met_since"]) == (expected.value, since.isoformat() if since else None)
    assert retest_due(days(9)) == {"due": 0, "retested": 0}


def test_a_matter_that_left_the_copy_since_its_page_shows_the_fact_is_retested_all_the_same(
    noticed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked()
    monkeypatch.setattr(cases, "matters", lambda: ())
    noticed["harvests"], noticed["observations"] = [harvested("landed", "c2")], [read_now("seen", True)]
    found = outcome()
    assert found is not None
    assert found["outcome"] == "remedied"


def test_a_page_of_which_no_answer_is_ever_landed_is_not_checkable(noticed: dict[str, Any]) -> None:
    asked()
    found = outcome(8 + timedelta(days=7).days)
    assert found is not None
    assert (found["outcome"], found["seen_on"]) == ("not_checkable", None)
