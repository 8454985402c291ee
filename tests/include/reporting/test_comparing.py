"""Periods are compared over what is in both, and the comparison says over what."""

from typing import Any

from include.periods.report_period import ReportPeriod
from include.reporting.comparing import compare
from include.reporting.reading import Reading
from include.reporting.sections.comparisons import compose
from include.reporting.summary import compared_line
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH
from tests.include.reporting.sections.conftest import words


def _reading(**marts: list[dict[str, Any]]) -> Reading:
    return Reading(ReportPeriod.parse("2026-11"), query_of(MONTH | marts))


def _new(reading: Reading) -> tuple[Any, Any]:
    found = {one.name: (one.now, one.then) for one in compare(reading, reading.before()).figures}
    return found["matters_new"]


def test_an_outlet_that_was_seen_badly_in_either_period_is_left_out() -> None:
    comparison = compare(_reading(), _reading().before())
    assert comparison.outlets == 2
    badly = [row | {"observed_share": 0.1} if row["outlet_id"] == "trang_hai" else row for row in MONTH["fct_coverage"]]
    assert _new(_reading()) == (3, 1)
    assert _new(_reading(fct_coverage=badly)) == (1, 1)


def test_an_outlet_that_joined_since_is_left_out() -> None:
    joined = [row for row in MONTH["fct_coverage"] if row["outlet_id"] != "trang_hai" or row["day"] > "2026-10"]
    assert _new(_reading(fct_coverage=joined)) == (1, 1)


def test_a_rule_whose_text_changed_between_the_periods_is_left_out() -> None:
    changed = [
        row | {"effective_from": "2026-10-15"} if row["rule_id"] == "source_credit" else row
        for row in MONTH["dim_rule_versions"]
    ]
    assert _new(_reading(dim_rule_versions=changed)) == (1, 1)


def test_without_an_outlet_in_both_periods_nothing_is_compared() -> None:
    reading = _reading()
    comparison = compare(reading, reading.year_before())
    assert not comparison.is_possible
    assert comparison.figures == ()
    assert compare(reading, None).figures == ()
    assert compared_line("So với cùng kỳ năm trước", comparison, ("matters_new",)) == (
        "So với cùng kỳ năm trước (tháng 11 năm 2025): chưa có số liệu để so sánh."
    )


def test_the_section_says_over_what_it_compares() -> None:
    said = words(compose(_reading()))
    assert "chỉ so sánh 2 đơn vị được quan sát đủ ở cả hai kỳ và 4 phiên bản quy định" in said
    assert "tăng 2" in said
    assert "tháng 11 năm 2025): không có đơn vị hoặc quy định nào" in said


def test_a_year_before_ends_in_the_month_of_the_same_name() -> None:
    assert ReportPeriod.parse("2026-Q1").year_before().period_id == "2025-Q1"
