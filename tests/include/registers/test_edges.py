"""What a clerk may write wrongly of dates, notices and persons has one clear answer each."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def test_a_sheet_of_a_unit_holds_its_office_and_its_words_and_no_person() -> None:
    names = [column.name for column in clerk_columns(table("portal_sheets"))]
    assert names == ["unit_id", "period", "document_number", "sheet_code", "remark", "sent_on", "remark_received_on"]
