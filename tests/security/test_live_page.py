"""Against a live interface: whatever an account may do to DAGs, tasks and XComs, only a named login approves."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from include.ledger.engine import _ready
from include.ledger.entries import entries
from include.reporting.approve import ApprovalState, state_of
from include.reporting.compose import Snapshot, compose
from include.reporting.render import render
from include.settings import settings
from tests.include.reporting.sample_rows import month_query
from tests.plugins.review_desk.conftest import Server, Visitor, environment_of, interface
from tests.support.ports import free_port

pytestmark = pytest.mark.slow
USERS = "giam_doc:user,quan_tri:admin,xem:viewer"


class Live:
    """A running interface and a report that waits behind it."""

    def __init__(self, server: Server, snapshot: Snapshot) -> None:
        """Keep both."""
        self.server, self.snapshot = server, snapshot
        self.page = f"{server.address}/report-approvals/reports/{snapshot.content_hash}"

    def answer(self, visitor: Visitor, **changed: str) -> int:
        """Send the form as the page gives it and return the status."""
        shown = re.search(r'name="shown" value="([0-9a-f]{64})"', visitor.get(self.page, timeout=120).text)
        form = {"answer": "approve", "reason": "Đã xem", "shown": shown.group(1) if shown else "0" * 64, **changed}
        headers = {"Origin": self.server.address}
        sent = visitor.post(f"{self.page}/answers", data=form, headers=headers, allow_redirects=False, timeout=120)
        return sent.status_code


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Compose a report, then start Airflow's interface over it."""
    home = tmp_path_factory.mktemp("live")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESS_HOME", str(home))
        patch.setenv("PRESS_APPROVERS", "giam_doc")
        settings.cache_clear()
        _ready.cache_clear()
        snapshot = compose("monthly_compliance", "2026-11", month_query, "build-1")
        render(snapshot.folder)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        environment = environment_of(home, address, port) | {
            "PRESS_APPROVERS": "giam_doc",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": USERS,
        }
        (home / "profiles").mkdir(exist_ok=True)
        with interface(home, address, environment) as server:
            yield Live(server, snapshot)
    settings.cache_clear()


def _api(live: Live, visitor: Visitor, method: str, path: str, **body: Any) -> Any:
    """Ask Airflow's own interface for something."""
    token = {"Authorization": f"Bearer {visitor.cookies['_token']}"}
    return visitor.request(method, f"{live.server.address}/api/v2{path}", json=body or None, headers=token, timeout=120)


def test_a_stranger_reads_nothing_and_answers_nothing(live: Live) -> None:
    stranger = live.server.stranger()
    answer = stranger.get(live.page, allow_redirects=False, timeout=120)
    assert answer.status_code == 303
    assert "/auth/login" in answer.headers["Location"]
    assert live.answer(stranger) == 401
    forged = live.server.stranger()
    forged.cookies.set("_token", "e30.e30.e30")
    assert live.answer(forged) in (401, 403)
    assert entries() == []


@pytest.mark.parametrize("user", ["", "giam_doc"])
def test_no_page_shows_what_a_link_says_or_follows_the_host_that_a_request_names(live: Live, user: str) -> None:
    visitor = live.server.session(user) if user else live.server.stranger()
    said = "?next=https://evil.example&message=<script>alert('evil')</script>"
    for path in ("/report-approvals/", f"/report-approvals/reports/{'0' * 64}", "/review-desk/", "/warehouse-docs/"):
        here = f"{live.server.address}{path}{said}"
        answer = visitor.get(here, headers={"Host": "evil.example"}, allow_redirects=False, timeout=120)
        assert "alert('evil')" not in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if not user:
            to = urlsplit(answer.headers["Location"])
            assert (answer.status_code, to.path.startswith("/auth/login")) == (303, True)
            assert (to.netloc or urlsplit(live.server.address).netloc) == urlsplit(live.server.address).netloc
            back = parse_qs(to.query)["next"][0]
            assert urlsplit(back).netloc == urlsplit(live.server.address).netloc


def test_an_administrator_who_writes_xcoms_and_task_states_approves_nothing(live: Live) -> None:
    administrator = live.server.session("quan_tri")
    run = _api(
        live, administrator, "POST", "/dags/issue_reports/dagRuns", logical_date=None, conf={"period": "2026-11"}
    )
    assert run.status_code == 200, run.text
    here = f"/dags/issue_reports/dagRuns/{run.json()['dag_run_id']}/taskInstances"
    said = {"responded_by_user": {"id": "giam_doc", "name": "giam_doc"}, "chosen_options": ["Approve"]}
    _api(live, administrator, "POST", f"{here}/approve/xcomEntries", key="return_value", value=said, map_index=-1)
    _api(live, administrator, "PATCH", f"{here}/approve", new_state="success")
    assert live.answer(administrator) == 403
    assert live.answer(administrator, actor="giam_doc", login="giam_doc") == 403
    assert live.answer(live.server.session("xem")) == 403
    assert state_of(live.snapshot.folder) == ApprovalState.WAITING
    assert entries() == []


def test_the_named_login_approves_what_it_was_shown(live: Live) -> None:
    approver = live.server.session("giam_doc")
    assert live.answer(approver, shown="f" * 64) == 409
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', approver.get(live.page, timeout=120).text)
    assert found
    browsers = [live.server.session("giam_doc") for _ in range(4)]
    with ThreadPoolExecutor(4) as at_once:
        assert set(at_once.map(lambda one: live.answer(one, shown=found[1]), browsers)) == {303}
    assert [(entry.kind, entry.actor) for entry in entries()] == [("approval", "giam_doc")]
    assert state_of(live.snapshot.folder) == ApprovalState.APPROVED
