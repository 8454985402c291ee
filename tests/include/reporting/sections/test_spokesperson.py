"""Press requests and conferences are measures, not verdicts."""

from include.reporting.sections.spokesperson import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_requests_and_conferences_are_counted(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures == {
        "press_requests": 8,
        "press_answers": 7,
        "press_conferences": 1,
        "press_questions": 12,
    }
    assert "12 câu hỏi" in words(section)


def test_deadlines_are_told_by_how_they_stand(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "Trả lời báo chí" in said
    assert "Quá hạn, chưa thực hiện" in said


def test_an_empty_register_is_said_to_be_empty(reading: MakeReading) -> None:
    assert words(compose(reading(is_empty=True))).count("Sổ chưa có số liệu") == 3
