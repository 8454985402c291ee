"""An outlet that a report named and that was cleared since: the report leaves no more, all who got it are told."""

from datetime import date, datetime
from threading import Thread
from typing import Any

import pytest

from include.errors import DeliveryError, ReportError
from include.landing import store
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.mailing.smtp import send_mail
from include.reporting import clearings
from include.reporting import deliver as delivering
from include.reporting.approve import approve
from include.reporting.clearings import mail_corrections, matters_named, namings_of
from include.reporting.compose import Snapshot, compose
from include.reporting.declaration import report
from include.reporting.deliver import deliver
from include.reporting.named import not_released
from include.reporting.render import render
from include.review import naming
from include.review.acts import Refusal
from tests.include.reporting.conftest import DIRECTOR, Mailbox
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH
from tests.include.review.test_decisions import refused
from tests.support.reviewed import AN, GIANG, facts

TODAY = date(2026, 11, 16)
OUTLET, SUBJECT = "Trang Được Nêu Tên", "matters/tong_hop"
NAMED = {
    "matter_id": "m1", "rule_id": "home_page_identity", "outlet_name": OUTLET, "title_vi": "Thông tin trang chủ",
    "instrument": "Nghị định 147/2024/NĐ-CP", "provision": "Điều 1", "cause": "missing_twice", "days": 3,
    "first_day": "2026-09-15", "last_day": "2026-09-17", "delivered_on": "2026-10-01", "reply_due_on": "2026-10-15",
    "confirmed_on": "2026-10-20", "nameable_from": "2026-10-21",
}  # fmt: skip
LETTER = f"V/v cải chính nội dung đã nêu về {OUTLET}\n\nNội dung đã được loại bỏ."
ADDRESSES = {"van_phong_ubnd@hanoi.example.vn", "ban_tuyen_giao@hanoi.example.vn"}


def act(kind: EntryKind, who: str = "binh", subject: str = SUBJECT, **payload: Any) -> int:
    """Record an act on the matter as the desk does, now; return its number."""
    return append(kind, subject, {"matters": "m1"} | payload, who).sequence


def now() -> datetime:
    """Return the instant of the newest entry: the desk acts right after it."""
    return entries()[-1].recorded_at


def decide(decision: str) -> None:
    """Record a decision on the matter."""
    act(EntryKind.DECISION, decision=decision, stage="final")


@pytest.fixture
def naming_report(register: None) -> Snapshot:
    """Compose, draw and approve a month's report that names one outlet, which a chief has let be named."""
    decide("confirm")
    act(EntryKind.NAMING_RELEASED, "hoa")
    made = compose("monthly_compliance", "2026-11", query_of(MONTH | {"rpt_named_matters": [NAMED]}), "build-1")
    render(made.folder)
    approve(made.folder, DIRECTOR, "Đã xem")
    return made


def release() -> None:
    """Have a chief release the correction."""
    naming.release_correction(facts(), LETTER, GIANG, now())


def told(mailbox: Mailbox) -> list[Any]:
    """Return the corrections that arrived."""
    return [one for one in mailbox.messages() if one["Subject"] == clearings.SUBJECT]


def test_all_who_got_the_report_get_the_correction_once_and_by_no_other_way(
    naming_report: Snapshot, mailbox: Mailbox
) -> None:
    deliver(naming_report.folder, today=TODAY)
    assert matters_named() == {"m1"}
    decide("dismiss")
    assert mail_corrections(now())["mails"] == 0, "a chief has not released it"
    release()
    counts = [mail_corrections(now()) for _ in range(2)]
    assert [(c["mails"], c["mailed_already"]) for c in counts] == [(2, 0), (0, 2)]
    received = told(mailbox)
    assert {message["To"] for message in received} == ADDRESSES
    assert all(LETTER.split() == message.get_content().split() for message in received)
    assert OUTLET not in str(received[0]["Subject"])


def test_who_was_not_sent_the_report_is_not_told(naming_report: Snapshot, mailbox: Mailbox) -> None:
    decide("dismiss")
    release()
    assert mail_corrections(now()) == {"corrections": 1, "mails": 0, "mailed_already": 0}
    assert namings_of("m1") == namings_of("m2") == []


def test_a_matter_that_is_confirmed_again_is_not_corrected(naming_report: Snapshot, mailbox: Mailbox) -> None:
    deliver(naming_report.folder, today=TODAY)
    decide("dismiss")
    release()
    decide("reopen")
    assert mail_corrections(now())["corrections"] == 0
    decide("withdraw")
    assert mail_corrections(now())["corrections"] == 0, "of the new clearing nothing was released yet"
    release()
    assert mail_corrections(now())["mails"] == 2


def test_a_matter_confirmed_again_while_mails_leave_is_corrected_to_nobody_more(
    naming_report: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(naming_report.folder, today=TODAY)
    decide("dismiss")
    release()

    def send_and_reopen(*given: Any) -> None:
        send_mail(*given)
        decide("reopen")

    monkeypatch.setattr(clearings, "send_mail", send_and_reopen)
    assert mail_corrections(now())["mails"] == 1
    assert len(told(mailbox)) == 1


def test_a_report_that_is_declared_no_more_keeps_nobody_from_the_correction(
    naming_report: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(naming_report.folder, today=TODAY)
    decide("dismiss")
    release()
    gone = clearings.LETTERHEAD

    def declared_still(report_id: str) -> Any:
        if report_id == gone:
            raise ReportError(f"{report_id} is not declared.")
        return report(report_id)

    monkeypatch.setattr(clearings, "LETTERHEAD", "quarterly_compliance")
    monkeypatch.setattr(clearings, "report", declared_still)
    assert mail_corrections(now())["mails"] == 2


def test_a_correction_is_released_by_a_chief_once_and_only_where_an_outlet_was_cleared(
    naming_report: Snapshot,
) -> None:
    at = now()
    assert refused(naming.release_correction, facts(), LETTER, GIANG, at) == Refusal.WRONG_STEP
    decide("dismiss")
    assert refused(naming.release_correction, facts(), LETTER, AN, at) == Refusal.ROLE
    assert refused(naming.release_correction, facts(), " ", GIANG, at) == Refusal.WRONG_STEP
    release()
    assert refused(naming.release_correction, facts(), LETTER, GIANG, at) == Refusal.WRONG_STEP


def test_what_the_server_refuses_is_tried_again_and_the_others_have_theirs(
    naming_report: Snapshot, mailbox: Mailbox
) -> None:
    deliver(naming_report.folder, today=TODAY)
    decide("insufficient")
    release()
    rows = store.read("recipients").to_pylist()
    store.write("recipients", TODAY, [row | {"work_address": "a@["} for row in rows[:1]] + rows[1:])
    for _ in range(2):
        with pytest.raises(DeliveryError, match="van_phong_ubnd"):
            mail_corrections(now())
    store.write("recipients", TODAY, rows)
    assert mail_corrections(now())["mails"] == 1
    assert sorted(message["To"] for message in told(mailbox)) == sorted(ADDRESSES)


def test_a_process_killed_after_the_server_took_it_sends_no_second_one(
    naming_report: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(naming_report.folder, today=TODAY)
    decide("dismiss")
    release()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(clearings, "append_if", die)
        with pytest.raises(KeyboardInterrupt):
            mail_corrections(now())
    mail_corrections(now())
    assert len(told(mailbox)) == 2
    assert set(mailbox.times().values()) == {1}
    assert len(entries(EntryKind.CORRECTION_SENT)) == 2


def test_two_runs_at_once_send_nobody_two(
    naming_report: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(naming_report.folder, today=TODAY)
    decide("dismiss")
    release()
    at, others = now(), list[Thread]()

    def send_beside_another(*given: Any) -> None:
        if not others:
            others.append(other := Thread(target=mail_corrections, args=(at,)))
            other.start()
            other.join(timeout=3)  # it would be done by then, did it not wait
        send_mail(*given)

    monkeypatch.setattr(clearings, "send_mail", send_beside_another)
    assert mail_corrections(at)["mails"] == 2
    others[0].join()
    assert len(told(mailbox)) == 2


OPPOSED: dict[str, Any] = {
    "decided again": lambda: decide("dismiss"),
    "confirmed again": lambda: decide("confirm"),
    "notice came back": lambda: act(EntryKind.NOTICE_BOUNCED),
    "appeal": lambda: act(EntryKind.APPEAL_RECEIVED),
    "message of the outlet": lambda: act(EntryKind.MESSAGE_RECEIVED, matters="", message="<1@x>"),
    "message of nobody known": lambda: act(
        EntryKind.MESSAGE_RECEIVED, subject="matters/unknown", matters="", message="<2@x>"
    ),
    "answer": lambda: act(EntryKind.REPLY, text="Đã sửa"),
    "more time to reply": lambda: act(EntryKind.REPLY_EXTENDED, notice="n1", due_on="2027-01-04"),
    "our own misreading": lambda: act(EntryKind.RETESTED, "retest", outcome="misread"),
}


@pytest.mark.parametrize("opposed", OPPOSED)
def test_an_approved_report_does_not_leave_once_something_stands_against_a_name_in_it(
    naming_report: Snapshot, mailbox: Mailbox, opposed: str
) -> None:
    assert not_released(naming_report) == []
    OPPOSED[opposed]()
    with pytest.raises(ReportError, match="may not be named by the ledger"):
        deliver(naming_report.folder, today=TODAY)
    with pytest.raises(ReportError, match="may not be named by the ledger"):
        approve(naming_report.folder, DIRECTOR, "Đã xem lần nữa")
    assert mailbox.messages() == []


@pytest.mark.parametrize("opposed", OPPOSED)
def test_what_comes_up_against_a_name_while_mails_leave_keeps_the_rest_from_leaving(
    naming_report: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, opposed: str
) -> None:
    def send_and_oppose(*given: Any) -> None:
        send_mail(*given)
        OPPOSED[opposed]()

    monkeypatch.setattr(delivering, "send_mail", send_and_oppose)
    with pytest.raises(ReportError, match="may not be named by the ledger"):
        deliver(naming_report.folder, today=TODAY)
    assert len(mailbox.messages()) == len(namings_of("m1")) == 1


def test_what_was_answered_or_set_aside_stands_against_nothing(naming_report: Snapshot, mailbox: Mailbox) -> None:
    act(EntryKind.APPEAL_RECEIVED)
    act(EntryKind.APPEAL_ANSWERED)
    act(EntryKind.MESSAGE_RECEIVED, matters="", message="<1@x>")
    act(EntryKind.MESSAGE_HANDLED, matters="", message="<1@x>", reason="Thư quảng cáo.")
    act(EntryKind.RETESTED, "retest", matters="m2", outcome="misread")
    act(EntryKind.RETESTED, "retest", outcome="misread")
    act(EntryKind.RETESTED, "retest", outcome="not_remedied")
    act(EntryKind.DECISION, matters="m2", decision="dismiss", stage="final")
    assert deliver(naming_report.folder, today=TODAY)["sent"] == 2


def test_who_gets_the_report_later_does_not_get_the_name_of_who_was_cleared_meanwhile(
    naming_report: Snapshot, mailbox: Mailbox
) -> None:
    rows = store.read("recipients").to_pylist()
    store.write("recipients", TODAY, [row | {"work_address": "a@["} for row in rows[:1]] + rows[1:])
    with pytest.raises(DeliveryError):
        deliver(naming_report.folder, today=TODAY)
    decide("withdraw")
    store.write("recipients", TODAY, rows)
    with pytest.raises(ReportError, match="may not be named by the ledger"):
        deliver(naming_report.folder, today=TODAY)
    assert len(mailbox.messages()) == 1
