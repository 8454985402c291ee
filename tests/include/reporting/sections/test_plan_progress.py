"""The plan's tasks with where they stand, and what is not done by design."""

from include.reporting.declaration import report
from include.reporting.sections.plan_progress import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_tasks_stand_with_their_state_in_words(reading: MakeReading) -> None:
    section = compose(reading())
    assert "Đang thực hiện" in words(section)
    assert section.figures == {"plan_tasks": 2, "plan_tasks_done": 0}


def test_what_the_plan_asks_and_the_product_never_does_is_said_to_be_so_by_design(reading: MakeReading) -> None:
    declared = report("monthly_compliance").not_built
    said = words(compose(reading(not_built=declared)))
    assert len(declared) == 2
    assert said.count("không thực hiện – giới hạn thiết kế") == 2


def test_an_empty_register_is_said_to_be_empty(reading: MakeReading) -> None:
    assert "Sổ chưa có số liệu" in words(compose(reading(is_empty=True)))
