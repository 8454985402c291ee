"""An outlet's own file holds all that is held of it, and nothing of anybody else: no reviewer, no other outlet."""

from pathlib import Path

import pytest

from include.review import cases, naming, replies
from include.review.board import Board
from include.review.own_file import own_file
from include.review.replies import Answer
from include.review.retests import Retest, RetestOutcome, record_retest
from include.review.states import MatterState
from review_desk.wording import said_to_outlet
from tests.include.review.test_withdrawals import NAMES
from tests.support.reviewed import AN, BINH, GIANG, days, decided, delivered, facts

KEPT = ("matter_id", "outlet_id", "jurisdiction", "rule_id", "rule_version_id", "strength", "cause", "first_day",
        "last_day")  # fmt: skip


def matter(matter_id: str, **changed: object) -> cases.Matter:
    """Return a matter of the published copy."""
    known = {**NAMES, **{name: vars(facts(matter_id))[name] for name in KEPT}, **changed}
    return cases.Matter(**known)


@pytest.fixture
def held(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two outlets have matters, one of them decided, noticed, answered and named."""
    found = (matter("m1"), matter("m2"), matter("m3", outlet_id="trang_b", outlet_name="Trang B"))
    monkeypatch.setattr(cases, "matters", lambda: found)
    monkeypatch.setattr(cases, "findings_of", lambda matter_id: [])
    decided(facts("m1"), "confirm", AN)
    delivered(facts("m1"))
    replies.record("tong_hop", ["m1"], Answer("Đơn vị đã bổ sung", days(7).date(), "12"), AN, days(7))
    seen = Retest(RetestOutcome.REMEDIED, days(9).date(), days(8).date())
    record_retest("tong_hop", "m1", days(8).date(), seen, days(9))
    decided(facts("m1"), "confirm", BINH, days(20))
    naming.release_naming(facts("m1"), GIANG, days(20))


def words(state: MatterState) -> str:
    """Return what a state is called."""
    return state.value.upper()


def test_every_matter_stands_with_its_state_and_every_step(held: None) -> None:
    text = own_file("tong_hop", Board().refresh(), days(21), lambda *_: "Điều 1", words, said_to_outlet)
    for part in ("2 vụ việc", "CONFIRMED", "WAITING", "Đơn vị đã bổ sung", "12/SVHTT", "cho phép nêu tên"):
        assert part in text
    assert "quyết định của người rà soát: Xác nhận có dấu hiệu. " in text
    assert "kiểm tra lại: đã khắc phục. Đã đáp ứng từ ngày " in text


def test_nobody_who_decided_and_no_other_outlet_stands_in_it(held: None) -> None:
    text = own_file("tong_hop", Board().refresh(), days(21), lambda *_: "Điều 1", words, said_to_outlet)
    assert "Trang B" not in text
    assert not [who.name for who in (AN, BINH, GIANG) if f" {who.name} " in text]


def test_an_outlet_of_which_nothing_is_held_has_no_file(held: None) -> None:
    assert own_file("trang_c", Board().refresh(), days(21), lambda *_: "Điều 1", words, said_to_outlet) == ""
