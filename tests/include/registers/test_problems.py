"""What is said about a wrong register."""

import string
from dataclasses import replace

import pytest

from include.quarantine.reasons import QuarantineReason
from include.registers.problems import ADVICE, Fault, Place, Problem, UnreadableError, wording

PROBLEM = Problem("so.xlsx", "Giấy phép", 7, "Ngày cấp", QuarantineReason.DATE_UNREADABLE, "31/02/2022", "dd/mm/yyyy")
KEYS = {"what_en", "hint_en", "what_vi", "hint_vi"}


def test_a_problem_names_file_sheet_row_column_value_and_fix() -> None:
    assert PROBLEM.sentence() == "so.xlsx, sheet Giấy phép, row 7, column “Ngày cấp”: “31/02/2022” is not a date."
    assert PROBLEM.hint() == "Write it as dd/mm/yyyy."


def test_the_same_problem_is_said_in_vietnamese() -> None:
    assert PROBLEM.sentence("vi").startswith(
        "so.xlsx, trang Giấy phép, dòng 7, cột “Ngày cấp”: “31/02/2022” không phải"
    )
    assert PROBLEM.hint("vi") == "Ghi theo mẫu dd/mm/yyyy."


def test_a_row_for_programs_holds_place_and_words() -> None:
    row = PROBLEM.as_row("vi")
    assert (row["row_number"], row["code"], row["hint"]) == (7, "date_unreadable", "Ghi theo mẫu dd/mm/yyyy.")


def test_another_place_is_said_in_the_same_language() -> None:
    twice = replace(PROBLEM, code=QuarantineReason.DUPLICATE_ROW, other=Place("so.xlsx", "Giấy phép", 2))
    assert "same as so.xlsx, sheet Giấy phép, row 2" in twice.sentence()
    assert "trùng với so.xlsx, trang Giấy phép, dòng 2" in twice.sentence("vi")
    assert Place("so.csv", "csv", 3).words() == "so.csv, row 3"


def test_a_long_value_is_cut() -> None:
    assert len(replace(PROBLEM, value="x" * 500).sentence()) < 200


@pytest.mark.parametrize("code", sorted(wording()))
def test_every_wording_has_both_languages_and_known_places(code: str) -> None:
    words = wording()[code]
    assert set(words) == KEYS
    for text in words.values():
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= {"value", "detail", "other"}


def test_every_fault_and_every_reason_of_registers_is_worded() -> None:
    reasons = list(QuarantineReason)
    of_registers = set(reasons[reasons.index(QuarantineReason.VALUE_MISSING) :])
    assert {*Fault, *of_registers, *ADVICE} == set(wording())


def test_advice_is_no_fault() -> None:
    assert replace(PROBLEM, code="licences_overlap").is_advice
    assert not PROBLEM.is_advice


def test_an_unreadable_file_speaks_of_its_first_problem() -> None:
    error = UnreadableError([Problem("so.xlsx", "", 1, "", Fault.HEADER_MISSING, detail="Kế hoạch"), PROBLEM])
    assert "row 1 holds no header" in str(error)
    assert "Fix: Write the column names" in str(error)
    assert len(error.problems) == 2
