"""The six figures of the yearly form: summed over units, empty where no register holds them."""

from typing import Any

from include.reporting.model import Table
from include.reporting.sections.spokesperson_proposals import compose as compose_proposals
from include.reporting.sections.spokesperson_year import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def _row(unit: str, place: int, counted: int | None, of_all: int | None = None, **more: str) -> dict[str, Any]:
    return {"unit_id": unit, "figure_number": place, "figure_id": f"f{place}", "title_vi": f"Nội dung {place}",
            "counted": counted, "of_all": of_all, "cause": None, "register": "urgent_matters",
            "counted_from": "2026-10-15", "counted_before": "2026-11-15", **more}  # fmt: skip


ROWS = [
    _row("so_a", 1, 2), _row("so_b", 1, 3),
    _row("so_a", 3, 4, 5), _row("so_b", 3, 1, 2),
    _row("so_a", 4, None, cause="register_not_kept", counted_from="2026-10-20"),
    _row("so_b", 4, None, cause="register_not_kept", counted_from="2026-10-20"),
]  # fmt: skip


def test_figures_are_summed_over_units_in_the_order_of_the_form(reading: MakeReading) -> None:
    figures, _ = (block for block in compose(reading(rpt_spokesperson_years=ROWS)).blocks if isinstance(block, Table))
    assert [row[:3] for row in figures.rows] == [
        ("1", "Nội dung 1", "5"),
        ("3", "Nội dung 3", "5/7"),
        ("4", "Nội dung 4", "–"),
    ]


def test_what_no_register_holds_is_empty_with_its_cause_and_its_first_day(reading: MakeReading) -> None:
    figures, _ = (block for block in compose(reading(rpt_spokesperson_years=ROWS)).blocks if isinstance(block, Table))
    assert figures.rows[2][3] == "Chưa có sổ “Vụ việc phải thông tin ban đầu”; tính từ ngày 20/10/2026"
    assert figures.rows[0][3] == ""


def test_each_unit_stands_in_the_annex(reading: MakeReading) -> None:
    *_, units = (block for block in compose(reading(rpt_spokesperson_years=ROWS)).blocks if isinstance(block, Table))
    assert units.rows == (("so_a", "2", "4/5", "–"), ("so_b", "3", "1/2", "–"))


def test_an_empty_year_says_that_the_registers_are_empty(reading: MakeReading) -> None:
    assert "Sổ chưa có số liệu" in words(compose(reading()))


def test_difficulties_are_those_of_the_item_and_leave_room_for_people(reading: MakeReading) -> None:
    rows: list[dict[str, Any]] = [
        {
            "task_id": "a",
            "code": "II.6",
            "title": "a",
            "status": "in_progress",
            "difficulty": "Thiếu người",
            "proposal": "Thêm",
        },
        {"task_id": "b", "code": "II.5", "title": "b", "status": "in_progress", "difficulty": "Khác", "proposal": None},
    ]
    said = words(compose_proposals(reading(rpt_plan_tasks=rows)))
    assert "Thiếu người. Đề xuất: Thêm." in said
    assert "Khác" not in said
    assert "bổ sung ý kiến" in said
