"""Which register a sheet is, and what stands in its columns."""

from collections.abc import Sequence

import pytest

from include.landing.contract import table
from include.registers.declaration import clerk_columns
from include.registers.headers import is_guide, read_header, recognise
from include.registers.problems import Fault, UnreadableError
from include.registers.sheets import Sheet

PLANS = [column.header for column in clerk_columns(table("plans"))]


def _sheet(header: Sequence[object], name: str = "Sheet1") -> Sheet:
    return Sheet("so.xlsx", name, False, lambda: iter([(1, header)]))


def _faults(header: Sequence[object]) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableError) as wrong:
        read_header(_sheet(header), table("plans"))
    return [(problem.code, problem.column) for problem in wrong.value.problems]


def test_columns_may_stand_in_any_order_and_case() -> None:
    read = read_header(_sheet([header.upper() for header in reversed(PLANS)]), table("plans"))
    assert [column.header for column in read.columns] == PLANS[::-1]


def test_optional_columns_may_be_left_out() -> None:
    assert len(read_header(_sheet(PLANS[:-1]), table("plans")).columns) == len(PLANS) - 1


def test_a_renamed_column_is_named_with_the_likely_one() -> None:
    with pytest.raises(UnreadableError, match="“Mã kế hoạch” may be meant") as wrong:
        read_header(_sheet(["Mã số kế hoạch", *PLANS[1:]]), table("plans"))
    assert len(wrong.value.problems) == 1  # the column is renamed, not missing too


def test_a_missing_required_column_is_named() -> None:
    assert _faults(PLANS[1:]) == [(Fault.COLUMN_MISSING, "Mã kế hoạch")]


def test_a_merged_header_is_named_by_its_letter() -> None:
    assert (Fault.HEADER_MERGED, "B") in _faults([PLANS[0], None, *PLANS[2:]])


@pytest.mark.parametrize("first", [["SỔ KẾ HOẠCH NĂM 2026"], [], ["SỔ KẾ HOẠCH", None, None, "x"]])
def test_a_title_above_the_header_is_named_with_the_row_of_the_header(first: list[object]) -> None:
    sheet = Sheet("so.xlsx", "Sheet1", False, lambda: iter([(1, first), (3, PLANS)]))
    with pytest.raises(UnreadableError, match="the header stands in row 3") as wrong:
        read_header(sheet, table("plans"))
    assert len(wrong.value.problems) == 1


def test_a_sheet_of_notes_is_one_problem() -> None:
    assert _faults(["Gọi lại sau", "12"]) == [(Fault.HEADER_MISSING, "")]


def test_a_column_of_no_register_is_refused() -> None:
    assert _faults([*PLANS, "zzz"]) == [(Fault.COLUMN_UNKNOWN, "zzz")]


def test_a_column_that_stands_there_twice_is_refused() -> None:
    assert _faults([*PLANS, PLANS[0]]) == [(Fault.COLUMN_TWICE, PLANS[0])]


def test_a_header_in_another_character_set_is_refused() -> None:
    assert _faults(["M\ufffd k\ufffd ho\ufffdch", *PLANS[1:]]) == [(Fault.HEADER_UNREADABLE, "")]


def test_a_header_for_old_fonts_is_one_problem() -> None:
    assert _faults(["M· kÕ ho¹ch", "Tªn kÕ ho¹ch", *PLANS[2:]]) == [(Fault.HEADER_LEGACY_FONT, "")]


@pytest.mark.parametrize(
    ("header", "fault"), [("T\ufffdn", Fault.HEADER_UNREADABLE), ("Sè giÊy phÐp c¬ quan", Fault.HEADER_LEGACY_FONT)]
)
def test_another_character_set_is_named_before_the_file_name_is_blamed(header: str, fault: Fault) -> None:
    with pytest.raises(UnreadableError) as wrong:
        recognise(_sheet([header]), "tệp của tôi")
    assert [problem.code for problem in wrong.value.problems] == [fault]


def test_an_empty_sheet_has_no_header() -> None:
    assert _faults([]) == [(Fault.HEADER_MISSING, "")]


def test_the_sheet_name_wins_over_the_file_name() -> None:
    assert recognise(_sheet([], "Họp báo"), "licences").table == "press_conferences"


def test_the_file_name_says_which_register_it_is() -> None:
    assert recognise(_sheet([]), "licences_2026").table == "licences"


def test_a_complete_header_says_which_register_it_is() -> None:
    assert recognise(_sheet(PLANS), "tệp của tôi").table == "plans"


def test_what_cannot_be_recognised_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"Name the file after its register"):
        recognise(_sheet(["a", "b"]), "tệp của tôi")


def test_the_guide_of_a_template_is_no_register() -> None:
    assert is_guide(_sheet([], "Hướng dẫn"))
    assert not is_guide(_sheet([], "Kế hoạch"))
