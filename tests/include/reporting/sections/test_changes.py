"""Whatever was switched or altered is printed."""

from include.reporting.sections.changes import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_every_change_is_a_line(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures == {"changes": 2}
    assert "Tắt theo dõi" in words(section)
    assert "Phiên bản nội dung quy định" in words(section)


def test_a_period_without_changes_says_so(reading: MakeReading) -> None:
    assert "không có thay đổi" in words(compose(reading(is_empty=True)))
