"""The city measures its own reach: by kind of outlet, and nobody who did not carry a release is listed."""

from typing import Any

from include.reporting.model import Table
from include.reporting.sections.releases import compose
from tests.include.reporting.sections.conftest import MakeReading, words

CARRIED: dict[str, Any] = {
    "articles": 2, "containment_max": 0.9, "delay_minutes_min": 30.0, "units_named": 4, "units_reached": 1,
    "issued_at": "2026-11-01 01:00:00+00:00", "title": "Thông báo nghỉ lễ",
}  # fmt: skip
RELEASES: list[dict[str, Any]] = [
    {**CARRIED, "release_id": "r1", "kind": "newspaper"},
    {
        **CARRIED,
        "release_id": "r2",
        "kind": "newspaper",
        "articles": 1,
        "containment_max": 1.0,
        "delay_minutes_min": 90.0,
    },
    {**CARRIED, "release_id": "r1", "kind": "portal", "articles": 1},
    {
        "release_id": "r3",
        "kind": None,
        "articles": 0,
        "issued_at": "2026-11-02 01:00:00+00:00",
        "title": "Không ai đăng",
    },
    {**CARRIED, "release_id": "r4", "kind": "portal", "issued_at": "2026-11-14 17:00:00+00:00"},
]


def test_reach_speed_and_completeness_are_counted_by_kind_of_outlet(reading: MakeReading) -> None:
    section = compose(reading(fct_releases=RELEASES))
    assert section.figures == {"releases": 3, "releases_carried": 2, "release_articles": 4}
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    newspaper, portal = table.rows
    assert newspaper == ("Báo điện tử", 2, 3, 30, 60, 0.95, 0.25)
    assert portal[1:] == (1, 1, 30, 30, 0.9, 0.25)


def test_a_release_of_the_next_local_day_belongs_to_the_next_period(reading: MakeReading) -> None:
    assert compose(reading(fct_releases=RELEASES[-1:])).figures["releases"] == 0


def test_no_release_is_listed_as_not_carried_and_no_outlet_is_named(reading: MakeReading) -> None:
    said = words(compose(reading(fct_releases=RELEASES)))
    assert "Không ai đăng" not in said
    assert "không thống kê đơn vị nào đăng hay không đăng" in said


def test_without_a_release_the_register_is_said_to_hold_none(reading: MakeReading) -> None:
    assert "chưa có thông tin chính thức nào" in words(compose(reading(fct_releases=[])))
