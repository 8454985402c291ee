"""Names of persons and of press outlets."""

import pytest

from include.observing import words
from include.observing.words import fold, is_known, is_no_source, is_person, is_press_like


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "Trần Thị Bình", "Nhà báo Lê Hoa", "PV Minh", "ThS. Đỗ An"])
def test_persons_are_told_by_family_name_or_title(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["VnExpress", "Báo Lao Động", "Lao Động", "Hà Nội Mới Online", "Tiền Phong", "vnexpress.net"]
)
def test_outlets_are_no_persons(name: str) -> None:
    assert not is_person(name)


def test_outlets_are_known_with_and_without_the_word_for_newspaper() -> None:
    assert is_known("báo TUỔI TRẺ")
    assert is_known("Nhịp Phố", frozenset({"Nhịp phố"}))
    assert not is_known("Nhịp Phố")
    assert is_press_like("Tạp chí Kiến trúc")


def test_the_names_of_all_outlets_are_folded_once_for_all_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def counted(text: str) -> str:
        folded.append(text)
        return fold(text)

    names, lines = frozenset(f"Trang thử {number}" for number in range(1000)), 50
    words.known_names()  # read once a process, by whichever test asks first
    monkeypatch.setattr(words, "fold", counted)
    assert [is_known(f"Trang thử {number}", names) for number in range(lines)] == [True] * lines
    assert len(folded) <= len(names) + lines


def test_the_internet_is_no_source() -> None:
    assert is_no_source(" Sưu tầm. ")
    assert not is_no_source("VTV")


def test_folding_composes() -> None:
    assert fold("HA\u0300  Nội") == "hà nội"
