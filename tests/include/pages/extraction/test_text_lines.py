"""Lines of a text that are not the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.pages.extraction.text_lines import clean_lines, is_byline

FIRST = "Xe chạy từ năm giờ sáng tới chín giờ tối, cứ hai mươi phút có một chuyến."
SECOND = "Đơn vị vận hành dự kiến công bố giá vé chính thức sau tháng đầu tiên."


@pytest.mark.parametrize(
    "line",
    [
        ">> Đọc thêm: Bản đồ các bến đò vùng bãi mới nhất năm nay",
        "Xem thêm",
        "Tin liên quan",
        "Có thể bạn quan tâm",
        "Theo dõi Tin Lúa trên Google News",
        "Mời bạn đọc đón xem bản tin lúc mười chín giờ trên kênh YouTube của Tin Lúa.",
        "Quảng cáo",
        "Từ khóa: bến bãi, làng xóm",
        "Bạn cần đăng nhập tài khoản Lúa Sao để đọc tiếp nội dung này.",
        "Gói tháng 30.000 đồng, gói năm 300.000 đồng, hủy bất kỳ lúc nào.",
        "Nghe bài viết",
        "Chia sẻ diễn biến này",
        "Lượt xem: 1.530",
        "Đang tải",
        "Bản quyền thuộc Báo Lúa",
        "Bài và ảnh: Mẫu Văn Lúa",
        "Ảnh: Mẫu Ảnh",
        "Mẫu Lúa",
        "Nguyễn Văn An - Trần Thị Bích",
        "Theo Nguyễn Văn An",
    ],
)
def test_furniture_and_names_leave_the_text(line: str) -> None:
    assert clean_lines([FIRST, SECOND, line], None)[0] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Theo dõi tài khoản Facebook của nhóm này trong ba tháng, " + SECOND * 3,
        "Đọc lại bài thơ cũ, cụ già rơi nước mắt.",
        "Bản quyền phần mềm là vấn đề được hỏi nhiều nhất ở hội thảo.",
        "Gói năm nghìn tỷ đồng được giải ngân trong quý ba.",
        "Nội dung: xây cầu, mở đường và trồng cây dọc bờ kênh",
        "Theo TTXVN",
        "Theo Hàng Mẽ",
        "Nguồn: Báo Lúa Vàng",
        "Chủ đề của năm nay là nước sạch.",
    ],
)
def test_prose_and_credits_stay(line: str) -> None:
    assert line in clean_lines([FIRST, line, SECOND, line], None)[0]


def test_a_title_repeated_above_the_text_is_left_out() -> None:
    assert clean_lines(["Xóm Hạ khoan giếng chung", FIRST], "Xóm Hạ  khoan giếng CHUNG")[0] == [FIRST]


def test_the_name_of_a_photographer_leaves_a_caption() -> None:
    kept, _ = clean_lines(["Trạm cấp nước nhìn từ cầu, sáng 24/11. Ảnh: Mẫu Ảnh"], None)
    assert kept == ["Trạm cấp nước nhìn từ cầu, sáng 24/11"]


def test_a_name_between_paragraphs_may_be_a_heading_and_stays() -> None:
    lines = [FIRST, SECOND, FIRST, "Hà Nội", SECOND, FIRST, SECOND, FIRST]
    assert clean_lines(lines, None) == (lines, False)


def test_a_name_that_was_left_out_counts_as_a_byline() -> None:
    assert clean_lines([FIRST, "Mẫu Lúa"], None) == ([FIRST], True)
    assert not is_byline("Theo TTXVN")


@given(st.lists(st.text(max_size=120), max_size=6), st.none() | st.text(max_size=40))
def test_cleaning_only_shortens(lines: list[str], title: str | None) -> None:
    kept, _ = clean_lines(lines, title)
    assert sum(map(len, kept)) <= sum(map(len, lines))


@pytest.mark.parametrize("line", ["Theo Lê Thị Mẫu (Mai Vàng)", "Theo Trần Mẫu - Báo Mai Vàng", "Theo Đỗ Mẫu/Mai Vàng"])
def test_a_credit_that_names_a_person_before_the_agency_names_an_author(line: str) -> None:
    assert clean_lines([FIRST, SECOND, line], None)[1]
