"""What officials read is worded with care, and written as Vietnamese writes it."""

import re
import unicodedata
from pathlib import Path

import pytest

from include.fetching.causes import HarvestCause
from include.reporting import wording
from include.reporting.model import CellKind, Value
from include.settings import ROOT

TEXTS = sorted((ROOT / "include" / "reporting").rglob("*.*"))
ACCUSING = re.compile(r"vi phạm|bị phạt|thủ phạm", re.I)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("count", 1234567, "1.234.567"),
        ("percent", 0.9753, "97,5%"),
        ("date", "2026-11-05", "05/11/2026"),
        ("money", 500000000.0, "500.000.000"),
        ("text", "", "–"),
        ("count", None, "–"),
    ],
)
def test_a_value_is_written_as_its_column_asks(kind: CellKind, value: Value, written: str) -> None:
    assert wording.cell(kind, value) == written


@pytest.mark.parametrize(
    ("value", "previous", "said"),
    [
        (5, 3, "tăng 2 so với kỳ trước"),
        (3, 5, "giảm 2 so với kỳ trước"),
        (3, 3, "không thay đổi so với kỳ trước"),
        (3, None, "kỳ trước chưa có số liệu để so sánh"),
    ],
)
def test_a_change_is_said_in_words(value: int, previous: int | None, said: str) -> None:
    assert wording.change("count", value, previous) == said


def test_a_share_changes_by_percentage_points() -> None:
    assert wording.change("percent", 0.95, 0.9) == "tăng 5,0 điểm phần trăm so với kỳ trước"


def test_statuses_are_worded_as_the_design_says() -> None:
    assert wording.STATUS["met"] == "chưa ghi nhận dấu hiệu"
    assert wording.STATUS["not_met"] == "có dấu hiệu chưa đáp ứng"
    assert wording.STATUS["not_observed"] == "không quan sát được"
    assert wording.STATUS["not_applicable"] == "không thuộc diện"
    assert wording.STATUS["needs_review"] == "cần xem xét"


def test_every_cause_of_collecting_has_its_words() -> None:
    seen = {HarvestCause.ALREADY_CAPTURED, HarvestCause.SAME_ADDRESS, HarvestCause.OFF_DOMAIN}
    no_failure = seen | {HarvestCause.NO_ADDRESS, HarvestCause.NOT_AN_ARTICLE}
    assert {str(cause) for cause in set(HarvestCause) - no_failure} - set(wording.CAUSE) == set()


@pytest.mark.parametrize("path", [p for p in TEXTS if p.suffix in {".py", ".yml", ".typ"}], ids=lambda p: p.name)
def test_no_text_accuses_anyone_and_all_are_composed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not ACCUSING.search(text)
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(("count", "said"), [(2, "2 vụ việc"), (0, "không có vụ việc nào"), (1200, "1.200 vụ việc")])
def test_none_of_something_is_said_in_words(count: int, said: str) -> None:
    assert wording.some(count, "vụ việc") == said
