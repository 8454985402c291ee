"""The city's units and their history."""

from datetime import date

from include.classification.places.gazetteer import by_name, elsewhere, is_surname, needs_kind, spelling, units, version


def test_there_are_thirty_districts_before_the_reform_and_126_communes_and_wards_after() -> None:
    before = [unit for unit in units() if unit.exists_on(date(2025, 6, 30))]
    after = [unit for unit in units() if unit.exists_on(date(2025, 7, 1))]
    assert len(before) == 30
    assert {unit.kind for unit in before} == {"quận", "huyện", "thị xã"}
    assert [sum(unit.kind == kind for unit in after) for kind in ("phường", "xã")] == [51, 75]


def test_each_name_is_one_unit_on_a_day() -> None:
    for day in (date(2025, 6, 30), date(2025, 7, 1)):
        assert all(len(found) == 1 for found in by_name(day).values())


def test_both_ways_of_placing_a_tone_are_one_spelling_of_the_same_length() -> None:
    for given, plain in (("Hoà Lạc", "Hòa Lạc"), ("HOÀ", "HÒA"), ("Thuỷ", "Thủy"), ("Hoàn Kiếm", "Hoàn Kiếm")):
        assert spelling(given) == plain
        assert len(spelling(given)) == len(given)


def test_what_a_name_may_also_be_is_declared() -> None:
    assert needs_kind("Bạch Mai") and not needs_kind("Cầu Giấy")
    assert "Nghệ An" in elsewhere() and "Hà Nội" not in elsewhere()
    assert is_surname("Nguyễn") and not is_surname("phường")


def test_the_version_names_the_files() -> None:
    assert version().startswith("gazetteer-2-")
