"""Values of the warehouse become values of JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from include.periods.report_period import ReportPeriod
from include.reporting.reading import Reading, plain, total
from tests.include.reporting.sample_rows import month_query


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1.5"), 1.5),
        (float("nan"), None),
        (date(2026, 11, 14), "2026-11-14"),
        (datetime(2026, 11, 14, tzinfo=UTC), "2026-11-14T00:00:00+00:00"),
        ("Hà Nội", "Hà Nội"),
        (None, None),
    ],
)
def test_a_value_is_written_plainly(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_a_reading_sees_its_own_period_alone() -> None:
    reading = Reading(ReportPeriod.parse("2026-11"), month_query)
    assert total(reading.rows("rpt_training", "kind"), "sessions") == 2
    before = reading.before()
    assert before is not None
    assert before.rows("rpt_training", "kind") == []


def test_nothing_lies_before_the_first_period_of_the_calendar() -> None:
    first = Reading(ReportPeriod.parse("2019-04"), month_query)
    assert first.before() is None
    assert first.year_before() is None
