"""People decide matters with a reason, one at a time, in a log that keeps every word."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from include.errors import ActRefusedError
from include.ledger.entries import entries
from include.ledger.verification import verify
from include.review import notices
from include.review.acts import Person, Refusal
from include.review.board import board
from include.review.decisions import Judgement, claim, decide, give_back, recuse
from include.review.states import MatterState, state_of
from include.text import clean
from tests.support.reviewed import (
    AN,
    AT,
    BINH,
    CHI,
    CONTACT,
    READER,
    REASON,
    days,
    decided,
    delivered,
    facts,
    record,
    said,
)  # fmt: skip

MATTER = facts()


def refused(act: Callable[..., object], *given: object, **named: object) -> str:
    """Return the code of the refusal that an act meets; nothing is written."""
    before = len(entries())
    with pytest.raises(ActRefusedError) as caught:
        act(*given, **named)
    assert len(entries()) == before
    return caught.value.code


def test_a_matter_nobody_decided_waits(desk: Path) -> None:
    assert state_of(record(MATTER), AT) == MatterState.WAITING


def test_a_decision_keeps_what_the_reviewer_had_before_them(desk: Path) -> None:
    decided(MATTER, "confirm", AN)
    kept = entries("decision")[-1]
    assert kept.actor == "an"
    assert kept.payload["findings"] == "m1-f1 m1-f2"
    assert kept.payload["page_sha256s"] == "aa"
    assert kept.payload["panes"] == "capture"
    assert kept.payload["rule_version_id"] == "v1"
    assert kept.payload["stage"] == "first"
    assert state_of(record(MATTER), AT) == MatterState.REVIEWED
    assert verify().is_unbroken


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("dismiss", MatterState.DISMISSED), ("refer", MatterState.REFERRED), ("remedied", MatterState.REMEDIED),
        ("insufficient", MatterState.INSUFFICIENT),
    ],
)  # fmt: skip
def test_a_closed_matter_is_decided_again_only_once_reopened(desk: Path, decision: str, state: MatterState) -> None:
    decided(MATTER, decision, AN)
    assert state_of(record(MATTER), AT) == state
    assert refused(decide, MATTER, said(MATTER, "confirm", 2), AN, AT) == Refusal.CLOSED
    decide(MATTER, said(MATTER, "reopen", 3), AN, AT)
    decide(MATTER, said(MATTER, "confirm", 4), AN, AT)
    assert state_of(record(MATTER), AT) == MatterState.REVIEWED


def test_a_stale_form_decides_nothing(desk: Path) -> None:
    claim(MATTER, AN, AT)
    stale = said(MATTER, "dismiss")
    decide(MATTER, said(MATTER, "confirm"), AN, AT)
    assert refused(decide, MATTER, stale, AN, AT) == Refusal.STALE
    assert record(MATTER).decision() == "confirm"


def test_a_double_click_decides_once(desk: Path) -> None:
    claim(MATTER, AN, AT)
    form = said(MATTER, "confirm")
    decide(MATTER, form, AN, AT)
    assert refused(decide, MATTER, form, AN, AT) == Refusal.RECORDED_BEFORE
    assert refused(decide, MATTER, said(MATTER, "confirm"), AN, AT) == Refusal.NO_CHANGE
    assert len(entries("decision")) == 1


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", Refusal.REASON_SHORT), ("rõ " * 40, Refusal.REASON_SHORT), ("\u202e" * 50, Refusal.REASON_SHORT),
        (REASON * 200, Refusal.REASON_LONG),
    ],
)  # fmt: skip
def test_a_reason_says_something_of_its_own(desk: Path, reason: str, code: Refusal) -> None:
    claim(MATTER, AN, AT)
    form = Judgement("confirm", "seen_on_captures", reason, record(MATTER).last_sequence)
    assert refused(decide, MATTER, form, AN, AT) == code


def test_one_of_the_last_three_reasons_is_refused_and_the_fourth_last_is_not(desk: Path) -> None:
    for number in range(4):
        other = facts(f"m{number}", outlet_id=f"o{number}")
        claim(other, AN, AT)
        decide(other, said(other, "dismiss", number), AN, AT, board().recent_reasons("an"))
    claim(MATTER, AN, AT)
    recent = board().recent_reasons("an")
    assert refused(decide, MATTER, said(MATTER, "dismiss", 3), AN, AT, recent) == Refusal.REASON_REPEATED
    decide(MATTER, said(MATTER, "dismiss", 0), AN, AT, recent)


def test_hostile_text_is_kept_and_what_turns_its_direction_is_made_visible(desk: Path) -> None:
    reason = "<script>alert(1)</script> \u202e😀 " + REASON
    claim(MATTER, AN, AT)
    decide(MATTER, Judgement("confirm", "seen_on_captures", reason, record(MATTER).last_sequence), AN, AT)
    assert entries("decision")[-1].payload["reason"] == clean(reason)
    assert "<script>alert(1)</script> \ufffd😀" in entries("decision")[-1].payload["reason"]


def test_what_is_not_listed_is_refused(desk: Path) -> None:
    claim(MATTER, AN, AT)
    assert refused(decide, MATTER, said(MATTER, "fine"), AN, AT) == Refusal.UNKNOWN_DECISION
    seen = record(MATTER).last_sequence
    assert refused(decide, MATTER, Judgement("confirm", "why", REASON, seen), AN, AT) == Refusal.UNKNOWN_REASON


def test_two_reviewers_do_not_hold_one_matter_and_a_claim_ends(desk: Path) -> None:
    claim(MATTER, AN, AT, lasts=timedelta(hours=1))
    assert refused(claim, MATTER, BINH, AT) == Refusal.CLAIMED_BY_OTHER
    assert refused(decide, MATTER, said(MATTER, "confirm"), BINH, AT) == Refusal.CLAIMED_BY_OTHER
    later = AT + timedelta(hours=2)
    assert refused(decide, MATTER, said(MATTER, "confirm"), AN, later) == Refusal.NOT_CLAIMED
    claim(MATTER, BINH, later)
    give_back(MATTER, BINH, later)
    assert state_of(record(MATTER), later) == MatterState.WAITING


def test_taking_a_matter_out_of_its_order_asks_for_a_reason(desk: Path) -> None:
    for reason in ("", "\u00a0", "\u200b", "\u3164", "\u2800.", "…"):
        assert refused(claim, MATTER, AN, AT, is_next=False, reason=reason) == Refusal.OUT_OF_ORDER
    claim(MATTER, AN, AT, is_next=False, reason="Đơn vị gọi hỏi")
    assert entries("matter_claimed")[-1].payload["reason"] == "Đơn vị gọi hỏi"


def test_who_is_recused_never_decides(desk: Path) -> None:
    recuse(MATTER, AN, AT)
    assert refused(claim, MATTER, AN, AT) == Refusal.RECUSED
    claim(MATTER, BINH, AT)


def test_who_is_recused_while_holding_a_matter_gives_it_back(desk: Path) -> None:
    claim(MATTER, AN, AT)
    recuse(MATTER, AN, AT)
    claim(MATTER, BINH, AT)


@pytest.mark.parametrize("who", [READER, Person("ai_do", frozenset())])
def test_who_has_no_role_does_not_act(desk: Path, who: Person) -> None:
    assert refused(claim, MATTER, who, AT) == Refusal.ROLE
    assert refused(recuse, MATTER, who, AT) == Refusal.ROLE


def test_who_decided_before_the_reply_does_not_decide_after_it(desk: Path) -> None:
    decided(MATTER, "confirm", AN)
    delivered(MATTER)
    later = days(30)
    claim(MATTER, AN, later)
    assert refused(decide, MATTER, said(MATTER, "confirm", 2), AN, later) == Refusal.DECIDED_BEFORE
    give_back(MATTER, AN, later)
    decided(MATTER, "confirm", BINH, later)
    assert state_of(record(MATTER), later) == MatterState.CONFIRMED


def test_a_ministrys_outlet_is_referred_by_two_people(desk: Path) -> None:
    theirs = facts("m2", jurisdiction="ministry")
    claim(theirs, AN, AT)
    assert refused(decide, theirs, said(theirs, "refer"), AN, AT) == Refusal.NEEDS_SECOND_PERSON
    decide(theirs, said(theirs, "confirm"), AN, AT)
    assert refused(decide, theirs, said(theirs, "refer", 2), AN, AT) == Refusal.NEEDS_SECOND_PERSON
    give_back(theirs, AN, AT)
    decided(theirs, "refer", CHI)
    assert state_of(record(theirs), AT) == MatterState.REFERRED


def test_an_outlet_whose_authority_nobody_knows_is_neither_referred_nor_noticed(desk: Path) -> None:
    nobodys = facts("m3", jurisdiction="unknown")
    decided(nobodys, "confirm", AN)
    give_back(nobodys, AN, AT)
    claim(nobodys, CHI, AT)
    assert refused(decide, nobodys, said(nobodys, "refer", 2), CHI, AT) == Refusal.AUTHORITY_UNKNOWN
    assert refused(notices.draft, [nobodys], CONTACT, "Kính gửi", CHI, AT) == Refusal.NOT_CITY


def test_the_board_follows_the_ledger_and_a_change_of_it(desk: Path) -> None:
    decided(MATTER, "confirm", AN)
    assert board().record("tong_hop", "m1").decision() == "confirm"
    decide(MATTER, said(MATTER, "dismiss", 2), AN, AT)
    assert board().record("tong_hop", "m1").decision() == "dismiss"
    assert [d.outlet_id for d in board().dossiers()] == ["tong_hop"]
