"""Units that a carried release speaks of."""

from datetime import UTC, datetime

from include.classification.places.gazetteer import version
from include.classification.places.release_places import release_place_rows
from include.classification.releases import Release, find_carriers
from tests.include.classification.landed import article, words

TEXT = f"Tại phường Hoàn Kiếm và phường Ba Đình, người dân phường Hoàn Kiếm được mời. {words(1)}"


def units(*official: Release, text: str = TEXT) -> list[tuple[str, str, int]]:
    """Return release, unit and mentions of the rows of what one article carries."""
    rows = release_place_rows(find_carriers(official, [article("a", "bao_a", text), article("b", "bao_b", text)]))
    assert all(row["classifier_version"] == version() and 0 < row["confidence"] <= 1 and row["snippet"] for row in rows)
    return [(row["release_id"], row["unit_id"], row["mentions"]) for row in rows]


def test_a_release_carried_twice_names_each_unit_once() -> None:
    found = units(Release("tt-1", TEXT, datetime(2026, 10, 15, 1, tzinfo=UTC)))
    assert found == [("tt-1", "phuong_ba_dinh", 1), ("tt-1", "phuong_hoan_kiem", 2)]


def test_a_release_that_nobody_carries_has_no_row() -> None:
    assert units(Release("tt-1", TEXT, datetime(2026, 10, 15, 1, tzinfo=UTC)), text=words(5)) == []


def test_units_are_those_of_the_local_day_of_issue() -> None:
    before, after = datetime(2025, 6, 30, 16, 59, tzinfo=UTC), datetime(2025, 6, 30, 17, tzinfo=UTC)
    assert units(Release("tt-1", TEXT, before)) == []
    assert len(units(Release("tt-1", TEXT, after))) == 2
