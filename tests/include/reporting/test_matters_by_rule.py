"""Matters stand by rule version with their basis, once each, whichever kind of outlet is asked for."""

import pytest

from include.periods.report_period import ReportPeriod
from include.reporting.matters_by_rule import matters_by_rule
from include.reporting.model import Block, Paragraph, Table
from include.reporting.reading import Reading
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH

NOVEMBER = ReportPeriod.parse("2026-11")


def _blocks(kind: str, *, is_press: bool) -> tuple[Block, ...]:
    """Return the blocks of an item where every outlet is of one kind."""
    outlets = [{"outlet_id": name, "kind": kind} for name in sorted({row["outlet_id"] for row in MONTH["fct_matters"]})]
    return matters_by_rule(Reading(NOVEMBER, query_of(MONTH | {"dim_outlets": outlets})), "đơn vị", is_press=is_press)


@pytest.mark.parametrize("kind", ["newspaper", "magazine"])
def test_the_press_stands_under_its_item_alone(kind: str) -> None:
    assert _rows(_blocks(kind, is_press=True))
    assert not _rows(_blocks(kind, is_press=False))


@pytest.mark.parametrize("kind", ["aggregator", "social_network", "portal"])
def test_every_other_kind_stands_under_the_other_item_alone(kind: str) -> None:
    assert not _rows(_blocks(kind, is_press=True))
    assert _rows(_blocks(kind, is_press=False))


def test_an_item_without_matters_says_so_of_each_table() -> None:
    said = [block.text for block in _blocks("portal", is_press=True) if isinstance(block, Paragraph)]
    assert [text.endswith("không ghi nhận trong kỳ.") for text in said] == [False, True, True, True]
    assert "vụ việc mới 0, kết thúc 0, đang mở cuối kỳ 0." in said[0]


def _rows(blocks: tuple[Block, ...]) -> list[tuple[object, ...]]:
    """Return the lines of all tables."""
    return [row for block in blocks if isinstance(block, Table) for row in block.rows]
