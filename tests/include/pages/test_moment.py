"""Parts of a date as an instant."""

from datetime import UTC, datetime, timedelta

import pytest

from include.pages.moment import build, hour_of, year_of, zone_of


@pytest.mark.parametrize(
    ("text", "hours"), [("Z", 0), ("GMT+7", 7), ("UTC +07:00", 7), ("ict", 7), ("-0500", -5), ("x", None)]
)
def test_a_zone_is_a_name_or_an_offset(text: str, hours: int | None) -> None:
    zone = zone_of(text)
    offset = zone.utcoffset(None) if zone else None
    assert offset == (None if hours is None else timedelta(hours=hours))


def test_a_day_lies_around_local_noon_and_a_minute_around_itself() -> None:
    day, minute = build((2026, 11, 24), None, None), build((2026, 11, 24), (7, 30, None), None)
    assert day is not None and minute is not None
    assert (day.earliest, day.latest) == (
        datetime(2026, 11, 23, 17, tzinfo=UTC),
        datetime(2026, 11, 24, 17, tzinfo=UTC),
    )
    assert minute.latest - minute.earliest == timedelta(minutes=1)


def test_years_before_the_web_and_days_that_are_not_give_nothing() -> None:
    assert [build(day, None, None) for day in ((1970, 1, 1), (1, 1, 1), (2026, 2, 30))] == [None, None, None]


def test_half_days_and_short_years_are_completed() -> None:
    assert [hour_of(7, "CH"), hour_of(12, "sa"), hour_of(12, "pm"), year_of("26"), year_of("99")] == [
        19,
        0,
        12,
        2026,
        1999,
    ]
