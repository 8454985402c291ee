"""The weekly digest says what was collected, what was set aside and who needs a hand; it judges nobody."""

from include.periods.report_period import ReportPeriod
from include.reporting.model import Table
from include.reporting.sections import digest_collecting, digest_outlets, digest_quarantine
from tests.include.reporting.sections.conftest import MakeReading, words

WEEK = ReportPeriod.parse("2026-W46")


def test_a_week_is_shown_day_by_day_with_its_causes(reading: MakeReading) -> None:
    section = digest_collecting.compose(reading().of(WEEK))
    assert section.figures == {"week_outlet_days": 1, "week_landed": 0, "week_failed": 3, "week_short": 1}
    days, causes = (block for block in section.blocks if isinstance(block, Table))
    assert days.rows == (("2026-11-14", 1, 0, 3, 1),)
    assert causes.rows[0][1:] == ("too_slow", 1)


def test_a_week_without_a_day_says_so(reading: MakeReading) -> None:
    section = digest_collecting.compose(reading(is_empty=True).of(WEEK))
    assert "chưa có ngày nào được thu thập" in words(section)


def test_what_was_quarantined_is_shown_by_reason_with_what_waits(reading: MakeReading) -> None:
    section = digest_quarantine.compose(reading().of(WEEK))
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert table.rows == (("text_empty", 2, 1),)
    assert section.figures == {"quarantine_new": 2, "quarantine_open": 1}


def test_outlets_that_are_well_or_known_need_no_hand(reading: MakeReading) -> None:
    known = {"outlet_id": "trang_hai", "state": "low", "is_acknowledged": True}
    section = digest_outlets.compose(reading(rpt_outlet_health=[known]))
    assert section.figures == {"outlets_unwell": 0}
    (table,) = (one for one in digest_outlets.compose(reading()).blocks if isinstance(one, Table))
    assert [row[0] for row in table.rows] == ["trang_ba"]
