"""A notice goes by a person's hand; the time to reply runs from its recorded delivery and never otherwise."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from include.errors import ActRefusedError
from include.ledger.entries import entries
from include.periods.working_days import working_days_between
from include.review import notices, replies
from include.review.acts import Person, Refusal, Role
from include.review.dossier import dossier_of
from include.review.states import MatterState, state_of
from include.settings import settings
from tests.include.review.test_decisions import refused
from tests.support.reviewed import AN, AT, BINH, CONTACT, GIANG, days, decided, delivered, facts, record, sent

MATTER, OUTLET = facts(), "tong_hop"
MONDAY = date(2026, 11, 2)


@pytest.fixture
def confirmed(desk: Path) -> Path:
    """Confirm the matter."""
    decided(MATTER, "confirm", AN)
    return desk


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"jurisdiction": "ministry"}, Refusal.NOT_CITY), ({"jurisdiction": "unknown"}, Refusal.NOT_CITY),
     ({"strength": "advisory"}, Refusal.NOT_DUTY)],
)  # fmt: skip
def test_no_notice_speaks_of_advice_or_of_an_outlet_of_others(
    desk: Path, changed: dict[str, str], code: Refusal
) -> None:
    other = facts("m2", **changed)
    decided(other, "confirm", AN)
    assert refused(notices.draft, [other], CONTACT, "x", AN, AT) == code


def test_no_notice_without_a_decision_and_none_without_an_address(desk: Path) -> None:
    assert refused(notices.draft, [MATTER], CONTACT, "x", AN, AT) == Refusal.NOT_CONFIRMED
    decided(MATTER, "confirm", AN)
    assert refused(notices.draft, [MATTER], None, "x", AN, AT) == Refusal.NO_CONTACT
    assert refused(notices.draft, [MATTER], notices.Contact("Văn thư"), "x", AN, AT) == Refusal.NO_CONTACT


def test_one_matter_stands_in_one_notice_until_it_bounces(confirmed: Path) -> None:
    notice_id = sent(MATTER)
    assert refused(notices.draft, [MATTER], CONTACT, "x", AN, AT) == Refusal.IN_NOTICE
    notices.record_bounce(OUTLET, notice_id, "địa chỉ không còn", AN, AT)
    assert sent(MATTER, days(1)) != notice_id


def test_a_chief_who_decided_does_not_release_the_notice(desk: Path) -> None:
    both = Person("giang", frozenset({Role.REVIEWER, Role.CHIEF}))
    decided(MATTER, "confirm", both)
    notice_id = str(notices.draft([MATTER], CONTACT, "x", AN, AT).payload["notice"])
    assert refused(notices.release, OUTLET, notice_id, GIANG, AT) == Refusal.DECIDED_BEFORE
    assert refused(notices.release, OUTLET, notice_id, BINH, AT) == Refusal.ROLE


def test_sending_alone_starts_no_clock(confirmed: Path) -> None:
    sent(MATTER)
    assert record(MATTER).reply_due_on() is None
    assert state_of(record(MATTER), days(400)) == MatterState.NOTICE_SENT


def test_the_time_to_reply_is_ten_working_days_after_delivery(confirmed: Path) -> None:
    delivered(MATTER)
    due = record(MATTER).reply_due_on()
    assert due is not None
    assert due == date(2026, 11, 16)
    assert working_days_between(MONDAY, due) == 10
    assert state_of(record(MATTER), days(14)) == MatterState.NOTICE_SENT
    assert state_of(record(MATTER), days(15)) == MatterState.SILENT


def test_a_longer_time_may_be_set_and_a_shorter_one_may_not(confirmed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_REPLY_WORKING_DAYS", "15")
    settings.cache_clear()
    delivered(MATTER)
    due = record(MATTER).reply_due_on()
    assert due is not None
    assert working_days_between(MONDAY, due) == 15


def test_a_mail_counts_as_delivered_only_after_three_quiet_days(confirmed: Path) -> None:
    notice_id = sent(MATTER, way="email")
    early = MONDAY + timedelta(days=2)
    step = notices.record_delivery
    assert refused(step, OUTLET, notice_id, early, "accepted", AN, days(5)) == Refusal.BAD_DAY
    step(OUTLET, notice_id, MONDAY + timedelta(days=3), "accepted", AN, days(5))
    assert record(MATTER).reply_due_on() is not None


@pytest.mark.parametrize("way", ["post", "hand"])
def test_paper_needs_a_dated_receipt_since_no_server_took_it(confirmed: Path, way: str) -> None:
    notice_id = sent(MATTER, way=way)
    step = notices.record_delivery
    assert (
        refused(step, OUTLET, notice_id, MONDAY + timedelta(days=3), "accepted", AN, days(5)) == Refusal.NEEDS_RECEIPT
    )
    assert record(MATTER).reply_due_on() is None
    step(OUTLET, notice_id, MONDAY + timedelta(days=3), "receipt", AN, days(5))
    assert record(MATTER).reply_due_on() is not None


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(2026, 11, 1), date(2026, 11, 3)])
def test_a_delivery_before_the_sending_or_in_the_future_is_refused(confirmed: Path, day: date) -> None:
    notice_id = sent(MATTER)
    assert refused(notices.record_delivery, OUTLET, notice_id, day, "receipt", AN, AT) == Refusal.BAD_DAY


def test_a_bounce_after_delivery_stops_the_clock(confirmed: Path) -> None:
    notice_id = delivered(MATTER)
    notices.record_bounce(OUTLET, notice_id, "trả lại", AN, days(1))
    assert record(MATTER).reply_due_on() is None


def test_one_extension_counts_from_the_old_day(confirmed: Path) -> None:
    notice_id = delivered(MATTER)
    notices.extend(OUTLET, notice_id, MONDAY, 5, AN, days(3))
    assert record(MATTER).reply_due_on() == date(2026, 11, 23)
    assert refused(notices.extend, OUTLET, notice_id, MONDAY, 5, AN, days(4)) == Refusal.EXTENDED_BEFORE


def test_the_steps_go_in_their_order(confirmed: Path) -> None:
    notice_id = str(notices.draft([MATTER], CONTACT, "x", AN, AT).payload["notice"])
    sending = notices.Sending("1", MONDAY, MONDAY, "post", "ab")
    assert refused(notices.record_sending, OUTLET, notice_id, sending, AN, AT) == Refusal.WRONG_STEP
    assert refused(notices.record_delivery, OUTLET, notice_id, MONDAY, "receipt", AN, AT) == Refusal.WRONG_STEP
    assert refused(notices.release, OUTLET, "none", GIANG, AT) == Refusal.NOT_FOUND


def test_reminders_are_drafted_half_way_and_two_days_before(confirmed: Path) -> None:
    notice_id = delivered(MATTER)
    notice = dossier_of(OUTLET).notices[notice_id]
    assert notices.reminder_days(notice) == (date(2026, 11, 9), date(2026, 11, 14))


def test_a_reply_is_kept_with_its_day_and_number_and_may_be_corrected_or_taken_back(confirmed: Path) -> None:
    delivered(MATTER)
    first = replies.record(OUTLET, ["m1"], replies.Answer("Đã bổ sung", MONDAY, "15/Đ"), AN, days(2))
    fixed = replies.correct(OUTLET, first.sequence, replies.Answer("Đã bổ sung.", MONDAY, "15/Đ"), AN, days(2))
    assert [entry.payload["text"] for entry in record(MATTER).replies()] == ["Đã bổ sung."]
    assert state_of(record(MATTER), days(2)) == MatterState.REPLIED
    replies.withdraw(OUTLET, fixed.sequence, "Đơn vị gửi công văn rút lại", AN, days(3))
    assert record(MATTER).replies() == []
    assert len(entries("reply")) == 1


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2026, 11, 1), date(2026, 11, 5), date(9999, 12, 31)])
def test_a_reply_before_the_notice_or_in_the_future_is_refused(confirmed: Path, day: date) -> None:
    delivered(MATTER)
    answer = replies.Answer("Đã bổ sung", day, "1")
    assert refused(replies.record, OUTLET, ["m1"], answer, AN, AT) == Refusal.BAD_DAY


def test_an_empty_reply_and_one_without_a_notice_are_refused(confirmed: Path) -> None:
    assert refused(replies.record, OUTLET, ["m1"], replies.Answer("x", MONDAY, "1"), AN, AT) == Refusal.WRONG_STEP
    delivered(MATTER)
    assert refused(replies.record, OUTLET, ["m1"], replies.Answer(" ", MONDAY, "1"), AN, AT) == Refusal.TEXT_EMPTY


def test_a_message_is_noted_once_and_waits_until_it_is_handled(desk: Path) -> None:
    assert replies.receive_message(OUTLET, "<1@x>", MONDAY, "mailbox", AT) is not None
    assert replies.receive_message(OUTLET, "<1@x>", MONDAY, "mailbox", AT) is None
    assert len(dossier_of(OUTLET).open_messages()) == 1
    with pytest.raises(ActRefusedError):
        replies.handle_message(OUTLET, "<1@x>", " ", AN, AT)
    replies.handle_message(OUTLET, "<1@x>", "Thư quảng cáo, không liên quan.", AN, AT)
    assert dossier_of(OUTLET).open_messages() == []
    assert replies.receive_message(OUTLET, "<1@x>", MONDAY, "mailbox", AT) is None
