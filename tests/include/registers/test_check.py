"""The check before delivery."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.check import check_file
from include.registers.problems import Fault

Good = Callable[..., dict[str, Any]]
Drop = Callable[..., Path]


def test_a_good_file_has_no_problem(drop: Drop, good: Good) -> None:
    assert check_file(drop("licences", good("licences"))) == []


def test_each_problem_has_its_place(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans"), good("plans", plan_id="b", issued_on="13/13/2021"), good("plans"))
    found = [(p.sheet, p.row_number, p.column, p.code) for p in check_file(path)]
    assert found == [
        ("Kế hoạch", 3, "Ngày ban hành", Reason.DATE_UNREADABLE),
        ("Kế hoạch", 4, "", Reason.DUPLICATE_ROW),
    ]


def test_a_csv_file_is_checked_alike(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans", title="=HYPERLINK()"), file_name="plans.csv")
    assert [(p.row_number, p.code) for p in check_file(path)] == [(2, Reason.FORMULA)]


def test_a_wrong_header_is_answered_with_every_fault(home: Path) -> None:
    path = home / "registers" / "plans.csv"
    path.write_text("Mã kế hoạch,zzz,qqq\n1,2,3\n", encoding="utf-8")
    codes = [problem.code for problem in check_file(path)]
    assert codes.count(Fault.COLUMN_UNKNOWN) == 2
    assert Fault.COLUMN_MISSING in codes


def test_a_renewal_that_overlaps_is_reported_as_advice(drop: Drop, good: Good) -> None:
    path = drop(
        "licences",
        good("licences"),
        good("licences", licence_number="13/GP", issued_on="01/01/2027", valid_to="31/12/2031"),
    )
    (problem,) = check_file(path)
    assert problem.is_advice
    assert "songhong.example.vn" in problem.sentence("vi")


def test_macros_are_told_and_never_run(drop: Drop, good: Good) -> None:
    path = drop("plans", good("plans"))
    macros = path.rename(path.with_suffix(".xlsm"))
    assert [problem.code for problem in check_file(macros)] == ["macros_ignored"]
