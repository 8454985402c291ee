"""What waits for somebody is listed until it is done: each step of a notice, reminders, second decisions, appeals."""

from datetime import date, datetime
from pathlib import Path

from include.review import naming, notices, replies
from include.review.board import Board
from include.review.replies import Answer
from include.review.tasks import TaskKind, tasks
from tests.support.reviewed import AN, AT, BINH, CONTACT, GIANG, HOA, days, decided, delivered, facts, sent


def waiting(at: datetime = AT) -> list[TaskKind]:
    """Return the kinds of what waits at an instant."""
    return [task.kind for task in tasks(Board().refresh(), at)]


def test_an_open_matter_whose_evidence_has_gone_waits_for_a_person_to_say_why(desk: Path) -> None:
    decided(facts(), "confirm", AN)
    decided(facts("m2"), "dismiss", AN)
    (task,) = tasks(Board().refresh(), AT, gone={"m1", "m2", "m3"})
    assert (task.kind, task.matter_id) == (TaskKind.EVIDENCE_GONE, "m1")


def test_each_step_of_a_notice_waits_for_the_next(desk: Path) -> None:
    decided(facts(), "confirm", AN)
    assert waiting() == []
    drafted = notices.draft([facts()], CONTACT, "Kính gửi", AN, AT)
    assert waiting() == [TaskKind.RELEASE_NOTICE]
    notice = str(drafted.payload["notice"])
    notices.release("tong_hop", notice, GIANG, AT)
    assert waiting() == [TaskKind.SEND_NOTICE]
    sending = notices.Sending("12/SVHTT", date(2026, 11, 2), date(2026, 11, 2), "post", "ab" * 32)
    notices.record_sending("tong_hop", notice, sending, AN, AT)
    assert waiting() == [TaskKind.RECORD_DELIVERY]
    notices.record_bounce("tong_hop", notice, "Sai địa chỉ", AN, AT)
    assert waiting() == [TaskKind.DRAFT_AGAIN]
    sent(facts(), days(1))
    assert waiting(days(1)) == [TaskKind.RECORD_DELIVERY], "the notice that came back is followed by the new one"


def test_a_reminder_is_due_half_way_and_two_days_before_unless_the_outlet_has_answered(desk: Path) -> None:
    decided(facts(), "confirm", AN)
    delivered(facts())  # on 2 November; ten working days end on the 16th
    assert waiting(days(4)) == []
    assert waiting(days(7)) == [TaskKind.REMIND]
    assert [task.since for task in tasks(Board().refresh(), days(12))] == [date(2026, 11, 14)]
    replies.record("tong_hop", ["m1"], Answer("Có ý kiến", date(2026, 11, 9), "1"), AN, days(7))
    assert waiting(days(8)) == [TaskKind.DECIDE_AGAIN]


def test_after_the_time_another_decides_and_a_chief_is_asked(desk: Path) -> None:
    decided(facts(), "confirm", AN)
    delivered(facts())
    assert waiting(days(20)) == [TaskKind.DECIDE_AGAIN]
    decided(facts(), "confirm", BINH, days(20))
    assert waiting(days(20)) == [TaskKind.RELEASE_NAMING]
    naming.receive_appeal(facts(), "Không đồng ý", AN, days(20))
    assert waiting(days(20)) == [TaskKind.ANSWER_APPEAL]
    naming.answer_appeal(facts(), "Giữ nguyên", HOA, days(20))
    naming.release_naming(facts(), GIANG, days(20))
    assert waiting(days(21)) == []


def test_a_closed_matter_asks_for_nothing(desk: Path) -> None:
    decided(facts(), "confirm", AN)
    sent(facts())
    decided(facts(), "dismiss", AN, days(1))
    assert waiting(days(2)) == []


def test_an_appeal_on_a_closed_matter_waits_for_a_chief_too(desk: Path) -> None:
    decided(facts(), "confirm", AN)
    delivered(facts())
    decided(facts(), "remedied", BINH, days(20))
    naming.receive_appeal(facts(), "Trang chưa bao giờ thiếu", AN, days(21))
    decided(facts("m2"), "confirm", AN, days(22))
    assert waiting(days(22)) == [TaskKind.ANSWER_APPEAL]
    assert tasks(Board().refresh(), days(22))[0].since == date(2026, 11, 23)
    naming.answer_appeal(facts(), "Đã ghi vào hồ sơ", HOA, days(22))
    assert waiting(days(22)) == []
