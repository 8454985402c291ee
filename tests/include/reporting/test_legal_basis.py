"""A legal basis is cited as Vietnamese documents cite it, each provision with the instrument it belongs to."""

import csv
from datetime import date

import pytest

from include.reporting.legal_basis import FORCE_UNKNOWN, cite, cite_on
from include.settings import ROOT

SEED = ROOT / "dbt_project" / "seeds" / "rule_versions.csv"


@pytest.mark.parametrize(
    ("instrument", "provision", "cited"),
    [
        ("Nghị định 72/2013/NĐ-CP", "Điều 23 khoản 4", "khoản 4 Điều 23 Nghị định 72/2013/NĐ-CP"),
        (
            "Nghị định 174/2026/NĐ-CP",
            "Điều 94 khoản 1 điểm b, c",
            "theo điều khoản xử phạt tại điểm b, c khoản 1 Điều 94 Nghị định 174/2026/NĐ-CP",
        ),
        ("Quyết định 1418/QĐ-BTTTT", "Phần III mục 1", "mục 1 Phần III Quyết định 1418/QĐ-BTTTT"),
        ("Luật Báo chí 103/2016/QH13", "Điều 46", "Điều 46 Luật Báo chí 103/2016/QH13"),
        ("Nghị định 147/2024/NĐ-CP", "", "Nghị định 147/2024/NĐ-CP"),
        ("Nghị định 147/2024/NĐ-CP", None, "Nghị định 147/2024/NĐ-CP"),
        (
            "Nghị định 174/2026/NĐ-CP; Thông tư 09/2014/TT-BTTTT",
            "Điều 93 khoản 1, Điều 94 khoản 1 điểm d; Điều 2 khoản 3",
            "theo điều khoản xử phạt tại khoản 1 Điều 93, điểm d khoản 1 Điều 94 Nghị định 174/2026/NĐ-CP; "
            "khoản 3 Điều 2 Thông tư 09/2014/TT-BTTTT",
        ),
        ("Nghị định A; Nghị định B", "; Điều 94 khoản 1", "Nghị định A; khoản 1 Điều 94 Nghị định B"),
    ],
)
def test_a_basis_is_cited_from_its_smallest_part(instrument: str, provision: str | None, cited: str) -> None:
    assert cite(instrument, provision) == cited


def test_every_version_names_the_provisions_of_each_of_its_instruments() -> None:
    with SEED.open(encoding="utf-8", newline="") as stream:
        versions = list(csv.DictReader(stream))
    unpaired = [
        version["rule_id"]
        for version in versions
        if version["provision"] and version["provision"].count(";") != version["instrument"].count(";")
    ]
    assert unpaired == []


@pytest.mark.parametrize(
    ("instrument", "day", "is_said"),
    [
        ("Thông tư 09/2014/TT-BTTTT", date(2024, 12, 24), False),
        ("Thông tư 09/2014/TT-BTTTT", date(2024, 12, 25), True),
        ("Nghị định 174/2026/NĐ-CP; Thông tư 09/2014/TT-BTTTT", date(2026, 7, 1), False),
        ("Nghị định 147/2024/NĐ-CP", date(2024, 12, 25), False),
        ("Quyết định 1418/QĐ-BTTTT", date(2025, 12, 31), False),
        ("Quyết định 1418/QĐ-BTTTT", date(2026, 1, 1), True),
        ("Văn bản không có trong danh mục", date(2026, 1, 1), False),
    ],
)
def test_a_text_whose_force_is_not_known_on_the_day_is_cited_as_such(instrument: str, day: date, is_said: bool) -> None:
    assert cite_on(instrument, "", day).endswith(f" ({FORCE_UNKNOWN})") == is_said
    assert cite_on(None, None, day) == ""
