"""A report on any two days holds what is counted by days, says what it leaves out, and is refused where it must be."""

from typing import Any

import pytest

from include.errors import ReportError
from include.reporting.compose import compose
from include.reporting.declaration import report
from include.reporting.model import Content
from include.reporting.render.docx import render_docx
from include.reporting.render.mail import body_text
from include.reporting.render.pages import pages
from include.reporting.render.pdf import render_pdf
from include.reporting.render.xlsx import render_xlsx
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH

OUTLETS = [
    {"outlet_id": outlet, "kind": "aggregator", "jurisdiction": "city"}
    for outlet in ("trang_mot", "trang_hai", "trang_ba")
]
ROWS: dict[str, list[dict[str, Any]]] = {
    name: [] if name.startswith("rpt_") and name not in ("rpt_deadlines", "rpt_plans") else rows
    for name, rows in MONTH.items()
} | {"dim_outlets": OUTLETS}
ASKED = "2026-10-16_2026-10-20"


def composed(period: str, rows: dict[str, list[dict[str, Any]]] = ROWS, *, is_draft: bool = False) -> Content:
    return compose("ad_hoc_compliance", period, query_of(rows), "build-1", is_draft=is_draft).content


def figures(content: Content) -> dict[str, Any]:
    return {figure.name: figure.value for figure in content.figures}


def test_what_happened_on_the_days_asked_for_is_counted_and_nothing_else(register: None) -> None:
    found = figures(composed(ASKED))
    assert (found["matters_new"], found["matters_at_start"], found["matters_open"]) == (2, 1, 3)
    assert (found["outlets"], found["outlet_days"], found["landed"]) == (3, 3, 27)
    assert figures(composed("2026-10-17_2026-10-17"))["matters_new"] == 1


def test_no_figure_stands_for_what_registers_say_by_period(register: None) -> None:
    content = composed(ASKED)
    assert {"budget_allocated_vnd", "corrections", "inspections", "plan_tasks", "unit_reports_due"} & set(
        figures(content)
    ) == set()
    assert "nội dung khác của kế hoạch có trong báo cáo định kỳ" in content.opening
    assert tuple(one.section_id for one in content.sections) == report("ad_hoc_compliance").section_ids


def test_it_is_compared_with_as_many_days_before_and_the_same_dates_a_year_before(register: None) -> None:
    said = composed(ASKED).summary[5]
    assert "So với kỳ trước (từ ngày 11/10/2026 đến hết ngày 15/10/2026" in said
    assert "So với cùng kỳ năm trước (từ ngày 16/10/2025 đến hết ngày 20/10/2025" in said


def test_every_form_is_drawn_and_names_the_days_once(register: None) -> None:
    content = composed(ASKED)
    assert content.title.endswith("mạng xã hội từ ngày 16/10/2026 đến hết ngày 20/10/2026")
    assert content.opening.count("16/10/2026") == 1
    assert body_text(content, "Văn phòng").count("(số liệu") == 0
    assert [len(draw(content)) > 1000 for draw in (render_docx, render_pdf, render_xlsx)] == [True] * 3


@pytest.mark.parametrize("period", ["2026-11-10_2026-11-15", "2099-01-01_2099-01-31"])
def test_days_that_are_not_over_are_refused_and_a_draft_of_them_says_so(register: None, period: str) -> None:
    with pytest.raises(ReportError, match="is not closed: it ends on .* up to 2026-11-14"):
        composed(period)
    draft = composed(period, is_draft=True)
    assert draft.is_draft
    assert pages(draft)["draft"] == "DỰ THẢO"


@pytest.mark.parametrize(
    ("period", "why"),
    [
        ("2026-11-03_2026-10-20", "is no report period"),
        ("2026-02-29_2026-03-02", "is no report period: day is out of range"),
        ("2026-13-01_2026-13-02", "is no report period: month must be"),
        ("0000-01-01_2026-01-01", "is no report period"),
        ("2026-10-20_9999-12-31", "is no report period"),
        ("2026-10-20_", "is no report period"),
        ("2018-01-01_2018-12-31", "No reporting regime is declared for 2018-01-01"),
        ("2026-11", "ad_hoc_compliance is ad_hoc, and 2026-11 is monthly"),
    ],
)
def test_what_names_no_two_days_is_refused(register: None, period: str, why: str) -> None:
    with pytest.raises(ReportError, match=why):
        composed(period)


@pytest.mark.parametrize("report_id", ["monthly_compliance", "ad_hoc_compliance"])
def test_the_first_period_ever_compares_with_nothing_and_says_so(register: None, report_id: str) -> None:
    period = "2019-04" if report_id == "monthly_compliance" else "2019-03-12_2019-04-14"
    content = compose(report_id, period, query_of(ROWS), "build-1").content
    assert "chưa có dữ liệu" in content.verdict
    (section,) = (one for one in content.sections if one.section_id == "comparisons")
    assert "chưa có chế độ báo cáo" in section.model_dump_json()


def test_days_before_the_first_licence_have_no_outlet_and_no_figure_of_conduct(register: None) -> None:
    content = composed("2020-05-01_2020-05-31")
    assert "chưa có dữ liệu" in content.verdict
    assert content.headlines == ()
    assert {figures(content)[name] for name in ("outlets", "matters_new", "matters_open", "outlet_days")} == {0}
    assert figures(content)["observed_share"] is None


@pytest.mark.parametrize(("report_id", "period"), [("monthly_compliance", "2026-11"), ("ad_hoc_compliance", ASKED)])
def test_without_any_data_a_report_is_refused_and_a_draft_says_that_there_is_none(
    register: None, report_id: str, period: str
) -> None:
    with pytest.raises(ReportError, match="the warehouse knows no day yet"):
        compose(report_id, period, query_of({}), "build-1")
    draft = compose(report_id, period, query_of({}), "build-1", is_draft=True).content
    assert "chưa có dữ liệu" in draft.verdict
    assert pages(draft)["draft"] == "DỰ THẢO"
