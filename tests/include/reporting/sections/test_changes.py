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


def test_a_text_that_begins_is_printed_with_who_read_it_when_and_where(reading: MakeReading) -> None:
    said = words(compose(reading(rpt_changes=[])))
    assert "Bắt đầu áp dụng" in said
    assert "theo điều khoản xử phạt tại điểm d khoản 1 Điều 45 Nghị định 174/2026/NĐ-CP" in said
    assert "Người lập danh mục quy tắc, ngày 27/11/2026, nguồn S-174" in said
    assert "không có thay đổi" not in said


def test_an_instrument_of_unknown_force_is_named_with_what_rests_on_it(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "chưa xác định được hiệu lực" in said
    assert "Công văn ngày 29/10/2019 của Bộ TT&TT: SRC-02." in said
