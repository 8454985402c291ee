"""What a clerk may write wrongly of dates, notices and persons has one clear answer each."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from include.landing.contract import table
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.check import check_file
from include.registers.declaration import clerk_columns
from include.registers.problems import Fault

Good = Callable[..., dict[str, Any]]
Drop = Callable[..., Path]


def test_an_answer_without_a_date_is_no_answer(drop: Drop, good: Good) -> None:
    path = drop("press_requests", good("press_requests", answered_on="đã trả lời"))
    (problem,) = check_file(path)
    assert (problem.code, problem.row_number, problem.column) == (
        Reason.DATE_UNREADABLE, 2, table("press_requests").column("answered_on").header,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("register", "said", "date"),
    [
        ("press_requests", {"answer_number": "301/SVHTT-VP"}, "answered_on"),
        ("correction_requests", {"document_number": "612/SVHTT-VP"}, "requested_on"),
        ("portal_sheets", {"remark": "Đã bổ sung mục đánh giá"}, "remark_received_on"),
        ("unit_reports", {"document_number": "45/BC-UBND"}, "received_on"),
        ("plan_tasks", {"status": "hoàn thành"}, "finished_on"),
        ("spokesperson_lists", {"address": "http://thanhpho.example.vn/a"}, "posted_at"),
        ("urgent_matters", {"address": "http://thanhpho.example.vn/a"}, "informed_at"),
        ("portal_pauses", {"address": "http://thanhpho.example.vn/a"}, "announced_on"),
        ("inspections", {"decision_number": "33/QĐ-XPHC"}, "decided_on"),
    ],
)
def test_what_is_said_to_be_done_needs_its_day(
    drop: Drop, good: Good, register: str, said: dict[str, str], date: str
) -> None:
    (problem,) = check_file(drop(register, good(register, **said, **{date: None})))
    assert (problem.code, problem.column) == (Reason.DATE_MISSING, table(register).column(date).header)
    (column,) = (table(register).column(name) for name in said)
    assert f"“{column.header}”" in problem.sentence("vi")


def test_what_is_not_done_needs_no_day(drop: Drop, good: Good) -> None:
    undone = good("press_requests", answer_number=None, answered_on=None)
    assert check_file(drop("press_requests", undone)) == []
    assert check_file(drop("plan_tasks", good("plan_tasks", finished_on=None))) == []


def test_two_notices_of_one_conference_are_one_conflict(drop: Drop, good: Good) -> None:
    first = good("press_conference_notices", notice_id="2026-17", answered_at="04/11/2026 10:00")
    second = good("press_conference_notices", notice_id="2026-17", answered_at="05/11/2026 10:00")
    assert [(p.row_number, p.code) for p in check_file(drop("press_conference_notices", first, second))] == [
        (3, Reason.CONFLICTING_ROW)
    ]


def test_a_notice_with_a_citizens_name_is_refused(home: Path, good: Good) -> None:
    path = home / "registers" / "press_conference_notices.csv"
    row = good("press_conference_notices")
    headers = [column.header for column in clerk_columns(table("press_conference_notices"))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([[*headers, "Họ và tên công dân"], [*row.values(), "Ông Nguyễn Văn Mẫu"]])
    problems = check_file(path)
    assert {problem.code for problem in problems} == {Fault.COLUMN_UNKNOWN}
    assert "Nguyễn Văn Mẫu" not in " ".join(str(problem) for problem in problems)


def test_a_name_in_a_cell_of_a_notice_is_shown_nowhere(home: Path, good: Good) -> None:
    path = home / "registers" / "press_conference_notices.csv"
    row = good("press_conference_notices")
    headers = [column.header for column in clerk_columns(table("press_conference_notices"))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        beyond = [*row.values(), "Ông Nguyễn Văn Mẫu"]
        csv.writer(stream).writerows([headers, [*(row | {"notice_id": "Ông Nguyễn Văn Mẫu"}).values()], beyond])
    problems = check_file(path)
    assert [(problem.row_number, problem.code) for problem in problems] == [
        (2, Reason.PATTERN_BROKEN), (3, Reason.ROW_TOO_LONG),
    ]  # fmt: skip
    assert "Nguyễn Văn Mẫu" not in " ".join(said for p in problems for said in (p.sentence("en"), p.sentence("vi")))


def test_a_sheet_of_a_unit_holds_its_office_and_its_words_and_no_person() -> None:
    names = [column.name for column in clerk_columns(table("portal_sheets"))]
    assert names == ["unit_id", "period", "document_number", "sheet_code", "remark", "sent_on", "remark_received_on"]
