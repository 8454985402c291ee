"""Dates as outlets write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.pages.dates import find_moments, parse_moment

HALF_PAST_SEVEN = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thứ ba, 24/11/2026, 07:30 (GMT+7)",
        "Thứ Ba, ngày 24/11/2026 - 07:30",
        "24/11/2026 07:30",
        "07:30 24/11/2026",
        "07:30 | 24/11/2026",
        "24-11-2026 - 07:30 AM",
        "24.11.2026, 7h30",
        "7h30 ngày 24/11/2026",
        "7 giờ 30 phút, thứ Ba ngày 24/11/2026",
        "07:30, ngày 24 tháng 11 năm 2026",
        "24 tháng 11, 2026 07:30",
        "Cập nhật lúc 07:30 24/11/2026",
        "2026-11-24T07:30+07:00",
        "2026-11-24T00:30Z",
        "2026-11-24 07:30",
        "Tue, 24 Nov 2026 07:30 +0700",
        "24 Tháng Mười Một, 2026 07:30",
        "Tháng Mười Một 24, 2026 07:30",
        "Thứ Ba 24/11/26 07:30",
        "Nov 24, 2026 07:30",
        "November 24, 2026 at 7:30 AM",
        "24 November 2026, 07:30",
        "Mẫu Lúa • 24/11/2026 • 07:30",
        "24/11/2026 00:30 UTC",
        "00:30 UTC 24/11/2026",
        "07:30 (GMT+7) thứ Ba, 24/11/2026",
        "24/11/2026 - 07:30 (+07:00)",
        "24/11/2026 07:30 GMT+0700",
        "24/11/2026 lúc 7 giờ 30 phút",
        "2026/11/24 07:30",
    ],
)
def test_a_time_to_the_minute_is_read_in_every_form(text: str) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert (moment.instant, moment.precision, moment.uncertainty_minutes) == (HALF_PAST_SEVEN, "minute", 0.5)


@pytest.mark.parametrize("text", ["24/11/2026", "Ngày 24 tháng 11 năm 2026", "2026-11-24", "Nov 24, 2026"])
def test_a_day_alone_is_known_to_twelve_hours_around_local_noon(text: str) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert (moment.instant, moment.uncertainty_minutes) == (datetime(2026, 11, 24, 5, tzinfo=UTC), 720)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("Fri, 08 Feb 2019 16:56:21 +0700", datetime(2019, 2, 8, 9, 56, 21, tzinfo=UTC)),
        ("Fri, 15 Nov 1999 23:59:59 GMT", datetime(1999, 11, 15, 23, 59, 59, tzinfo=UTC)),
        ("Sun Jan  4 16:29:06 PST 2004", datetime(2004, 1, 5, 0, 29, 6, tzinfo=UTC)),
        ("2019-10-12T07:20:50.52Z", datetime(2019, 10, 12, 7, 20, 50, 520000, tzinfo=UTC)),
        ("24/11/2026 07:30:05 CH", datetime(2026, 11, 24, 12, 30, 5, tzinfo=UTC)),
        ("7:30:00 AM 24/11/2026", datetime(2026, 11, 24, 0, 30, tzinfo=UTC)),
        ("Tue Nov 24 2026 07:30:00 GMT+0700 (Indochina Time)", datetime(2026, 11, 24, 0, 30, tzinfo=UTC)),
        ("2026-11-24T07:30:00 07:00", datetime(2026, 11, 24, 0, 30, tzinfo=UTC)),
        ("/Date(1795480200000)/", datetime(2026, 11, 24, 0, 30, tzinfo=UTC)),
    ],
)
def test_machine_forms_keep_their_zone(text: str, instant: datetime) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert (moment.instant, moment.precision) == (instant, "second")


NO_DATES = ["", "32/11/2026", "24/13/2026", "24/11/2026 25:00", "hôm qua", "2026", "1/2", "9" * 300]
EMPTY_FIELDS = ["0001-01-01T00:00:00", "01/01/0001", "1970-01-01T00:00:00Z", "0000000000", "24/11/25 BC", "24/11/26"]


@pytest.mark.parametrize("text", NO_DATES + EMPTY_FIELDS)
def test_what_is_no_date_is_nothing(text: str) -> None:
    assert parse_moment(text) is None


def test_dates_are_found_in_running_text() -> None:
    text = "Nguồn: Báo A, 07:30 ngày 24/11/2026. Sửa ngày 25/11/2026."
    assert [text[start:end] for start, end, _ in find_moments(text)] == ["07:30 ngày 24/11/2026", "25/11/2026"]


def test_each_of_two_dates_keeps_its_own_clock() -> None:
    text = "Cập nhật 25/11/2026 lúc 10:00 | Đăng lúc 07:30 ngày 24/11/2026"
    found = [moment.instant for _, _, moment in find_moments(text)]
    assert found == [datetime(2026, 11, 25, 3, tzinfo=UTC), HALF_PAST_SEVEN]


@pytest.mark.parametrize("piece", ["1/1/", "24/11/2026 ", "24 tháng 11 ", "7:30 ", " ,", "nov 24 ", "thứ ba "])
def test_a_text_of_nothing_but_pieces_of_dates_is_read_in_linear_time(piece: str) -> None:
    assert len(find_moments(piece * 20_000)) <= 20_000


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    parse_moment(text)
    find_moments(text)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_written_in_iso_comes_back(instant: datetime) -> None:
    moment = parse_moment(instant.isoformat(timespec="microseconds"))
    assert moment is not None
    assert moment.instant == instant


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/12/2026 7:30:00 AM", None),
        ("24/11/2026 7:30:00 AM", 24),
        ("11/11/2026 7:30:00 PM", 11),
        ("11/12/2026 7:30 AM", 11),
        ("11/12/2026 07:30:00", 11),
        ("7:30:00 AM 11/12/2026", 11),
    ],
)
def test_a_date_that_may_be_printed_month_first_is_read_only_where_it_cannot_be_another(text: str, day: int) -> None:
    moment = parse_moment(text)
    assert (moment.instant.day if moment else None) == day
