"""Press requests and conferences are measures, not verdicts."""

from include.reporting.sections.spokesperson import compose
from tests.include.reporting.sections.conftest import words


def test_requests_and_conferences_are_counted(reading) -> None:
    section = compose(reading())
    assert section.figures == {"press_requests": 8, "press_conferences": 1}
    assert "12 câu hỏi" in words(section)


def test_an_empty_register_is_said_to_be_empty(reading) -> None:
    assert words(compose(reading(is_empty=True))).count("Sổ chưa có số liệu") == 2
