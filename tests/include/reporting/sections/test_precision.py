"""How often a check is right is told only from enough decisions, with an interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.reporting.sections.precision import compose, wilson
from tests.include.reporting.sections.conftest import words


def _decided(confirmed: int, dismissed: int) -> list[dict[str, object]]:
    return [{"rule_id": "r", "title_vi": "Ghi nguồn tin", "confirmed": confirmed, "dismissed": dismissed}]


def test_below_thirty_decisions_nothing_is_measured(reading) -> None:
    said = words(compose(reading(rpt_precision=_decided(28, 1))))
    assert "chưa đo được trên dữ liệu thật" in said
    assert "khoảng tin cậy" not in said


def test_from_thirty_decisions_on_the_precision_stands_with_its_interval(reading) -> None:
    assert "90,0% (khoảng tin cậy 95%: 74,4% – 96,5%)" in words(compose(reading(rpt_precision=_decided(27, 3))))


def test_without_any_decision_nothing_is_measured(reading) -> None:
    assert "chưa đo được trên dữ liệu thật" in words(compose(reading(is_empty=True)))


@given(right=st.integers(0, 200), wrong=st.integers(0, 200))
def test_the_interval_holds_the_share_and_stays_within_bounds(right: int, wrong: int) -> None:
    if right + wrong == 0:
        return
    low, high = wilson(right, right + wrong)
    assert 0 <= low <= high <= 1
    assert low - 1e-9 <= right / (right + wrong) <= high + 1e-9


def test_the_interval_is_the_textbooks() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
