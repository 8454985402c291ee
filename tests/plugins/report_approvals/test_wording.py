"""The page of reports says in Vietnamese how each report stands and why somebody may not approve it."""

import pytest
from fastapi.testclient import TestClient

from include.ledger.entries import append
from include.reporting.approve import ApprovalState, state_of, subject_of
from include.reporting.compose import Snapshot, compose
from include.reporting.overview import report_lines
from include.reporting.render import render
from include.settings import settings
from report_approvals.wording import STATES, why_not
from tests.include.reporting.sample_rows import month_query
from tests.plugins.report_approvals.test_page import snapshot, visitor

__all__ = ["snapshot", "visitor"]


def test_every_state_has_its_word() -> None:
    assert set(STATES) == set(ApprovalState)


def test_a_draft_of_an_open_period_waits_for_nobody_and_for_no_mail(visitor: TestClient, snapshot: Snapshot) -> None:
    draft = compose("monthly_compliance", "2026-12", month_query, "build-1", is_draft=True)
    render(draft.folder)
    assert (state_of(draft.folder), state_of(snapshot.folder)) == (ApprovalState.DRAFT, ApprovalState.WAITING)
    shown = visitor.get(f"/reports/{draft.content_hash}").text
    assert "bản xem trước" in shown
    assert "chờ duyệt" not in shown
    assert "Đây là bản xem trước của kỳ chưa kết thúc" in shown
    assert {one.snapshot.content_hash: bool(one.mails) for one in report_lines()}[draft.content_hash] is False


def test_why_somebody_may_not_approve_is_said_in_vietnamese(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert why_not(snapshot, "giam_doc") == ""
    assert why_not(snapshot, "la").startswith("Tài khoản không có trong danh sách")
    replaced = {"content_hash": snapshot.content_hash, "replaced_by": "0" * 64}
    append("report_recomposed", subject_of(snapshot), replaced, "giam_doc")
    assert why_not(snapshot, "giam_doc").startswith("Dự thảo này đã được dựng lại")
    monkeypatch.setenv("PRESS_APPROVERS", "")
    settings.cache_clear()
    assert why_not(snapshot, "giam_doc").startswith("Cài đặt chưa nêu")
