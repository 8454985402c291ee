"""Units' reports are received, late or missing."""

from typing import Any

from include.reporting.model import Table
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


def test_units_whose_report_is_late_or_missing_are_named_and_no_others(reading: MakeReading) -> None:
    def owed(unit: str, period: str, done_on: str | None) -> dict[str, Any]:
        return {
            "deadline_id": f"unit_report:{unit}/monthly_compliance/{period}", "deadline_kind": "unit_report",
            "subject_name": unit, "is_of_outlet": False, "is_voluntary": False, "due_on": "2026-11-16",
            "done_on": done_on,
        }  # fmt: skip

    rows = [
        owed("Xã Bát Tràng", "2026-11", None), owed("Phường Cửa Nam", "2026-11", "2026-11-16"),
        owed("Phường Hoàn Kiếm", "2026-11", "2026-11-17"), owed("Xã Phù Đổng", "2026-10", None),
    ]  # fmt: skip
    (table,) = (block for block in compose(reading(rpt_deadlines=rows)).blocks if isinstance(block, Table))
    assert table.rows == (
        ("Phường Hoàn Kiếm", "2026-11-16", "17/11/2026"),
        ("Xã Bát Tràng", "2026-11-16", "chưa nhận"),
    )
