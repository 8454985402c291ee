"""Matters are counted once, days are explained where they stand, and nobody is accused."""

from include.reporting.model import Paragraph, Table
from include.reporting.sections.compliance import compose
from tests.include.reporting.sections.conftest import MakeReading, words

SIGNAL = {
    "rule_id": "self_label_shown", "rule_version_id": "self_label_shown@2022-07-22", "title_vi": "Nhãn tự giới thiệu",
    "jurisdiction": "city", "strength": "signal", "provision": "", "instrument": "Quyết định 1418/QĐ-BTTTT",
    "outlets": 2, "candidates": 7, "matters": 7, "confirmed": 0, "dismissed": 0,
}  # fmt: skip


def test_outlets_licensed_by_ministries_are_context_alone(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures["matters_open"] == 3
    assert section.figures["matters_ministry"] == 1
    assert "chỉ được nêu để tham chiếu" in words(section)


def test_signals_are_shown_summed_up_alone(reading: MakeReading) -> None:
    said = words(compose(reading(rpt_candidates=[SIGNAL])))
    assert "7 lượt" in said
    assert "Nhãn tự giới thiệu" not in said


def test_days_in_a_row_are_one_matter(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures["matters_new"] == 3
    assert "đầu kỳ 1 + mới 3 − kết thúc 1 = cuối kỳ 3 vụ việc, tại 2 đơn vị" in words(section)
    assert "đã khắc phục 1" in words(section)


def test_days_are_explained_where_they_stand(reading: MakeReading) -> None:
    blocks = compose(reading()).blocks
    (place,) = (n for n, block in enumerate(blocks) if isinstance(block, Table) and "đơn vị - ngày" in block.title)
    before = blocks[place - 1]
    assert isinstance(before, Paragraph)
    assert "không phải số vụ việc" in before.text


def test_a_rule_that_concerns_nobody_is_counted_and_not_listed(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "Nhãn nội dung do trí tuệ nhân tạo tạo" not in said
    assert "1 nội dung quy định khác không thuộc diện áp dụng" in said


def test_statuses_are_worded_as_the_design_says(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "Có dấu hiệu chưa đáp ứng" in said
    assert "vi phạm" not in said.lower()


def test_rules_of_which_nothing_was_observed_are_counted_and_named(reading: MakeReading) -> None:
    rows = [
        {"rule_id": title, "title_vi": title, "jurisdiction": jurisdiction, "strength": "duty", "status": status,
         "verdicts": 3, "outlets": 1}
        for title, jurisdiction, status in (
            ("Ghi nguồn", "city", "not_observed"), ("Ghi nguồn", "city", "not_applicable"),
            ("Trang chủ", "city", "not_observed"), ("Trang chủ", "city", "met"),
            ("Bình luận", "ministry", "not_observed"),
        )
    ]  # fmt: skip
    section = compose(reading(rpt_verdicts=rows))
    assert "1 nội dung quy định không đánh giá được đối với đơn vị nào trong kỳ do không quan sát được: Ghi nguồn." in (
        words(section)
    )
    assert section.figures["city_rules_not_judged"] == 1
    assert compose(reading()).figures["city_rules_not_judged"] == 0
