"""A check's precision is printed only from enough decisions, with an interval."""

from typing import Any

from include.reporting.model import Table
from include.reporting.sections.precision import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def _decided(confirmed: int, dismissed: int, *shares: float) -> list[dict[str, Any]]:
    """Return a row as the mart has it: without shares where the decisions are too few."""
    counted = {"rule_id": "r", "title_vi": "Ghi nguồn tin", "confirmed": 9 * confirmed, "dismissed": dismissed,
               "decided_matters": confirmed + dismissed}  # fmt: skip
    measured = shares or (None, None, None)
    return [counted | dict(zip(("precision_share", "precision_low", "precision_high"), measured, strict=True))]


def test_below_thirty_decisions_nothing_is_measured(reading: MakeReading) -> None:
    said = words(compose(reading(rpt_precision=_decided(28, 1))))
    assert "chưa đo được trên dữ liệu thật" in said
    assert "khoảng tin cậy" not in said


def test_what_is_counted_is_matters_whatever_their_days(reading: MakeReading) -> None:
    section = compose(reading(rpt_precision=_decided(27, 4, 0.87, 0.71, 0.95)))
    said = words(section)
    assert "Số vụ việc đã có quyết định" in said
    assert "Mỗi vụ việc được tính một lần, không phụ thuộc số ngày kéo dài" in said
    assert [block.rows for block in section.blocks if isinstance(block, Table)] == [
        (("Ghi nguồn tin", 31, "87,0% (khoảng tin cậy 95%: 71,0% – 95,0%)"),)
    ]


def test_from_thirty_decisions_on_the_precision_stands_with_its_interval(reading: MakeReading) -> None:
    assert "90,0% (khoảng tin cậy 95%: 74,4% – 96,5%)" in words(
        compose(reading(rpt_precision=_decided(27, 3, 0.9, 0.744, 0.965)))
    )


def test_without_any_decision_nothing_is_measured(reading: MakeReading) -> None:
    assert "chưa đo được trên dữ liệu thật" in words(compose(reading(is_empty=True)))


def test_a_period_of_one_version_of_each_classifier_says_nothing_of_versions(reading: MakeReading) -> None:
    assert "phiên bản" not in words(compose(reading()))


def test_a_period_that_holds_two_versions_of_a_classifier_says_so(reading: MakeReading) -> None:
    rows = [{"classification": name, "classifier_version": v, "articles": 3}
            for name, v in (("topics", "a"), ("topics", "b"), ("reprints", "a"))]  # fmt: skip
    for decisions in (_decided(28, 1), _decided(27, 3, 0.9, 0.744, 0.965)):
        said = words(compose(reading(rpt_classifier_versions=rows, rpt_precision=decisions)))
        assert "Chủ đề tin, bài trong kỳ do 2 phiên bản" in said
        assert "Việc đăng lại" not in said
