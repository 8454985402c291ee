"""A chief lets an outlet be named only after its time, after another's decision, and with nothing left open."""

from datetime import date
from pathlib import Path

import pytest

from include.review import naming, notices, replies
from include.review.acts import Person, Refusal, Role
from include.review.board import Board
from include.review.decisions import claim, decide, recuse
from include.review.retests import Retest, RetestOutcome, record_retest
from include.review.states import MatterState, state_of
from include.review.tasks import TaskKind, tasks
from tests.include.review.test_decisions import refused
from tests.support.reviewed import (
    AN,
    BINH,
    CHI,
    CONTACT,
    GIANG,
    HOA,
    days,
    decided,
    delivered,
    facts,
    record,
    said,
)

MATTER, LATER = facts(), days(20)


@pytest.fixture
def heard(desk: Path) -> Path:
    """Confirm the matter, deliver its notice, let the time pass, and have another confirm it."""
    decided(MATTER, "confirm", AN)
    delivered(MATTER)
    decided(MATTER, "confirm", BINH, LATER)
    return desk


def test_after_all_steps_the_outlet_may_be_named(heard: Path) -> None:
    naming.release_naming(MATTER, GIANG, LATER)


def test_before_its_time_nobody_is_named(desk: Path) -> None:
    decided(MATTER, "confirm", AN)
    assert refused(naming.release_naming, MATTER, GIANG, LATER) == Refusal.TOO_EARLY
    delivered(MATTER)
    assert refused(naming.release_naming, MATTER, GIANG, days(14)) == Refusal.TOO_EARLY
    assert refused(naming.release_naming, MATTER, GIANG, LATER) == Refusal.NOT_CONFIRMED


def test_only_a_chief_who_did_not_decide_releases(heard: Path) -> None:
    assert refused(naming.release_naming, MATTER, AN, LATER) == Refusal.ROLE
    decider = Person("binh", frozenset({Role.CHIEF}))
    assert refused(naming.release_naming, MATTER, decider, LATER) == Refusal.DECIDED_BEFORE


def test_a_chief_who_will_not_act_on_a_matter_takes_no_step_of_it(desk: Path) -> None:
    recuse(MATTER, GIANG, days(-1))
    decided(MATTER, "confirm", AN)
    notice = str(notices.draft([MATTER], CONTACT, "x", AN, days(0)).payload["notice"])
    assert refused(notices.release, MATTER.outlet_id, notice, GIANG, days(0)) == Refusal.RECUSED
    notices.release(MATTER.outlet_id, notice, HOA, days(0))
    day = days(0).date()
    notices.record_sending(MATTER.outlet_id, notice, notices.Sending("1", day, day, "hand", "ab"), AN, days(0))
    notices.record_delivery(MATTER.outlet_id, notice, day, "receipt", AN, days(0))
    decided(MATTER, "confirm", BINH, LATER)
    assert refused(naming.release_naming, MATTER, GIANG, LATER) == Refusal.RECUSED
    naming.receive_appeal(MATTER, "Không đồng ý", AN, LATER)
    assert refused(naming.answer_appeal, MATTER, "Giữ nguyên", GIANG, LATER) == Refusal.RECUSED
    naming.answer_appeal(MATTER, "Giữ nguyên", HOA, LATER)
    naming.release_naming(MATTER, HOA, LATER)
    decided(MATTER, "dismiss", BINH, LATER)
    assert refused(naming.release_correction, MATTER, "Cải chính", GIANG, LATER) == Refusal.RECUSED


@pytest.mark.parametrize(("changed", "code"), [({"jurisdiction": "ministry"}, Refusal.NOT_CITY),
                                               ({"strength": "advisory"}, Refusal.NOT_DUTY)])  # fmt: skip
def test_advice_and_outlets_of_others_never_name_anyone(heard: Path, changed: dict[str, str], code: Refusal) -> None:
    assert refused(naming.release_naming, facts(**changed), GIANG, LATER) == code


def test_a_reply_in_time_that_nobody_has_weighed_blocks_naming_until_another_decides(desk: Path) -> None:
    decided(MATTER, "confirm", AN)
    delivered(MATTER)
    replies.record("tong_hop", ["m1"], replies.Answer("Sẽ gửi thêm tài liệu", days(1).date(), "1"), AN, days(1))
    decided(MATTER, "confirm", BINH, days(2))
    assert state_of(record(MATTER), days(2)) == MatterState.CONFIRMED
    late = replies.Answer("Tài liệu: trang đã có đủ thông tin", days(3).date(), "2")
    entered = replies.record("tong_hop", ["m1"], late, AN, LATER)
    assert state_of(record(MATTER), LATER) == MatterState.REPLIED
    assert TaskKind.DECIDE_AGAIN in {task.kind for task in tasks(Board().refresh(), LATER)}
    assert refused(naming.release_naming, MATTER, GIANG, LATER) == Refusal.NOT_CONFIRMED
    claim(MATTER, BINH, LATER)
    assert refused(decide, MATTER, said(MATTER, "confirm", 7), BINH, LATER) == Refusal.DECIDED_BEFORE
    decided(MATTER, "confirm", CHI, LATER)
    naming.release_naming(MATTER, GIANG, LATER)
    replies.correct("tong_hop", entered.sequence, replies.Answer("Ngoài hạn", LATER.date(), "3"), AN, LATER)
    assert state_of(record(MATTER), LATER) == MatterState.CONFIRMED, "what comes after its time is printed alone"


def test_a_waiting_message_blocks_naming(heard: Path) -> None:
    replies.receive_message("tong_hop", "<1@x>", date(2026, 11, 20), "mailbox", LATER)
    assert refused(naming.release_naming, MATTER, GIANG, LATER) == Refusal.OPEN_MESSAGES
    replies.handle_message("tong_hop", "<1@x>", "Đã nhập thành ý kiến.", AN, LATER)
    naming.release_naming(MATTER, GIANG, LATER)


def test_what_a_retest_found_misread_names_nobody_and_waits_for_a_person(heard: Path) -> None:
    record_retest("tong_hop", "m1", LATER.date(), Retest(RetestOutcome.MISREAD, LATER.date()), LATER)
    assert refused(naming.release_naming, MATTER, GIANG, LATER) == Refusal.MISREAD
    assert TaskKind.EVIDENCE_GONE in {task.kind for task in tasks(Board().refresh(), LATER)}
    record_retest("tong_hop", "m1", days(21).date(), Retest(RetestOutcome.NOT_REMEDIED, days(21).date()), days(21))
    naming.release_naming(MATTER, GIANG, days(21))


def test_an_open_appeal_blocks_naming_until_another_chief_answers(heard: Path) -> None:
    naming.receive_appeal(MATTER, "Không đồng ý", AN, LATER)
    assert state_of(record(MATTER), LATER) == MatterState.APPEALED
    assert refused(naming.release_naming, MATTER, GIANG, LATER) == Refusal.OPEN_APPEAL
    naming.answer_appeal(MATTER, "Giữ nguyên", HOA, LATER)
    naming.release_naming(MATTER, GIANG, LATER)
