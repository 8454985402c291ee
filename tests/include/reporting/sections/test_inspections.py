"""Inspections are people's work; the report counts them."""

from include.reporting.sections.inspections import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_inspections_are_counted_by_outcome_and_no_fine_is_computed(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures == {"inspections": 2}
    assert "không tính mức phạt" in words(section)


def test_an_empty_register_is_said_to_be_empty(reading: MakeReading) -> None:
    assert "Sổ chưa có số liệu" in words(compose(reading(is_empty=True)))
