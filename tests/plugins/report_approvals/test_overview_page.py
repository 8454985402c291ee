"""The page Toàn cảnh shows periods, rows and reports to who may read them, with or without a published copy."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from include.reporting.compose import Snapshot
from include.reporting.wording import KIND
from report_approvals.plugin import PREFIX, ReportApprovalsPlugin
from tests.include.reporting.marts import publish
from tests.include.reporting.test_overview import ROWS
from tests.plugins.report_approvals.test_page import simple, snapshot, visitor

__all__ = ["snapshot", "visitor"]


@pytest.fixture
def published(home: Path) -> None:
    """Publish the sample's rows."""
    publish(ROWS, home)


def test_periods_link_to_their_rows_and_reports_to_their_page(
    visitor: TestClient, snapshot: Snapshot, published: None
) -> None:
    page = visitor.get("/overview").text
    assert "tháng 11 năm 2026" in page
    assert f"/reports/{snapshot.content_hash}" in page
    assert "chờ duyệt" in page
    rows = visitor.get("/overview/2026-11")
    assert "review-desk/matters/" in rows.text
    assert "trang_mot" not in rows.text
    assert "năm 2026" in visitor.get("/overview?kind=yearly").text


def test_a_reader_sees_neither_the_id_of_a_matter_nor_the_kind_of_its_outlet(
    visitor: TestClient, snapshot: Snapshot, published: None
) -> None:
    known = visitor.get("/overview/2026-11").text
    visitor.user = simple("van_thu")
    shown = visitor.get("/overview/2026-11").text
    ids = {matter["matter_id"] for matter in ROWS["fct_matters"]}
    assert any(f"/{one}" in known for one in ids)
    assert not [one for one in ids if one in shown]
    assert KIND["aggregator"] in known
    assert KIND["aggregator"] not in shown
    assert ROWS["dim_rules"][0]["title_vi"] in shown


def test_the_picture_comes_from_the_page_itself_and_says_its_words(visitor: TestClient, published: None) -> None:
    assert 'alt="Biểu đồ cột' in visitor.get("/overview").text
    picture = visitor.get("/overview/chart.png")
    assert picture.content.startswith(b"\x89PNG")
    assert "img-src 'self'" in picture.headers["content-security-policy"]


def test_without_a_published_copy_the_page_says_so(visitor: TestClient, home: Path) -> None:
    assert "Chưa có số liệu được công bố" in visitor.get("/overview").text
    assert visitor.get("/overview/chart.png").status_code == 404
    assert "Không có vụ việc nào" in visitor.get("/overview/2026-11").text


@pytest.mark.parametrize("path", ["/overview?kind={}", "/overview/chart.png?kind={}", "/overview/{}"])
def test_what_names_no_period_is_refused_in_a_sentence_that_repeats_nothing(
    visitor: TestClient, home: Path, path: str
) -> None:
    answer = visitor.get(path.format("Xin gọi số 0123 để được hỗ trợ"))
    assert (answer.status_code, "0123" in answer.text) == (400, False)
    assert "kỳ báo cáo hoặc loại kỳ không đúng" in answer.text


def test_who_may_not_read_reports_reads_nothing_here(visitor: TestClient, published: None) -> None:
    visitor.user = simple("la")
    for path in ("/overview", "/overview/chart.png", "/overview/2026-11"):
        assert visitor.get(path).status_code == 403


def test_it_stands_in_the_navigation() -> None:
    assert {view["href"] for view in ReportApprovalsPlugin.external_views} == {f"{PREFIX}/", f"{PREFIX}/overview"}
