"""Reports are declared: sections, and what holds from which day."""

from datetime import date
from pathlib import Path

import pytest

from include.errors import ReportError
from include.reporting import declaration
from include.reporting.declaration import report, reports
from include.settings import ROOT

MONTHLY = report("monthly_compliance")


@pytest.mark.parametrize("report_id", sorted(reports()))
def test_every_section_of_a_report_has_its_module(report_id: str) -> None:
    sections = ROOT / "include" / "reporting" / "sections"
    assert [s for s in report(report_id).section_ids if not (sections / f"{s}.py").exists()] == []


@pytest.mark.parametrize("report_id", [one for one in sorted(reports()) if one.endswith("_compliance")])
def test_the_results_are_numbered_as_the_items_of_the_plan(report_id: str) -> None:
    results = [one for one in report(report_id).sections if one.part.startswith("Kết quả")]
    items = [item for one in results for item in one.plan_item]
    assert len(items) == len(results)
    assert items == [f"II.{number}" for number in (1, 2, 3, 4, 5, 6) if f"II.{number}" in items]
    assert {"II.1", "II.2", "II.3", "II.4"} <= set(items)


def test_the_press_law_named_is_the_one_in_force() -> None:
    assert "Luật Báo chí số 103/2016/QH13" in MONTHLY.bases_on(date(2026, 6, 30))
    assert "Luật Báo chí số 126/2025/QH15" in MONTHLY.bases_on(date(2026, 7, 1))
    assert "Luật Báo chí số 103/2016/QH13" not in MONTHLY.bases_on(date(2026, 7, 1))


def test_the_lead_department_is_the_one_of_the_day() -> None:
    assert MONTHLY.lead_on(date(2025, 2, 28)).symbol == "STTTT"
    assert MONTHLY.lead_on(date(2025, 3, 1)).symbol == "SVHTT"
    with pytest.raises(ReportError, match="lead department"):
        MONTHLY.lead_on(date(2000, 1, 1))


def test_a_period_of_another_kind_is_refused() -> None:
    with pytest.raises(ReportError, match="quarterly"):
        MONTHLY.period("2026-Q4")


def test_an_unknown_report_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ReportError, match="monthly_compliance"):
        report("fortnightly")


def test_a_broken_declaration_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weekly.yml").write_text("id: weekly\nsections: 3\n", encoding="utf-8")
    monkeypatch.setattr(declaration, "REPORTS", tmp_path)
    declaration.reports.cache_clear()
    with pytest.raises(ReportError, match=r"weekly\.yml"):
        declaration.reports()
    declaration.reports.cache_clear()


@pytest.mark.parametrize(
    ("report_id", "period"),
    [("quarterly_compliance", "2026-Q3"), ("half_year_compliance", "2026-H1"), ("yearly_compliance", "2026"),
     ("yearly_spokesperson", "2026"), ("nine_months_compliance", "2026-9M"), ("weekly_digest", "2026-W46")],
)  # fmt: skip
def test_a_report_that_is_like_another_says_what_differs_alone(report_id: str, period: str) -> None:
    declared = report(report_id)
    assert declared.period(period).period_id == period
    assert declared.leads == MONTHLY.leads
    assert declared.recipients == report_id


def test_what_one_reader_asked_for_does_not_go_to_recipients_of_every_report() -> None:
    assert [one.id for one in declaration.reports().values() if not one.goes_to_all] == [
        "ad_hoc_compliance",
        "public_summary",
        "weekly_digest",
    ]


def test_the_spokesperson_report_has_the_form_of_its_decree() -> None:
    declared = report("yearly_spokesperson")
    assert declared.title.format(period="năm 2026").upper() == (
        "VỀ CÔNG TÁC PHÁT NGÔN VÀ CUNG CẤP THÔNG TIN CHO BÁO CHÍ NĂM 2026"
    )
    assert declared.addressee == "Bộ Văn hóa, Thể thao và Du lịch"
    assert not declared.has_page_one


def test_a_report_that_is_like_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weekly.yml").write_text("like: daily\nid: weekly\n", encoding="utf-8")
    monkeypatch.setattr(declaration, "REPORTS", tmp_path)
    declaration.reports.cache_clear()
    with pytest.raises(ReportError, match=r"weekly\.yml"):
        declaration.reports()
    declaration.reports.cache_clear()
