"""How rows of one register are compared."""

from datetime import date
from typing import Any

from include.landing.contract import table
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.conflicts import Conflicts, Overlap
from include.registers.problems import Place

FIRST, SECOND = Place("so.xlsx", "csv", 2), Place("so.xlsx", "csv", 3)


def _licence(**changed: Any) -> dict[str, Any]:
    row = {
        "licence_number": "1/GP", "outlet_id": "trang_a", "domains": "a.example.vn", "issued_on": date(2022, 1, 1),
        "valid_to": date(2027, 1, 1), "closed_on": None,
    }  # fmt: skip
    return row | changed


def test_the_same_row_again_is_a_duplicate_and_names_the_first() -> None:
    conflicts = Conflicts(table("licences"))
    assert conflicts.check(_licence(), FIRST) == (None, None)
    problem, _ = conflicts.check(_licence(), SECOND)
    assert problem is not None
    assert (problem.reason, problem.other) == (Reason.DUPLICATE_ROW, FIRST)


def test_the_same_number_with_other_content_is_a_conflict() -> None:
    conflicts = Conflicts(table("licences"))
    conflicts.check(_licence(), FIRST)
    problem, _ = conflicts.check(_licence(valid_to=date(2028, 1, 1)), SECOND)
    assert problem is not None
    assert problem.reason is Reason.CONFLICTING_ROW


def test_a_renewal_that_overlaps_is_advice_alone() -> None:
    conflicts = Conflicts(table("licences"))
    conflicts.check(_licence(), FIRST)
    problem, advice = conflicts.check(_licence(licence_number="2/GP", issued_on=date(2026, 12, 1)), SECOND)
    assert problem is None
    assert advice == Overlap("a.example.vn", FIRST)


def test_a_domain_licensed_to_two_outlets_at_a_time_is_refused() -> None:
    conflicts = Conflicts(table("licences"))
    conflicts.check(_licence(), FIRST)
    problem, _ = conflicts.check(
        _licence(licence_number="2/GP", outlet_id="trang_b", domains="b.example.vn A.example.vn"), SECOND
    )
    assert problem is not None
    assert problem.reason is Reason.DOMAIN_LICENSED_TWICE


def test_a_domain_may_pass_to_another_outlet_after_the_first_closed() -> None:
    conflicts = Conflicts(table("licences"))
    conflicts.check(_licence(closed_on=date(2024, 5, 1)), FIRST)
    later = _licence(licence_number="2/GP", outlet_id="trang_b", issued_on=date(2024, 6, 1))
    assert conflicts.check(later, SECOND) == (None, None)


def test_registers_without_domains_are_compared_by_key_alone() -> None:
    conflicts = Conflicts(table("plans"))
    assert conflicts.check({"plan_id": "a"}, FIRST) == (None, None)
    assert conflicts.check({"plan_id": "b"}, SECOND) == (None, None)
