"""What Great Expectations answers."""

import pandas
import pytest

from include.quarantine.reasons import QuarantineReason as Reason
from include.validation.expectations import check_rows
from include.validation.suite import RowExpectation

FRAME = pandas.DataFrame(
    {"kind": ["a", "b", None, "a"], "size": [1.0, 5.0, None, 9.0], "id": ["1", "2", "3", "3"]}, index=[9, 9, 9, 9]
)


def _failed(**facts: object) -> tuple[int, ...]:
    expectation = RowExpectation.model_validate({"reason": Reason.OUTSIDE_CONTRACT, "why": "x", **facts})
    return check_rows(FRAME, [expectation], {"outlets": ["a"]})[0].failed


@pytest.mark.parametrize(
    ("facts", "failed"),
    [
        ({"column": "kind", "is_required": True}, (2,)),
        ({"column": "size", "minimum": 2}, (0,)),
        ({"column": "size", "minimum": 2, "maximum": 8}, (0, 3)),
        ({"column": "kind", "choices": ["a"]}, (1,)),
        ({"column": "kind", "known": "outlets"}, (1,)),
        ({"column": "kind", "pattern": "^a$"}, (1,)),
        ({"column": "id", "unique_with": []}, (2, 3)),
        ({"column": "id", "unique_with": ["kind"]}, ()),
        ({"column": "size", "is_required": True, "minimum": 2}, (0, 2)),
    ],
)
def test_rows_that_fail_are_named_by_position(facts: dict[str, object], failed: tuple[int, ...]) -> None:
    assert _failed(**facts) == failed


def test_nothing_fails_where_there_is_nothing() -> None:
    expectation = RowExpectation(reason=Reason.OUTSIDE_CONTRACT, column="kind", is_required=True, why="x")
    assert check_rows(FRAME.head(0), [expectation])[0].failed == ()
    assert check_rows(FRAME, []) == []


def test_what_could_not_be_checked_is_no_success() -> None:
    with pytest.raises(RuntimeError, match="could not be checked"):
        _failed(column="missing", is_required=True)
