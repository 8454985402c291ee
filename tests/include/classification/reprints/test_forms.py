"""Forms filled in again are no reprints."""

import re

import pytest

from include.classification.reprints.pairs import find_pairs
from tests.include.classification.landed import words

FORECAST = (
    "Dự báo đêm nay và ngày mai ở các quận phía tây: nhiều mây, đêm có mưa vài nơi, gió nhẹ. Nhiệt độ thấp nhất {} độ, "
    "cao nhất {} độ, độ ẩm trung bình khoảng {} phần trăm. Người dân ra đường buổi sớm nên mang áo mưa và đi chậm qua "
    "những đoạn ngập quen thuộc ở cửa ngõ thành phố."
)


def are_paired(left: str, right: str) -> bool:
    return bool(find_pairs([left, right], [None, None]))


def test_two_fillings_of_one_form_are_no_reprint() -> None:
    assert not are_paired(FORECAST.format(17, 24, 80), FORECAST.format(18, 26, 85))


def test_a_form_copied_with_its_figures_is_a_reprint() -> None:
    assert are_paired(FORECAST.format(17, 24, 80), FORECAST.format(17, 24, 80))


def test_one_figure_put_right_makes_no_form() -> None:
    assert are_paired(FORECAST.format(17, 24, 80), FORECAST.format(17, 24, 85))


def test_a_market_report_with_a_word_changed_beside_each_figure_is_a_form() -> None:
    report = (
        "Mở cửa sáng nay giá vàng của công ty thứ nhất được niêm yết ở mức {} nghìn đồng mỗi chỉ tại thành "
        "phố, {} so với phiên trước, trong khi giá vàng của công ty thứ hai được niêm yết ở mức {} nghìn đồng"
        " mỗi chỉ, {} so với phiên trước ở cả hai chiều mua vào và bán ra. Giá đô la tại ngân hàng lớn nhất "
        "đứng ở mức {} đồng, {} so với hôm qua, còn giá bạc trên sàn quốc tế ở mức {} đồng mỗi ounce, {} so "
        "với chốt phiên liền trước."
    )
    today = report.format(3625, "giảm", 3633, "giảm", 22410, "giảm", 17212, "giảm")
    assert not are_paired(today, report.format(3624, "tăng", 3632, "tăng", 22450, "tăng", 17310, "tăng"))
    assert are_paired(today, report.format(3624, "tăng", 3633, "tăng", 22410, "tăng", 17212, "tăng"))


def test_figures_among_many_other_changes_make_no_form() -> None:
    text = f"{words(1)} Có 12 hộ và 40 người. {words(2)} Tổng cộng 9 chuyến xe. {words(3)}"
    changed = re.sub(r"(\w+) (\w+)\.", r"khác hẳn.", text).replace("12", "13").replace("40", "41")
    assert are_paired(text, changed)


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200d"])
def test_invisible_characters_hide_no_reprint(hidden: str) -> None:
    text = words(4)
    hyphenated = re.sub(r"(\w)(\w)", rf"\1{hidden}\2", text)
    pair = find_pairs([text, hyphenated], [None, None])[0]
    assert pair.containment == 1.0
    for passage in pair.passages:
        right = hyphenated[passage.right_start : passage.right_end]
        assert right.replace(hidden, "") == text[passage.left_start : passage.left_end]
    assert sum(passage.left_end - passage.left_start for passage in pair.passages) > 0.9 * len(text)
