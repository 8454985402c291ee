"""How one cell is read."""

import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.landing.contract import Column
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.values import (
    ValueProblem,
    is_blank,
    is_formula,
    read_boolean,
    read_date,
    read_integer,
    read_number,
    read_text,
    read_timestamp,
    reader,
)

NAIVE = datetime.fromisoformat("2026-11-05T08:30:00")  # as a spreadsheet gives it


def _column(**facts: Any) -> Column:
    return Column(**{"name": "x", "type": "string", "about": "x", **facts})


@pytest.mark.parametrize(
    "cell",
    ["05/11/2026", "5/11/2026", "05-11-2026", "05.11.2026", "2026-11-05", date(2026, 11, 5), NAIVE],
)
def test_dates_are_read_day_first(cell: object) -> None:
    assert read_date(cell) == date(2026, 11, 5)


@pytest.mark.parametrize("cell", ["31/02/2026", "11/25/2026", "5/11/26", "hôm qua", 46000, "05/11/0026", ""])
def test_what_is_no_date_is_refused(cell: object) -> None:
    with pytest.raises(ValueProblem) as wrong:
        read_date(cell)
    assert wrong.value.reason is Reason.DATE_UNREADABLE


@given(st.dates(date(1900, 1, 2), date(2200, 12, 31)))
def test_every_date_survives_being_written_by_a_clerk(day: date) -> None:
    assert read_date(f"{day.day:02d}/{day.month:02d}/{day.year}") == day


@pytest.mark.parametrize(
    "cell",
    [
        "05/11/2026 08:30",
        "5/11/2026 8h30",
        "2026-11-05T08:30:00+07:00",
        "2026-11-05 01:30:00Z",
        NAIVE,
    ],
)
def test_times_without_offset_are_local(cell: object) -> None:
    assert read_timestamp(cell) == datetime(2026, 11, 5, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["05/11/2026", "05/11/2026 25:00", "2026-11-05T08:30"[:10], "sáng nay"])
def test_what_is_no_instant_is_refused(cell: object) -> None:
    with pytest.raises(ValueProblem):
        read_timestamp(cell)


@pytest.mark.parametrize(
    ("cell", "number"), [(12, 12), (12.0, 12), ("12", 12), ("1.234.567", 1234567), ("12 000", 12000)]
)
def test_whole_numbers_may_group_their_thousands(cell: object, number: int) -> None:
    assert read_integer(cell) == number


@pytest.mark.parametrize("cell", [1.5, "1,5", "mười", True, "1.23", "12345678901234567890"])
def test_what_is_no_whole_number_is_refused(cell: object) -> None:
    with pytest.raises(ValueProblem):
        read_integer(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [(1.5, 1.5), ("1,5", 1.5), ("1.234,5", 1234.5), ("1.234.567", 1234567.0), ("60 %", 60.0), ("-2", -2.0)],
)
def test_decimals_stand_after_a_comma(cell: object, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", ["1.234", "một", "1,2,3", True, "1,"])
def test_a_number_that_could_be_two_is_refused(cell: object) -> None:
    with pytest.raises(ValueProblem) as wrong:
        read_number(cell)
    assert wrong.value.reason is Reason.NUMBER_UNREADABLE


@given(st.integers(-(10**15), 10**15))
def test_every_whole_number_survives_vietnamese_grouping(number: int) -> None:
    assert read_integer(f"{number:,}".replace(",", ".")) == number


@pytest.mark.parametrize(
    ("cell", "truth"), [("Có", True), ("x", True), (1, True), (True, True), ("KHÔNG", False), (0.0, False)]
)
def test_yes_and_no_are_read_in_vietnamese(cell: object, truth: bool) -> None:
    assert read_boolean(cell) is truth


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(ValueProblem) as wrong:
        read_boolean("có thể")
    assert wrong.value.reason is Reason.YES_NO_UNREADABLE


@pytest.mark.parametrize(
    "cell", ["B¸o §iÖn tö Hµ Néi", "®iÖn tö", "C«ng ty", "Së V¨n hãa", "c¬ quan", "Tªn b»ng tiÕng ViÖt"]
)
def test_text_for_old_fonts_is_refused(cell: str) -> None:
    with pytest.raises(ValueProblem) as wrong:
        read_text(cell)
    assert wrong.value.reason is Reason.LEGACY_FONT


@pytest.mark.parametrize(
    "cell",
    ["Công ty Sông Hồng®", "«Hà Nội»", "30 °C", "m² và m³", "5 µm", "© 2026", "Đống Đa · Hà Nội", "§ 5", "1½ trang",
     "Trường Đại học Thủy Lợi – cơ sở 2", "Đường Ỷ Lan", "Nguyễn Ð"],
)  # fmt: skip
def test_signs_that_people_write_are_no_old_fonts(cell: str) -> None:
    assert read_text(cell) == cell


@pytest.mark.parametrize("cell", ["a\0b", "Hà\0Nội", "\ud800", "x\x07", "#N/A", " #REF! ", "b\ufffdo"])
def test_what_no_store_could_keep_is_no_text(cell: str) -> None:
    with pytest.raises(ValueProblem) as wrong:
        read_text(cell)
    assert wrong.value.reason is Reason.TEXT_UNREADABLE
    assert wrong.value.value.encode()


def test_text_is_nfc_and_whole_numbers_lose_their_point() -> None:
    assert read_text(unicodedata.normalize("NFD", " Hà Nội\xa0")) == "Hà Nội"
    assert read_text(12.0) == "12"
    assert read_text(0.5) == "0.5"


@pytest.mark.parametrize("cell", ["Hà N\ufffdi", NAIVE])
def test_broken_letters_and_numbers_turned_into_dates_are_refused(cell: object) -> None:
    with pytest.raises(ValueProblem) as wrong:
        read_text(cell)
    assert wrong.value.reason is Reason.TEXT_UNREADABLE


def test_blanks_and_formulas_are_recognised() -> None:
    assert is_blank(None) and is_blank(" \xa0\u200b") and not is_blank(0)
    assert is_formula("=1+1") and not is_formula("1=1") and not is_formula(1)


def test_choices_are_read_by_word_or_code() -> None:
    read = reader(_column(choices=["online", "daily"], labels=["điện tử", "nhật báo"]))
    assert read("Điện tử") == read("online") == "online"
    with pytest.raises(ValueProblem, match="choice_unknown"):
        read("giấy")


def test_patterns_and_bounds_are_checked() -> None:
    assert reader(_column(pattern="^[a-z]+$"))("abc") == "abc"
    with pytest.raises(ValueProblem, match="pattern_broken"):
        reader(_column(pattern="^[a-z]+$"))("ABC")
    assert reader(_column(type="integer", minimum=0))(3) == 3
    with pytest.raises(ValueProblem, match="value_out_of_range"):
        reader(_column(type="number", maximum=100))("101")


@given(st.text(max_size=40))
@pytest.mark.parametrize("kind", ["string", "integer", "number", "boolean", "date", "timestamp"])
def test_no_text_crashes_a_reader(kind: str, cell: str) -> None:
    try:
        reader(_column(type=kind))(cell)
    except ValueProblem as wrong:
        assert wrong.reason in Reason
