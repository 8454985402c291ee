"""Units' reports are received, late or missing."""

from include.reporting.sections.unit_reports import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_received_late_and_missing_are_told_apart(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures == {
        "unit_reports_due": 10,
        "unit_reports_in_time": 7,
        "unit_reports_late": 1,
        "unit_reports_missing": 2,
    }
    assert "chưa nhận 2" in words(section)


def test_an_empty_register_is_said_to_be_empty(reading: MakeReading) -> None:
    assert "Sổ chưa có số liệu" in words(compose(reading(is_empty=True)))
