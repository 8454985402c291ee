"""The reader sees the gaps before any result."""

from include.reporting.sections.coverage import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_shares_are_weighed_by_outlet_days(reading: MakeReading) -> None:
    figures = compose(reading()).figures
    assert figures["observed_share"] == round((0.975 * 124 + 0.99 * 62 + 0.8 * 93) / 279, 6)
    assert (figures["outlets"], figures["city_outlets"], figures["landed"]) == (9, 6, 1600)


def test_what_could_not_be_measured_is_said_with_its_cause(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "Sổ quản lý chưa được xác nhận đầy đủ" in said
    assert "không tính là thiếu sót của đơn vị" in said


def test_without_data_the_report_says_that_it_can_judge_nothing(reading: MakeReading) -> None:
    assert "chưa thu thập được dữ liệu nào" in words(compose(reading(is_empty=True)))


def test_no_outlet_is_named(reading: MakeReading) -> None:
    rows = [{"cause": "too_slow", "outlets": 1, "outlet_days": 4, "outlet_name": "Trang Sông Hồng"}]
    assert "Sông Hồng" not in words(compose(reading(rpt_coverage_causes=rows)))
