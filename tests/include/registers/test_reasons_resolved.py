"""Every reason of registers is produced by a file, and resolved by people into the landing, with nothing lost."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from include.landing import store
from include.quarantine.actions import act
from include.quarantine.lifecycle import days_to_replay, overview
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.load import load_registers
from tests.include.registers.conftest import first_sheet

DAY, NEXT = date(2026, 11, 14), date(2026, 11, 15)
Good = Callable[..., dict[str, Any]]
Drop = Callable[..., Path]


@dataclass(frozen=True)
class Wrong:
    """A row that is quarantined, and the values that repair it; none when it can only be released or discarded."""

    register: str
    changed: dict[str, Any]
    repair: dict[str, str] | None = None
    is_released: bool = False
    beyond: str = ""


TWICE = {"licence_number": "9/GP", "outlet_id": "trang_khac"}
WRONG: dict[Reason, Wrong] = {
    Reason.VALUE_MISSING: Wrong("plans", {"title": None}, {"title": "Kế hoạch"}),
    Reason.FORMULA: Wrong("plans", {"title": "=1+1"}, {"title": "Kế hoạch"}),
    Reason.TEXT_UNREADABLE: Wrong("plans", {"title": "K\ufffd hoạch"}, {"title": "Kế hoạch"}),
    Reason.LEGACY_FONT: Wrong("plans", {"title": "KÕ ho¹ch"}, {"title": "Kế hoạch"}),
    Reason.DATE_UNREADABLE: Wrong("plans", {"issued_on": "31/02/2021"}, {"issued_on": "28/02/2021"}),
    Reason.NUMBER_UNREADABLE: Wrong("training_sessions", {"participants": "mười"}, {"participants": "10"}),
    Reason.YES_NO_UNREADABLE: Wrong("licences", {"is_city_owned": "có lẽ"}, {"is_city_owned": "không"}),
    Reason.CHOICE_UNKNOWN: Wrong("licences", {"kind": "báo in"}, {"kind": "báo điện tử"}),
    Reason.PATTERN_BROKEN: Wrong("plans", {"plan_id": "Mã số 1 !"}, {"plan_id": "kh_1"}),
    Reason.VALUE_OUT_OF_RANGE: Wrong("training_sessions", {"participants": "-3"}, {"participants": "3"}),
    Reason.ROW_TOO_LONG: Wrong("plans", {}, beyond="thừa"),
    Reason.DATES_REVERSED: Wrong("licences", {"valid_to": "01/01/2020"}, {"valid_to": "01/01/2030"}),
    Reason.DATE_MISSING: Wrong("plan_tasks", {"status": "hoàn thành"}, {"finished_on": "14/12/2026"}),
    Reason.DUPLICATE_ROW: Wrong("plans", {"plan_id": None}),
    Reason.CONFLICTING_ROW: Wrong("plans", {"plan_id": None, "title": "Khác"}, {"plan_id": "kh_2"}),
    Reason.DOMAIN_LICENSED_TWICE: Wrong("licences", TWICE, is_released=True),
    Reason.INDIVIDUAL_REFUSED: Wrong("licences", {"legal_form": "cá nhân"}),
    Reason.PERSON_NAMED: Wrong("attestations", {"attested_by": "Bà B"}, {"attested_by": "Văn thư"}),
    Reason.PRIVATE_ADDRESS: Wrong("recipients", {"work_address": "b@gmail.com"}, {"work_address": "vp@hanoi.gov.vn"}),
}
WHOLE = {Reason.HIDDEN_SHEET, Reason.FILE_REPEATED}
"""Reasons of whole sheets or files, which are fixed in the folder or discarded."""


def _drop(drop: Drop, good: Good, reason: Reason) -> Path:
    """Leave one good row and one wrong row of a register."""
    wrong = WRONG[reason]
    first = good(wrong.register)
    second = good(wrong.register) | wrong.changed
    if reason in (Reason.DUPLICATE_ROW, Reason.CONFLICTING_ROW):
        second["plan_id"] = first["plan_id"]
    elif wrong.register != "licences" or reason is not Reason.DOMAIN_LICENSED_TWICE:
        first |= {name: _other(name, value) for name, value in first.items()}
    path = drop(wrong.register, first, second)
    if wrong.beyond:
        book = openpyxl.load_workbook(path)
        first_sheet(book).cell(3, first_sheet(book).max_column + 2, wrong.beyond)
        book.save(path)
    return path


def _other(name: str, value: Any) -> Any:
    """Return another key for the good row, so that the two rows do not speak of one thing."""
    others = {
        "licence_number": "77/GP", "domains": "khac.example.vn", "plan_id": "khac", "session_id": "khac",
        "recipient_id": "khac", "complete_to": "01/01/2026", "task_id": "khac",
    }  # fmt: skip
    return others.get(name, value)


def _equation(counts: dict[str, Any]) -> bool:
    return bool(counts["rows"] == counts["landed"] + counts["quarantined"])


@pytest.mark.parametrize("reason", list(WRONG))
def test_each_fault_of_a_row_is_quarantined_under_its_reason(drop: Drop, good: Good, reason: Reason) -> None:
    _drop(drop, good, reason)
    counts = load_registers(DAY)
    assert (counts["rows"], counts["landed"], counts["quarantined"]) == (2, 1, 1)
    (record,) = overview(DAY)
    assert (record["reason"], record["owner"], record["state"]) == (reason, "clerk", "open")


@pytest.mark.parametrize("reason", list(WRONG))
def test_each_fault_of_a_row_is_released_repaired_or_discarded(drop: Drop, good: Good, reason: Reason) -> None:
    _drop(drop, good, reason)
    load_registers(DAY)
    (record,) = overview(DAY)
    wrong = WRONG[reason]
    action: Any = "release" if wrong.is_released else "repair" if wrong.repair else "discard"
    act(record["quarantine_id"], action, "Theo bản giấy.", actor="clerk", repair=wrong.repair)
    assert days_to_replay()["registers"] == ([] if action == "discard" else [DAY])
    counts = load_registers(DAY)
    assert _equation(counts)
    assert counts["landed"] == (1 if action == "discard" else 2)
    assert days_to_replay()["registers"] == []
    assert store.read(wrong.register, [DAY]).num_rows == counts["landed"]


@pytest.mark.parametrize("reason", list(WRONG))
def test_a_row_fixed_in_the_file_is_fixed_in_the_quarantine(drop: Drop, good: Good, reason: Reason) -> None:
    _drop(drop, good, reason)
    load_registers(DAY)
    drop(WRONG[reason].register, good(WRONG[reason].register))
    assert load_registers(NEXT)["quarantined"] == 0
    assert [row["state"] for row in overview(NEXT)] == ["fixed"]


@pytest.mark.parametrize("reason", sorted(WHOLE))
def test_a_whole_sheet_or_file_is_quarantined_and_discarded_or_fixed(drop: Drop, good: Good, reason: Reason) -> None:
    path = drop("plans", good("plans"))
    if reason is Reason.FILE_REPEATED:
        other = Path(shutil.copy(path, path.with_name("plans_2.xlsx")))
    else:
        book = openpyxl.load_workbook(path)
        hidden = book.copy_worksheet(first_sheet(book))
        hidden.title, hidden.sheet_state = "Kế hoạch (2)", "hidden"
        book.save(path)
        other = path
    counts = load_registers(DAY)
    assert (counts["rows"], counts["landed"], counts["sheets_quarantined"]) == (1, 1, 1)
    (record,) = overview(DAY)
    assert record["reason"] == reason
    act(record["quarantine_id"], "discard", "Bản cũ.", actor="clerk")
    assert [row["state"] for row in overview(DAY)] == ["discarded"]
    assert _equation(load_registers(DAY))
    other.unlink()
    drop("plans", good("plans"))
    assert load_registers(NEXT)["sheets_quarantined"] == 0
