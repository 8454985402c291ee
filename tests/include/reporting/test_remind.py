"""Reminders before a date passes: to the department's own people, once a morning, and never to an outlet."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.reporting.remind import remind, reminded_on, reminder_lines
from include.settings import settings
from include.warehouse import published
from include.warehouse.disclaimer import NOT_EVIDENCE
from tests.include.reporting.conftest import Mailbox

DUE = date(2026, 11, 30)


def row(deadline_id: str, **given: Any) -> dict[str, Any]:
    """Return a row of rpt_deadlines."""
    return {
        "deadline_id": deadline_id, "deadline_kind": "licence_end", "subject_id": "o", "subject_name": "Cổng tin A",
        "title_vi": "Giấy phép hết thời hạn", "days_before": "30 7 0 -1", "instrument": None, "provision": None,
        "in_force": None, "is_of_outlet": True, "due_on": DUE, "done_on": None,
    } | given  # fmt: skip


def morning(day: date) -> datetime:
    """Return seven in the morning of Hanoi."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def mornings(rows: list[dict[str, Any]], first: date, days: int, missed: tuple[int, ...] = ()) -> list[tuple[int, str]]:
    """Walk through mornings as the ledger would remember them; return days left and heading of each reminder."""
    last: dict[str, date] = {}
    found = []
    for day in (first + timedelta(days=number) for number in range(days)):
        if (DUE - day).days in missed:
            continue
        for heading, listed in reminded_on(rows, day, last).items():
            found += [((row["due_on"] - day).days, heading) for row in listed]
            last |= {row["deadline_id"]: day for row in listed}
    return found


def test_people_are_reminded_on_the_set_days_and_on_no_other() -> None:
    assert mornings([row("a")], DUE - timedelta(days=40), 60) == [
        (30, "ahead"), (7, "ahead"), (0, "today"), (-1, "overdue"),
    ]  # fmt: skip


def test_a_morning_that_was_missed_is_made_up_for_by_the_next_one_alone() -> None:
    assert mornings([row("a")], DUE - timedelta(days=40), 60, missed=(7, 6, 0)) == [
        (30, "ahead"), (5, "ahead"), (-1, "overdue"),
    ]  # fmt: skip


def test_what_a_register_has_late_is_reminded_of_at_once_and_what_is_long_past_is_not() -> None:
    assert mornings([row("a")], DUE - timedelta(days=4), 1) == [(4, "ahead")]
    assert mornings([row("a")], DUE + timedelta(days=7), 30) == [(-7, "overdue")]
    assert mornings([row("a")], DUE + timedelta(days=8), 30) == []


def test_what_a_register_shows_done_is_not_due() -> None:
    assert reminded_on([row("a", done_on=date(2026, 11, 1))], DUE) == {}


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Stand in for the published mart."""
    rows = [row("a"), row("unit", is_of_outlet=False, title_vi="Báo cáo của đơn vị", subject_name="Phường B")]
    monkeypatch.setattr(published, "rows", lambda _: rows)
    monkeypatch.setenv("PRESS_OPERATORS", "truc@so.example.vn")
    settings.cache_clear()
    return rows


def test_one_mail_leaves_a_morning_and_says_what_is_due(home: Path, board: list[Any], mailbox: Mailbox) -> None:
    first, second = remind(morning(DUE)), remind(morning(DUE))
    (message,) = mailbox.messages()
    text = message.get_content()
    assert (first["today"], first["mails"], second["mails"], second["mailed_already"]) == (2, 1, 0, 1)
    assert message["To"] == "truc@so.example.vn"
    assert "ĐẾN HẠN HÔM NAY" in text
    assert "Phường B; hạn 30/11/2026" in text
    assert NOT_EVIDENCE in text
    assert len(entries(EntryKind.DEADLINES_REMINDED)) == 1


def test_nothing_leaves_when_nothing_is_due(home: Path, board: list[Any], mailbox: Mailbox) -> None:
    assert remind(morning(DUE - timedelta(days=20)))["mails"] == 0
    assert mailbox.messages() == []


def test_who_did_not_get_what_is_done_gets_it_though_another_did(
    home: Path, board: list[Any], mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_OPERATORS", "mot@so.example.vn, hai@so.example.vn")
    settings.cache_clear()
    remind(morning(DUE))
    board[1]["done_on"] = DUE
    later = DUE + timedelta(days=3)
    done = {"deadlines": {"done": ["unit"]}}
    append(EntryKind.DEADLINES_REMINDED, f"{later}/mot@so.example.vn", done, "tests", morning(later))
    counts = remind(morning(later))
    assert (counts["done"], counts["mails"], counts["mailed_already"]) == (1, 1, 1)
    assert "hai@so.example.vn" in {str(m["To"]) for m in mailbox.messages() if "ĐÃ XONG" in m.get_content()}


def test_readers_of_reports_are_not_reminded(register: None, board: list[Any], mailbox: Mailbox) -> None:
    remind(morning(DUE))
    assert [message["To"] for message in mailbox.messages()] == ["truc@so.example.vn"]


def test_what_was_reminded_of_and_is_done_is_said_once(home: Path, board: list[Any], mailbox: Mailbox) -> None:
    remind(morning(DUE))
    board[1]["done_on"] = DUE
    counts = [remind(morning(DUE + timedelta(days=days)))["done"] for days in (2, 3)]
    assert counts == [1, 0]
    assert "ĐÃ XONG" in max(mailbox.messages(), key=lambda message: "ĐÃ XONG" in message.get_content()).get_content()


def test_a_reminder_to_an_outlet_is_a_draft_that_a_person_sends() -> None:
    due = row("a", instrument="Nghị định 237/2026/NĐ-CP", provision="Điều 15 khoản 2")
    text = "\n".join(reminder_lines({"ahead": [due]}))
    assert "người có thẩm quyền cho số, ký và gửi" in text
    assert "Kính gửi Cổng tin A: Theo khoản 2 Điều 15 Nghị định 237/2026/NĐ-CP" in text
    assert "vi phạm" not in text.replace(NOT_EVIDENCE, "")


def test_a_reminder_says_that_the_force_of_its_text_is_not_known() -> None:
    due = row("a", instrument="Thông tư 09/2014/TT-BTTTT", provision="Điều 9 khoản 3", in_force="unknown")
    text = "\n".join(reminder_lines({"ahead": [due]}))
    assert text.count("khoản 3 Điều 9 Thông tư 09/2014/TT-BTTTT (chưa xác định được hiệu lực của văn bản") == 2
    assert "hiệu lực" not in "\n".join(reminder_lines({"ahead": [due | {"in_force": "yes"}]}))


def test_a_register_is_called_as_clerks_know_it() -> None:
    due = row("a", deadline_kind="attestation", subject_id="licences", subject_name="licences", is_of_outlet=False)
    assert "sổ “Giấy phép hoạt động”" in "\n".join(reminder_lines({"today": [due]}))


@pytest.mark.parametrize("heading", ["overdue", "done"])
def test_what_an_outlet_did_not_do_in_time_is_said_without_its_name(heading: str) -> None:
    due = row("a", done_on=DUE + timedelta(days=2) if heading == "done" else None)
    text = "\n".join(reminder_lines({heading: [due]}))
    assert "Giấy phép hết thời hạn: một đơn vị (xem tại Bàn rà soát); hạn 30/11/2026" in text
    assert "Cổng tin A" not in text
    assert "Cổng tin A" in "\n".join(reminder_lines({"today": [due | {"done_on": None}]})), "a date accuses nobody"


def test_a_matter_is_not_told_by_an_id_that_is_made_of_its_outlets() -> None:
    due = row("m", deadline_kind="notice_reply", subject_id="0f" * 16, subject_name="Vụ việc 0f0f0f0f0f0f",
              title_vi="Hết thời hạn nêu ý kiến trong văn bản", is_of_outlet=False)  # fmt: skip
    text = "\n".join(reminder_lines({"ahead": [due]}))
    assert "một vụ việc (xem tại Bàn rà soát)" in text
    assert "0f0f" not in text


def test_a_units_date_makes_no_draft() -> None:
    assert "DỰ THẢO" not in "\n".join(reminder_lines({"ahead": [row("a", is_of_outlet=False)]}))
