"""Approvers are mailed a draft that waits, reminded before its day, and their superiors told after it; each once."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from include.landing import store
from include.ledger.entries import entries
from include.periods.working_days import add_working_days
from include.reporting.approval_mail import Step, ask_approval, due_on, remind_approvers, step_on
from include.reporting.approve import approve, return_report
from include.reporting.compose import Snapshot
from include.reporting.recompose import recompose
from include.settings import settings
from tests.include.reporting.conftest import DIRECTOR, Mailbox
from tests.include.reporting.sample_rows import month_query

DUE = date(2026, 11, 17)  # two working days after Saturday 14 November
ASKED, NOON = datetime(2026, 11, 16, 1, tzinfo=UTC), datetime(2026, 11, 16, 5, tzinfo=UTC)


def morning(day: date) -> datetime:
    """Return seven in the morning of Hanoi."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@pytest.fixture
def offices(snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """Name an approver's office and a superior's in the register, and operators."""
    monkeypatch.setenv("PRESS_OPERATORS", "truc@so.example.vn")
    settings.cache_clear()
    kept = store.read("recipients", days=[date(2026, 11, 14)]).to_pylist()
    for number, report in enumerate(("approval", "approval_escalation"), start=100):
        named = {"recipient_id": report, "role": f"Lãnh đạo {report}", "work_address": f"{report}@so.example.vn"}
        more = {"report": report, "register_row_id": f"recipients-{number}", "row_number": number}
        kept.append({**kept[0], **named, **more, "effective_to": None})
    store.write("recipients", date(2026, 11, 15), [{**row, "day": date(2026, 11, 15)} for row in kept])
    return mailbox


def addressed(mailbox: Mailbox) -> list[tuple[str, str]]:
    """Return to whom mails went, with the mark of their subject, in order."""
    return sorted((str(mail["To"]), str(mail["Subject"]).partition("]")[0]) for mail in mailbox.messages())


def test_the_day_of_approval_lies_in_working_days_after_the_period(snapshot: Snapshot) -> None:
    assert due_on(snapshot) == DUE


def words(mail: EmailMessage) -> str:
    """Return the words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2026, 11, 16), None),  # the day on which they were asked
        (DUE, Step.REMINDED),
        (date(2026, 11, 18), Step.ESCALATED),
        (date(2027, 1, 4), Step.ESCALATED),
    ],
)
def test_each_day_asks_for_at_most_one_kind_of_mail(day: date, step: Step | None) -> None:
    assert step_on(day, DUE, ASKED.date()) == step


def test_a_reminder_leaves_on_the_working_day_before_and_none_long_before() -> None:
    due = date(2026, 11, 30)  # a Monday
    found = [step_on(due - timedelta(days=left), due, date(2026, 11, 2)) for left in (5, 4, 3, 2, 1, 0)]
    assert found == [None, None, Step.REMINDED, Step.REMINDED, Step.REMINDED, Step.REMINDED]
    assert add_working_days(date(2026, 11, 27), 1) == due


def test_the_approver_gets_the_draft_marked_as_one_with_the_page_to_answer_on(
    snapshot: Snapshot, offices: Mailbox
) -> None:
    assert ask_approval(snapshot.folder, ASKED, "https://press.example/report-approvals") == {"mails": 1}
    assert ask_approval(snapshot.folder, ASKED) == {"mails": 0}  # a task may run twice
    (mail,) = offices.messages()
    assert str(mail["Subject"]).startswith("[Chờ duyệt] ")
    text = words(mail)
    assert "hạn duyệt là hết ngày 17/11/2026" in text
    assert f"https://press.example/report-approvals/reports/{snapshot.content_hash}" in text
    (draft,) = mail.iter_attachments()
    assert str(draft.get_filename()).startswith("Dự thảo ")
    body = draft.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.startswith(b"%PDF")
    assert body != (snapshot.folder / "monthly_compliance_2026-11.pdf").read_bytes()


def test_a_draft_that_waits_is_reminded_of_once_and_superiors_are_told_once(
    snapshot: Snapshot, offices: Mailbox
) -> None:
    ask_approval(snapshot.folder, ASKED)
    for day in (DUE, DUE, DUE + timedelta(days=1), DUE + timedelta(days=2)):
        remind_approvers(morning(day))
    assert addressed(offices) == [
        ("approval@so.example.vn", "[Chờ duyệt"),
        ("approval@so.example.vn", "[Nhắc duyệt"),
        ("approval@so.example.vn", "[Quá hạn duyệt"),
        ("approval_escalation@so.example.vn", "[Quá hạn duyệt"),
    ]


@pytest.mark.parametrize("answer", [approve, return_report])
def test_what_was_answered_is_no_longer_reminded_of(snapshot: Snapshot, offices: Mailbox, answer: object) -> None:
    ask_approval(snapshot.folder, ASKED)
    assert callable(answer)
    answer(snapshot.folder, DIRECTOR, "Đã đọc", at=NOON)
    assert remind_approvers(morning(DUE + timedelta(days=9)))["waiting"] == 0
    assert len(offices.messages()) == 1


def test_a_reminder_is_of_the_draft_that_stands_now(snapshot: Snapshot, offices: Mailbox) -> None:
    ask_approval(snapshot.folder, ASKED)
    made = recompose(
        snapshot.folder, DIRECTOR, "Phó ký", capacity="deputy", query=month_query, build_id="build-2", at=NOON
    )
    assert remind_approvers(morning(DUE), "https://press.example")["reminded"] == 1
    (text,) = [words(mail) for mail in offices.messages() if str(mail["Subject"]).startswith("[Nhắc")]
    assert f"https://press.example/reports/{made.content_hash}" in text


def test_without_a_named_superior_the_operators_are_told(snapshot: Snapshot, offices: Mailbox) -> None:
    rows = store.read("recipients", days=[date(2026, 11, 15)]).to_pylist()
    kept = [row for row in rows if row["report"] != "approval_escalation"]
    store.write("recipients", date(2026, 11, 15), kept)
    ask_approval(snapshot.folder, ASKED)
    remind_approvers(morning(DUE + timedelta(days=1)))
    assert ("truc@so.example.vn", "[Quá hạn duyệt") in addressed(offices)


def test_where_no_approver_has_an_address_nobody_is_mailed_and_nothing_fails(
    snapshot: Snapshot, mailbox: Mailbox
) -> None:
    assert ask_approval(Path(snapshot.folder), ASKED) == {"mails": 0}
    assert entries("approval_asked") == []
    assert mailbox.messages() == []
