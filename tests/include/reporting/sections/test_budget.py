"""Allocation, execution and final account by line."""

from include.reporting.sections.budget import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_execution_is_set_against_allocation(reading: MakeReading) -> None:
    section = compose(reading())
    assert section.figures == {
        "budget_allocated_vnd": 500000000,
        "budget_executed_vnd": 320000000,
        "budget_executed_share": 0.64,
    }
    assert "bằng 64,0% dự toán" in words(section)


def test_an_empty_register_is_said_to_be_empty(reading: MakeReading) -> None:
    assert "Sổ chưa có số liệu" in words(compose(reading(is_empty=True)))
