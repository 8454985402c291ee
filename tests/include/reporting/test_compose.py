"""A report is composed from the report marts alone, and the same figures give the same snapshot."""

import pytest

from include.errors import ReportError
from include.reporting.compose import Snapshot, compose, compose_section, folder_of, read_snapshot
from include.reporting.declaration import report
from include.reporting.reading import Reading
from tests.include.reporting.sample_rows import MONTH, month_query


def test_sections_stand_in_the_declared_order(snapshot: Snapshot) -> None:
    assert tuple(s.section_id for s in snapshot.content.sections) == report("monthly_compliance").section_ids


def test_composing_again_from_another_build_finds_the_same_snapshot(snapshot: Snapshot) -> None:
    again = compose("monthly_compliance", "2026-11", month_query, "build-2")
    assert (again.folder, again.content_hash, again.build_id) == (snapshot.folder, snapshot.content_hash, "build-1")


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
    assert figures["Nội dung cần xác minh thuộc nghĩa vụ (Thành phố cấp phép)"] == 34
    assert figures["Nội dung đã được xác nhận"] == 0
    assert "34 nội dung cần xác minh thuộc nghĩa vụ" in snapshot.content.verdict
    assert "chưa có nội dung nào được xác nhận" in snapshot.content.verdict


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
    assert all(h.previous is None for h in empty.content.headlines)


def test_an_unknown_section_is_refused() -> None:
    with pytest.raises(ReportError, match="weather"):
        compose_section("weather", Reading(report("monthly_compliance").period("2026-11"), month_query))


def test_a_folder_with_an_unreadable_snapshot_is_refused(snapshot: Snapshot) -> None:
    (snapshot.folder / "snapshot.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReportError, match="no snapshot"):
        read_snapshot(snapshot.folder)
