"""A report is composed from the report marts alone, and the same figures give the same snapshot."""

import hashlib
import json
from pathlib import Path

import pytest

from include.errors import DeclarationError, ReportError
from include.ledger.entries import append
from include.reporting.approve import refusal
from include.reporting.compose import Snapshot, compose, compose_section, folder_of, read_snapshot
from include.reporting.declaration import report
from include.reporting.model import ADDED
from include.reporting.reading import Reading
from include.reporting.render.pages import pages
from include.warehouse import projects
from tests.include.reporting.sample_rows import MONTH, month_query


def test_sections_stand_in_the_declared_order(snapshot: Snapshot) -> None:
    assert tuple(s.section_id for s in snapshot.content.sections) == report("monthly_compliance").section_ids


def test_composing_again_from_another_build_finds_the_same_snapshot(snapshot: Snapshot) -> None:
    again = compose("monthly_compliance", "2026-11", month_query, "build-2")
    assert (again.folder, again.content_hash, again.build_id) == (snapshot.folder, snapshot.content_hash, "build-1")


def test_no_report_is_composed_by_a_project_that_is_not_in_force(home: Path) -> None:
    append("rules_in_force", "f" * 64, {"readers": None, "before": ""}, "tests")
    with pytest.raises(DeclarationError, match="no second person agreed"):
        compose("monthly_compliance", "2026-11", month_query, "build-1")
    append("rules_agreed", projects.project_hash(), {"before": "f" * 64, "comparison": 1}, "tests")
    assert compose("monthly_compliance", "2026-11", month_query, "build-1").build_id == "build-1"


def test_other_figures_make_another_snapshot(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MONTH, "rpt_inspections", [{"outcome": "sanction", "inspections": 1, "published": 1}])
    other = compose("monthly_compliance", "2026-11", month_query, "build-2")
    assert other.folder != snapshot.folder
    assert other.folder == folder_of(other.content)


def test_a_snapshot_survives_being_kept(snapshot: Snapshot) -> None:
    assert read_snapshot(snapshot.folder) == snapshot


def test_the_verdict_and_the_headlines_are_the_marts_figures(snapshot: Snapshot) -> None:
    figures = {h.label: h.value for h in snapshot.content.headlines}
    assert figures["Đơn vị được theo dõi"] == 9
    assert figures["Vụ việc mới"] == 3
    assert figures["Vụ việc được xác nhận bằng quyết định trong kỳ"] == 1
    assert "3 vụ việc mới cần xác minh tại 2 đơn vị" in snapshot.content.verdict
    assert "1 vụ việc đã được xác nhận" in snapshot.content.verdict


def test_page_one_is_eight_lines_that_say_what_needs_a_decision_and_what_was_not_seen(snapshot: Snapshot) -> None:
    lines = snapshot.content.summary
    assert len(lines) == 8
    assert "đầu kỳ 1 + mới 3 − kết thúc 1 = cuối kỳ 3" in lines[2]
    assert "chỉ tính 2 đơn vị và 4 phiên bản quy định có đủ dữ liệu ở cả hai kỳ" in lines[5]
    assert "2 vụ việc chưa có quyết định (cũ nhất ghi nhận từ ngày 17/10/2026)" in lines[6]
    heard = "1 vụ việc đã hết thời hạn phản hồi, chờ quyết định lại"
    assert f"{heard}; 2 việc của cơ quan, đơn vị quá hạn theo sổ (gồm 1 việc xác nhận sổ)" in lines[6]
    assert "thời hạn gần nhất: báo cáo hằng năm về công tác phát ngôn (Ủy ban nhân dân Thành phố)" in lines[6]
    assert "sổ quản lý chưa được xác nhận đầy đủ (2 đơn vị)" in lines[7]


def test_a_snapshot_of_before_page_one_keeps_its_hash(snapshot: Snapshot) -> None:
    empty = {"summary": (), "figures": (), "headlines": (), "chart": None, "subject": ""}
    older = snapshot.content.model_copy(update=empty)
    held = older.model_dump(mode="json", exclude={"ledger", *ADDED})
    text = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert older.content_hash == hashlib.sha256(text.encode()).hexdigest()


def test_an_approver_reads_the_answer_and_what_is_approved(snapshot: Snapshot) -> None:
    text = snapshot.summary()["approval_text"]
    assert snapshot.content.verdict in text
    assert snapshot.content_hash in text


def test_the_plan_of_the_register_stands_among_the_grounds(snapshot: Snapshot) -> None:
    assert snapshot.content.bases[-1].startswith("Kế hoạch số 77/KH-UBND ngày 10 tháng 02 năm 2026")


def test_recipients_are_those_of_the_register_on_the_day_of_issue(snapshot: Snapshot) -> None:
    assert snapshot.content.recipients == ("Văn phòng UBND Thành phố", "Ban Tuyên giáo và Dân vận Thành ủy")


def test_a_period_without_data_says_so(register: None) -> None:
    empty = compose("monthly_compliance", "2026-10", month_query, "build-1")
    assert "chưa có dữ liệu" in empty.content.verdict
    assert empty.content.headlines == ()
    assert empty.content.summary == ()


@pytest.mark.parametrize("period", ["2026-12", "2027-01", "2028-01"])
def test_a_period_that_is_not_closed_is_refused_and_a_draft_of_it_says_so(register: None, period: str) -> None:
    with pytest.raises(ReportError, match="is not closed: it ends on .* up to 2026-11-14"):
        compose("monthly_compliance", period, month_query, "build-1")
    draft = compose("monthly_compliance", period, month_query, "build-1", is_draft=True)
    assert draft.content.is_draft
    assert pages(draft.content)["draft"] == "DỰ THẢO"
    assert "is a draft" in refusal(draft, "giam_doc")


def test_the_last_day_of_a_period_closes_it(register: None) -> None:
    assert not compose("monthly_compliance", "2026-11", month_query, "build-1").content.is_draft


def test_an_unknown_section_is_refused() -> None:
    with pytest.raises(ReportError, match="weather"):
        compose_section("weather", Reading(report("monthly_compliance").period("2026-11"), month_query))


def test_a_folder_with_an_unreadable_snapshot_is_refused(snapshot: Snapshot) -> None:
    (snapshot.folder / "snapshot.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match="not a snapshot"):
        read_snapshot(snapshot.folder)
