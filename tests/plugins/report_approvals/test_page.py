"""On the page of reports a named approver answers under the name of the login; nobody else's answer is taken."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from airflow.api_fastapi.core_api.security import get_user
from airflow.providers.fab.auth_manager.models import User
from fastapi.testclient import TestClient

from include.ledger.entries import append, entries
from include.reporting.approve import approval_of
from include.reporting.compose import Snapshot
from include.settings import settings
from report_approvals import signed_in
from report_approvals.page import application
from report_approvals.plugin import PREFIX, ReportApprovalsPlugin
from tests.support.month_report import drawn_report
from tests.support.signing import signed

HOST = "http://press.example"
FORM = {"answer": "approve", "reason": "Đã đối chiếu"}


def simple(name: str) -> SimpleAuthManagerUser:
    """Return a user of the simple auth manager, whose id is the name."""
    return SimpleAuthManagerUser(username=name, role="user")


def fab(name: str) -> User:
    """Return a user of FAB, whose id is a number."""
    return User(id=7, username=name, first_name="Giám", last_name="Đốc", email="giam_doc@example.org", active=True)


@pytest.fixture
def snapshot(home: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """Compose and draw the month's report; two may approve it."""
    monkeypatch.setenv("PRESS_APPROVERS", "giam_doc, pho_giam_doc")
    settings.cache_clear()
    return drawn_report(home)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return a browser; ``visitor.user`` is who Airflow says is signed in."""
    client = TestClient(application(), base_url=HOST, follow_redirects=False)
    reads = SimpleNamespace(
        is_authorized_dag=lambda **given: given["method"] == "GET" and client.user.get_name() != "la"
    )
    monkeypatch.setattr(signed_in, "get_auth_manager", lambda: reads)
    application().dependency_overrides[get_user] = lambda: client.user
    client.user = simple("giam_doc")
    yield client
    application().dependency_overrides.clear()


def _form(visitor: TestClient, snapshot: Snapshot, **changed: str) -> dict[str, str]:
    """Return the form as the page gives it, with what is to be changed."""
    page = visitor.get(f"/reports/{snapshot.content_hash}").text
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
    return {**FORM, "shown": shown.group(1) if shown else "0" * 64, **changed}


def _send(visitor: TestClient, snapshot: Snapshot, form: dict[str, str], origin: str | None = HOST) -> int:
    """Send the form and return the status of the answer."""
    headers = {} if origin is None else {"Origin": origin}
    return visitor.post(f"/reports/{snapshot.content_hash}/answers", data=form, headers=headers).status_code


@pytest.mark.parametrize("user", [simple("giam_doc"), fab("giam_doc")], ids=["simple", "FAB"])
def test_a_named_approver_approves_under_the_name_of_the_login(
    visitor: TestClient, snapshot: Snapshot, user: Any
) -> None:
    visitor.user = user
    assert _send(visitor, snapshot, _form(visitor, snapshot)) == 303
    approval = approval_of(snapshot)
    assert approval is not None
    assert (approval.actor, approval.payload["reason"]) == ("giam_doc", FORM["reason"])
    assert approval.payload["authenticated_by"].startswith("airflow.")
    assert "đã duyệt" in visitor.get("/").text


def test_a_report_is_returned_with_its_reason(visitor: TestClient, snapshot: Snapshot) -> None:
    assert _send(visitor, snapshot, _form(visitor, snapshot, answer="return", reason="Sửa phần III")) == 303
    assert [entry.kind for entry in entries()] == ["report_returned"]
    assert "Sửa phần III" in visitor.get(f"/reports/{snapshot.content_hash}").text


@pytest.mark.parametrize("name", ["admin", "7", "Giám Đốc", "GIAM_DOC", ""])
def test_who_is_not_named_reads_and_cannot_answer(visitor: TestClient, snapshot: Snapshot, name: str) -> None:
    form = _form(visitor, snapshot)
    visitor.user = fab(name) if name else simple(name)
    page = visitor.get(f"/reports/{snapshot.content_hash}")
    if visitor.user.get_name() != name:  # a FAB user without a name is called by the mail
        name = visitor.user.get_name()
    assert "<form" not in page.text
    assert _send(visitor, snapshot, form) == 403
    assert entries() == []


def test_who_may_not_read_the_dag_reads_nothing_here(visitor: TestClient, snapshot: Snapshot) -> None:
    visitor.user = simple("la")
    for path in ("/", f"/reports/{snapshot.content_hash}"):
        assert visitor.get(path).status_code == 403


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://press.example.evil.example"])
def test_a_form_of_another_site_is_refused(visitor: TestClient, snapshot: Snapshot, origin: str | None) -> None:
    assert _send(visitor, snapshot, _form(visitor, snapshot), origin) == 403
    assert entries() == []


def test_a_typed_name_changes_nothing(visitor: TestClient, snapshot: Snapshot) -> None:
    form = {**_form(visitor, snapshot), "actor": "chu_tich", "login": "chu_tich", "name": "chu_tich"}
    assert _send(visitor, snapshot, form) == 303
    assert [entry.actor for entry in entries()] == ["giam_doc"]


def test_a_file_that_changed_after_it_was_shown_is_not_approved(visitor: TestClient, snapshot: Snapshot) -> None:
    form = _form(visitor, snapshot)
    (snapshot.folder / "monthly_compliance_2026-11.pdf").write_bytes(b"%PDF-1.7 another")
    assert _send(visitor, snapshot, form) == 409
    assert entries() == []


def test_no_other_document_is_shown_by_a_page_than_the_one_that_its_form_approves(
    visitor: TestClient, snapshot: Snapshot
) -> None:
    page = visitor.get(f"/reports/{snapshot.content_hash}").text
    links = re.findall(r'(?:href|src)="(/reports/[0-9a-f]{64}/files/[^"]+)"', page)
    assert len(links) == 4  # the three files, and the PDF in the page
    assert {visitor.get(link).status_code for link in links} == {200}
    for path in snapshot.folder.glob("monthly_compliance_2026-11.*"):
        path.write_bytes(path.read_bytes() + b"\n")  # while it is read; put back later
    assert {visitor.get(link).status_code for link in links} == {404}


@pytest.mark.parametrize("form", [{"reason": ""}, {"answer": "maybe"}, {"shown": "x"}])
def test_an_incomplete_form_is_refused(visitor: TestClient, snapshot: Snapshot, form: dict[str, str]) -> None:
    assert _send(visitor, snapshot, {**_form(visitor, snapshot), **form}) == 400
    assert entries() == []


def test_the_files_are_opened_and_nothing_else_is(visitor: TestClient, snapshot: Snapshot) -> None:
    here = f"/reports/{snapshot.content_hash}/files"
    answer = visitor.get(f"{here}/monthly_compliance_2026-11.pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"
    for name in ("snapshot.json", "..%2f..%2fledger.sqlite", "%2e%2e"):
        assert visitor.get(f"{here}/{name}").status_code == 404
    assert visitor.get(f"/reports/{'0' * 64}").status_code == 404


def test_every_answer_forbids_scripts_frames_and_guessing(visitor: TestClient, snapshot: Snapshot) -> None:
    for path in ("/", f"/reports/{snapshot.content_hash}", "/reports.css", "/reports/x"):
        headers = visitor.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"


def test_what_a_report_says_is_escaped(visitor: TestClient, snapshot: Snapshot) -> None:
    _send(visitor, snapshot, _form(visitor, snapshot, answer="return", reason="<script>alert(1)</script>"))
    assert "<script>" not in visitor.get(f"/reports/{snapshot.content_hash}").text


def test_the_page_stands_in_the_navigation() -> None:
    assert ReportApprovalsPlugin.external_views[0]["href"] == f"{PREFIX}/"


def _let_all_agree(visitor: TestClient, path: str) -> None:
    """Let who asked, who may not and who may agree, which the last alone does, from this page."""
    for user, origin, status in (
        (simple("giam_doc"), HOST, 409),
        (simple("admin"), HOST, 403),
        (simple("pho_giam_doc"), "https://evil.example", 403),
        (simple("pho_giam_doc"), HOST, 303),
    ):
        visitor.user = user
        assert visitor.post(path, data={"reason": "Đã kiểm tra"}, headers={"Origin": origin}).status_code == status


def test_a_second_person_agrees_to_a_restore_on_the_page(visitor: TestClient, snapshot: Snapshot) -> None:
    payload = {"superseded": [], "entries_lost": 2, "agreed": 1, "reason": "Đĩa hỏng"}
    proposal = append("restore_proposed", "0" * 64, payload, "giam_doc")
    assert "Đĩa hỏng" in visitor.get("/").text
    assert "<form" not in visitor.get("/").text  # who proposed it does not agree to it
    _let_all_agree(visitor, f"/restores/{proposal.sequence}/agreements")
    assert [entry.actor for entry in entries("ledger_restored")] == ["pho_giam_doc"]


def test_a_second_person_agrees_to_a_change_of_the_rules_on_the_page(visitor: TestClient, snapshot: Snapshot) -> None:
    summary = [{"rule_id": "reprint_delay", "from": "not_met", "to": "<b>met</b>", "outlets": 1, "days": 3}]
    payload = {"first": "2026-09-18", "last": "2026-10-17", "verdicts": 120, "changed": 3, "readers": 3}
    compared = append("rules_compared", "f" * 64, payload | {"summary": summary, "files": ["macros/m.sql"]}, "giam_doc")
    shown = visitor.get("/").text
    assert "reprint_delay" in shown
    assert "macros/m.sql" in shown
    assert "<b>met" not in shown
    assert "<form" not in shown  # who ran the comparison does not agree to it
    _let_all_agree(visitor, f"/rule-changes/{compared.sequence}/agreements")
    assert [entry.actor for entry in entries("rules_agreed")] == ["pho_giam_doc"]


def _bring(visitor: TestClient, snapshot: Snapshot, number: str = "5", origin: str = HOST) -> int:
    """Send the signed file of a report and return the status of the answer."""
    body = (snapshot.folder / "monthly_compliance_2026-11.pdf").read_bytes()
    return visitor.post(
        f"/reports/{snapshot.content_hash}/issued",
        data={"number": number, "issued_on": "2026-11-16"},
        files={"file": ("da-ky.pdf", signed(body), "application/pdf")},
        headers={"Origin": origin},
    ).status_code


def test_the_signed_file_comes_back_on_the_page_and_stands_on_the_shelf(
    visitor: TestClient, snapshot: Snapshot
) -> None:
    assert _bring(visitor, snapshot) == 409  # nobody approved it
    _send(visitor, snapshot, _form(visitor, snapshot))
    assert _bring(visitor, snapshot, number="<b>") == 409
    assert _bring(visitor, snapshot, origin="https://evil.example") == 403
    assert _bring(visitor, snapshot) == 303
    assert "Số 05/BC-SVHTT ngày 16/11/2026; chữ ký số còn nguyên vẹn" in visitor.get("/").text
    visitor.user = simple("admin")
    assert _bring(visitor, snapshot, number="6") == 403
    assert visitor.get(f"/reports/{snapshot.content_hash}/issued").content.startswith(b"%PDF")
    assert visitor.get(f"/reports/{'0' * 64}/issued").status_code == 404


def test_figures_that_changed_since_the_issue_are_shown_with_a_draft_to_everyone_who_may_read(
    visitor: TestClient, snapshot: Snapshot
) -> None:
    address = f"/reports/{snapshot.content_hash}"
    assert visitor.get(f"{address}/correction").status_code == 404
    change = {"name": "matters_new", "label": "Vụ việc mới <b>", "kind": "count", "was": 25, "now": 26}
    payload = {"content_hash": snapshot.content_hash, "build_id": "build-2", "changes": [change]}
    append("report_changed", "monthly_compliance/2026-11", payload, "build_warehouse")
    page = visitor.get(address).text
    assert "Vụ việc mới &lt;b&gt;: 25 → 26" in page
    assert f'href="/reports/{snapshot.content_hash}/correction"' in page
    draft = visitor.get(f"{address}/correction")
    assert draft.content.startswith(b"PK")
    visitor.user = simple("la")
    assert visitor.get(f"{address}/correction").status_code == 403
