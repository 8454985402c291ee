"""Topics are counted by kind of outlet, never by outlet."""

from include.reporting.model import Table
from include.reporting.sections.activity import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_topics_stand_in_vietnamese_the_most_frequent_first(reading: MakeReading) -> None:
    section = compose(reading())
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["Xã hội", "Giáo dục"]
    assert table.rows[0][1:] == (210, 210, 420)
    assert section.figures["classified_articles"] == 814


def test_the_section_says_that_topics_judge_nobody(reading: MakeReading) -> None:
    assert "không dùng làm căn cứ đánh giá" in words(compose(reading()))


def test_without_topics_it_says_so(reading: MakeReading) -> None:
    assert "Chưa có số liệu" in words(compose(reading(is_empty=True)))


def test_the_unsure_are_one_sentence_and_no_line_of_the_table(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures["unsure_articles"] == 154
    assert words(section).count("18,9% trong số đó chưa đủ chắc chắn") == 1
    assert "Chưa đủ chắc chắn" not in words(section)
