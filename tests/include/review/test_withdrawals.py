"""A faulty reading is withdrawn at once: its open matters close as errors of the system, and outlets get a letter."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from include.errors import ActRefusedError
from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.review import cases, withdrawals
from include.review.acts import Refusal
from include.review.cases import Matter
from include.review.states import MatterState, state_of
from include.review.withdrawals import taken_back, withdraw_reading
from tests.support.reviewed import AN, AT, BINH, GIANG, days, decided, facts, record, sent

NAMES: dict[str, Any] = {"outlet_name": "Trang A", "kind": "aggregator", "title_vi": "Thông tin", "evidence_count": 1,
         "is_nameable": False}  # fmt: skip


@pytest.fixture
def reading(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Matter]]:
    """Let three matters rest on version 7, without a warehouse."""
    kept = ("matter_id", "outlet_id", "jurisdiction", "rule_id", "rule_version_id", "strength", "cause", "first_day",
            "last_day")  # fmt: skip
    found = [Matter(**NAMES, **{name: vars(facts(one))[name] for name in kept}) for one in ("m1", "m2", "m3")]

    def resting(sql: str, given: list[Any]) -> list[dict[str, str]]:
        return [{"matter_id": one.matter_id} for one in found] if given == ["7", ""] else []

    monkeypatch.setattr(withdrawals, "rows", resting)
    monkeypatch.setattr(cases, "matters", lambda: tuple(found))
    monkeypatch.setattr(cases, "findings_of", lambda matter_id: [])
    yield found


def test_open_matters_close_as_errors_of_the_system_once(reading: list[Matter]) -> None:
    decided(facts("m1"), "confirm", AN)
    sent(facts("m1"))
    decided(facts("m2"), "dismiss", AN)
    closed = withdraw_reading("7", "Đọc nhầm chân trang", GIANG, days(1))
    assert [one.matter.matter_id for one in closed] == ["m1", "m3"]
    assert state_of(record(facts("m1")), days(1)) == MatterState.WITHDRAWN
    assert state_of(record(facts("m2")), days(1)) == MatterState.DISMISSED
    assert "12/SVHTT" in closed[0].letter
    assert closed[1].letter == closed[1].recall == ""
    assert withdraw_reading("7", "Đọc nhầm chân trang", GIANG, days(2)) == []


def test_matters_that_were_referred_or_remedied_are_taken_back_too(reading: list[Matter]) -> None:
    decided(facts("m1"), "confirm", AN)
    decided(facts("m1"), "refer", BINH)
    decided(facts("m2"), "remedied", AN)
    decided(facts("m3"), "insufficient", AN)
    closed = withdraw_reading("7", "Đọc nhầm chân trang", GIANG, days(1))
    assert [one.matter.matter_id for one in closed] == ["m1", "m2"]
    assert "Cơ quan cấp giấy phép" in closed[0].recall
    assert "02/11/2026" in closed[0].recall
    assert closed[1].recall == ""
    for one in ("m1", "m2"):
        said = [entry.payload["decision"] for entry in record(facts(one)).all(EntryKind.DECISION)]
        assert said[-2:] == ["reopen", "withdraw"], "so that what came and went is counted"
        assert state_of(record(facts(one)), days(1)) == MatterState.WITHDRAWN
    assert taken_back(closed[0].matter, record(facts("m1"))) == {"recall": closed[0].recall}
    assert taken_back(closed[0].matter, record(facts("m3"))) == {}


def test_a_corrected_reading_that_lost_the_findings_does_not_hide_what_the_faulty_one_accused(
    reading: list[Matter],
) -> None:
    for one, version in (("m1", "8"), ("m2", "8"), ("m3", "9")):
        decided(facts(one, extractor_versions=(version,)), "confirm", AN)
    reading[:] = [reading[0]._replace(has_evidence=False), reading[1], reading[2]._replace(has_evidence=False)]
    closed = withdraw_reading("8", "Đọc nhầm", GIANG, AT)
    assert [one.matter.matter_id for one in closed] == ["m1"], "what still stands rests on another reading by now"


def test_only_a_chief_withdraws_and_says_why(reading: list[Matter]) -> None:
    for who, reason, code in ((AN, "Đọc nhầm", Refusal.ROLE), (GIANG, " ", Refusal.TEXT_EMPTY)):
        with pytest.raises(ActRefusedError) as refused:
            withdraw_reading("7", reason, who, AT)
        assert refused.value.code == code
    assert entries() == []


def test_another_version_touches_nothing(reading: list[Matter]) -> None:
    assert withdraw_reading("8", "Đọc nhầm", GIANG, AT) == []
