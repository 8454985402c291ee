"""Training sessions are counted with their participants."""

from include.reporting.sections.training import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_sessions_and_participants_are_counted(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures == {"training_sessions": 2, "training_participants": 180}
    assert "180 lượt người" in words(section)


def test_an_empty_register_is_said_to_be_empty(reading: MakeReading) -> None:
    assert "Sổ chưa có số liệu" in words(compose(reading(is_empty=True)))
