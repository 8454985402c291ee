"""Published fact-checks are reported by kind of outlet, as people called the pairs; no outlet is named."""

from typing import Any

from include.reporting.model import Table
from include.reporting.sections.fact_checks import compose
from tests.include.reporting.sections.conftest import MakeReading, words

COUNTS: dict[str, Any] = {
    "label": "untrue", "repeats": 0, "repeats_after": 0, "corrections": 0, "waiting": 0, "published_on": "2026-11-06",
}  # fmt: skip
CHECKS: list[dict[str, Any]] = [
    {**COUNTS, "fact_check_id": "f1", "kind": "newspaper", "corrections": 2, "correction_days_min": 1},
    {**COUNTS, "fact_check_id": "f1", "kind": "aggregator", "repeats": 3, "repeats_after": 1, "waiting": 4},
    {**COUNTS, "fact_check_id": "f2", "kind": None},
    {**COUNTS, "fact_check_id": "f3", "kind": "portal", "repeats": 9, "published_on": "2026-11-15"},
]


def test_what_people_called_is_counted_by_kind_and_what_waits_is_not(reading: MakeReading) -> None:
    section = compose(reading(fct_fact_checks=CHECKS))
    assert section.figures == {
        "fact_checks": 2, "fact_check_repeats": 3, "fact_check_corrections": 2, "fact_check_waiting": 4,
    }  # fmt: skip
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert table.rows == (("Báo điện tử", 0, 0, 2, 1), ("Trang thông tin điện tử tổng hợp", 3, 1, 0, None))
    assert "Còn 4 tin, bài chờ đọc" in words(section)
    assert "không nêu tên đơn vị" in words(section)


def test_a_fact_check_of_another_period_is_not_counted(reading: MakeReading) -> None:
    section = compose(reading(fct_fact_checks=CHECKS[-1:]))
    assert section.figures["fact_checks"] == 0
    assert "chưa có kết luận xác minh nào" in words(section)


def test_pairs_that_nobody_called_make_no_table(reading: MakeReading) -> None:
    section = compose(reading(fct_fact_checks=[{**COUNTS, "fact_check_id": "f1", "kind": "portal", "waiting": 2}]))
    assert not [block for block in section.blocks if isinstance(block, Table)]
