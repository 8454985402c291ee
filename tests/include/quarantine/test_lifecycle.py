"""The life of what is quarantined."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from include.landing import store
from include.quarantine.actions import act
from include.quarantine.lifecycle import days_to_replay, overview, state_of
from include.quarantine.reasons import QuarantineReason as Reason
from include.quarantine.records import QuarantinedRecord, replace_records

DAY, NEXT = date(2026, 11, 3), date(2026, 11, 4)
AT = "2026-11-03T07:30:00+07:00"
ARTICLE = QuarantinedRecord("articles", "a/c", Reason.DUPLICATE_TITLE, "x", {}, "data_engineer", DAY, "bao_a")
ROW = QuarantinedRecord(
    "plans", "plans.xlsx/csv/2", Reason.DATE_UNREADABLE, "x", {"register_row_id": "r"}, "clerk", DAY
)


def _admit(status: str, **changed: Any) -> None:
    row = {"article_id": "a", "capture_id": "c", "outlet_id": "bao_a", "status": status, "day": DAY} | changed
    store.write("admissions", DAY, [row], "bao_a")


@pytest.fixture(autouse=True)
def quarantined(home: Path) -> None:
    replace_records(DAY, "bao_a", [ARTICLE])
    replace_records(DAY, "plans", [ROW])
    _admit("quarantined")


def test_everything_quarantined_is_shown_with_age_and_fix() -> None:
    replace_records(NEXT, "plans", [ROW])
    rows = {row["quarantine_id"]: row for row in overview(date(2026, 11, 13))}
    assert rows[ROW.quarantine_id]["since"] == DAY
    assert rows[ROW.quarantine_id]["age_days"] == 10
    assert rows[ARTICLE.quarantine_id]["state"] == state_of(None) == "open"
    assert "Discard" in rows[ARTICLE.quarantine_id]["hint"]


@pytest.mark.parametrize(
    ("action", "state"), [("release", "released"), ("discard", "discarded"), ("repair", "repaired")]
)
def test_an_action_changes_the_state(action: Any, state: str) -> None:
    repair = {"published_at": AT} if action == "repair" else None
    act(ARTICLE.quarantine_id, action, "Lý do.", actor="data_engineer", repair=repair)
    assert {row["state"] for row in overview(DAY) if row["record_table"] == "articles"} == {state}


def test_what_a_later_landing_no_longer_quarantines_is_fixed() -> None:
    store.write("plans", NEXT, [])
    states = {row["quarantine_id"]: row["state"] for row in overview(NEXT, [DAY])}
    assert states == {ROW.quarantine_id: "fixed", ARTICLE.quarantine_id: "open"}
    replace_records(NEXT, "plans", [replace(ROW, day=NEXT)])
    assert {row["state"] for row in overview(NEXT, [DAY])} == {"open"}


def test_only_the_days_asked_for_are_shown_with_their_whole_age() -> None:
    replace_records(NEXT, "plans", [replace(ROW, day=NEXT)])
    (row,) = overview(NEXT, [NEXT])
    assert (row["quarantine_id"], row["since"], row["age_days"]) == (ROW.quarantine_id, DAY, 1)


def test_an_article_is_shown_with_its_address() -> None:
    seen = replace(ARTICLE, payload={"canonical_url": "http://a.example.vn/1"})
    replace_records(DAY, "bao_a", [seen])
    assert {row["address"] for row in overview(DAY)} == {"http://a.example.vn/1", None}


def test_nothing_waits_without_an_action() -> None:
    assert days_to_replay() == {"articles": [], "registers": []}


def test_a_release_waits_until_the_article_is_admitted() -> None:
    act(ARTICLE.quarantine_id, "release", "Hai bài khác nhau.", actor="data_engineer")
    assert days_to_replay()["articles"] == [DAY]
    _admit("admitted")
    assert days_to_replay()["articles"] == []


def test_a_repair_waits_until_its_time_is_taken_over() -> None:
    act(ARTICLE.quarantine_id, "repair", "Theo trang.", actor="data_engineer", repair={"published_at": AT})
    _admit("admitted")
    assert days_to_replay()["articles"] == [DAY]
    _admit("admitted", repaired_published_at=datetime(2026, 11, 3, 0, 30, tzinfo=UTC))
    assert days_to_replay()["articles"] == []


def test_a_discarded_record_waits_for_nothing() -> None:
    act(ARTICLE.quarantine_id, "discard", "Trùng.", actor="data_engineer")
    assert days_to_replay()["articles"] == []


def test_a_discard_after_a_release_takes_the_article_back() -> None:
    _admit("admitted")
    act(ARTICLE.quarantine_id, "discard", "Trùng.", actor="data_engineer")
    assert days_to_replay()["articles"] == [DAY]


def test_a_repaired_row_of_an_earlier_landing_is_history() -> None:
    act(ROW.quarantine_id, "repair", "Theo bản giấy.", actor="clerk", repair={"issued_on": "13/05/2021"})
    assert days_to_replay()["registers"] == [DAY]
    store.write("plans", NEXT, [])
    assert days_to_replay()["registers"] == []
