"""A place is judged again when the outlet says that it is put right, and on set days after the notice."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.review import cases, replies, retests
from include.review.replies import Answer
from include.review.retest_places import retest_due
from include.review.retests import Retest, RetestOutcome, due_on, judge
from include.settings import settings
from tests.include.review.test_withdrawals import NAMES
from tests.support.reviewed import AN, AT, days, decided, facts, record, sent

FIRST = date(2026, 11, 3)
STATUSES = st.sampled_from(["met", "not_met", "needs_review", "not_observed"])


KEPT = ("matter_id", "outlet_id", "jurisdiction", "rule_id", "rule_version_id", "strength", "cause", "first_day",
        "last_day")  # fmt: skip


def matter() -> cases.Matter:
    """Return a matter as the published copy would have it."""
    return cases.Matter(**NAMES, **{name: vars(facts())[name] for name in KEPT})


def run(*statuses: str) -> list[tuple[date, str]]:
    return [(FIRST + timedelta(days=number), status) for number, status in enumerate(statuses)]


def test_a_place_that_is_met_is_put_right_since_the_first_day_after_the_last_that_was_not() -> None:
    seen = judge(run("not_met", "not_observed", "met", "needs_review", "met"), FIRST + timedelta(days=3))
    assert seen == Retest(RetestOutcome.REMEDIED, date(2026, 11, 7), date(2026, 11, 5))


def test_a_place_that_is_still_not_met_is_not_put_right() -> None:
    seen = judge(run("met", "not_met"), FIRST + timedelta(days=1))
    assert seen is not None
    assert seen.outcome == RetestOutcome.NOT_REMEDIED
    assert seen.met_since is None


@pytest.mark.parametrize("status", ["needs_review", "not_observed", "not_applicable"])
def test_what_could_not_be_read_is_never_put_right(status: str) -> None:
    seen = judge(run("met", status), FIRST)
    assert seen is not None
    assert seen.outcome == RetestOutcome.NOT_CHECKABLE


def test_nothing_is_said_before_the_planned_day_was_judged() -> None:
    assert judge(run("met", "met"), FIRST + timedelta(days=2)) is None


@given(st.lists(STATUSES, min_size=1, max_size=20))
def test_no_day_that_was_not_met_lies_in_the_time_since_it_is_put_right(statuses: list[str]) -> None:
    verdicts = run(*statuses)
    seen = judge(verdicts, FIRST)
    assert seen is not None
    assert (seen.met_since is not None) == (statuses[-1] == "met") == (seen.outcome == RetestOutcome.REMEDIED)
    if seen.met_since:
        assert all(status != "not_met" for day, status in verdicts if day >= seen.met_since)


def test_without_a_notice_no_retest_is_due(desk: Path) -> None:
    decided(facts(), "confirm", AN)
    assert due_on(record(facts()), days(400).date()) is None


def test_a_retest_is_due_on_the_set_days_and_when_the_outlet_says_so(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_RETEST_AFTER_DAYS", "7,30")
    settings.cache_clear()
    decided(facts(), "confirm", AN)
    sent(facts())
    assert due_on(record(facts()), days(6).date()) is None
    assert due_on(record(facts()), days(7).date()) == days(7).date()
    answer = Answer("Đã bổ sung", days(9).date(), "12", says_put_right=True)
    replies.record("tong_hop", ["m1"], answer, AN, days(9))
    assert due_on(record(facts()), days(9).date()) == days(7).date(), "a capture of that day may be the older"
    assert due_on(record(facts()), days(10).date()) == days(10).date()
    assert due_on(record(facts()), days(31).date()) == days(30).date()


def test_a_retest_is_recorded_once(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = matter()
    met = [{"verdict_date": AT.date() + timedelta(days=n), "status": "met"} for n in range(9)]
    monkeypatch.setattr(retests, "rows", lambda sql, given: [{"grain": "home_page"}] if "grain from" in sql else met)
    monkeypatch.setattr(cases, "matters", lambda: (found,))
    monkeypatch.setattr(retests, "facts_asked_for", lambda version: ())
    decided(facts(), "confirm", AN)
    sent(facts())
    assert retest_due(days(8)) == {"due": 1, "retested": 1}
    assert retest_due(days(8)) == {"due": 0, "retested": 0}


@pytest.mark.parametrize(
    ("misread", "expected"),
    [(False, RetestOutcome.REMEDIED), (True, RetestOutcome.MISREAD), (None, RetestOutcome.NOT_CHECKABLE)],
)
def test_a_home_page_that_is_met_since_is_put_right_only_where_the_noticed_bytes_were_read_well(
    monkeypatch: pytest.MonkeyPatch, misread: bool | None, expected: RetestOutcome
) -> None:
    found = matter()
    monkeypatch.setattr(retests, "grain_of", lambda of: "home_page")
    monkeypatch.setattr(retests, "facts_asked_for", lambda version: (frozenset({"contact_email"}),))
    monkeypatch.setattr(retests, "noticed_last", lambda of: of)
    monkeypatch.setattr(retests, "was_misread", lambda noticed: misread)
    seen = retests.reread(found, Retest(RetestOutcome.REMEDIED, FIRST, FIRST))
    assert seen is not None
    assert (seen.outcome, seen.met_since) == (expected, FIRST if misread is False else None)
    still = Retest(RetestOutcome.NOT_REMEDIED, FIRST)
    assert retests.reread(found, still) is still, "what is not put right is not asked about"


def test_a_home_page_whose_findings_a_build_has_lost_is_never_put_right_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retests, "grain_of", lambda of: "home_page")
    monkeypatch.setattr(retests, "facts_asked_for", lambda version: (frozenset({"contact_email"}),))
    monkeypatch.setattr(cases, "findings_of", lambda matter_id: [])
    seen = retests.reread(matter(), Retest(RetestOutcome.REMEDIED, FIRST, FIRST))
    assert seen == Retest(RetestOutcome.NOT_CHECKABLE, FIRST)
