"""Against a live interface: forgeries, pages, addresses and texts.

Whatever an account may do to DAGs, tasks and XComs, only a named login approves; no text that somebody sends or
publishes blocks a page or a report, and no address of an outlet leads the collector into the interface beside it.
"""

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from include.archive.index import read_index
from include.ingestion.harvest import close_days
from include.landing import store
from include.ledger.engine import _ready
from include.ledger.entries import entries
from include.periods.days import last_second
from include.reporting.approve import ApprovalState, state_of
from include.reporting.compose import Snapshot, compose
from include.reporting.render import render
from include.settings import ROOT, settings
from include.text import clean
from tests.conftest import forget
from tests.include.reporting.sample_rows import MONTH, month_query
from tests.plugins.review_desk.conftest import Server, Visitor, environment_of, interface
from tests.support import hostile_server, small_press
from tests.support.ports import free_port

pytestmark = pytest.mark.slow
USERS = "giam_doc:user,quan_tri:admin,xem:viewer"
TEXTS = (
    "đã gỡ ✓ ☎ 😀 中 ﬁ", "đã\x0bgỡ\x00\x1b]0;x\x07\x1b[2J", "\u202eđã gỡ\u2066",
    "<script>alert('evil')</script>{{ 7 * 7 }}", '=HYPERLINK("http://evil.example")',
    "[x](javascript:alert('evil'))", "x" * 3_900,
)  # fmt: skip
LONE_SURROGATE_AND_NO_UTF8 = b"%ED%A0%80%FF+b%E1%BB%8B"
STEERING = "\x00\x07\x0b\x1b\u202e\u2066"
DAY = date(2026, 10, 15)


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


@contextmanager
def composed_report(home: Path, approvers: str) -> Iterator[tuple[Snapshot, str, dict[str, str]]]:
    """Compose and draw a report; yield it, an address for the interface over it, and the environment of that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESS_HOME", str(home))
        patch.setenv("PRESS_APPROVERS", approvers)
        settings.cache_clear()
        _ready.cache_clear()
        snapshot = compose("monthly_compliance", "2026-11", month_query, "build-1")
        render(snapshot.folder)
        (home / "profiles").mkdir(exist_ok=True)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        yield snapshot, address, environment_of(home, address, port) | {"PRESS_APPROVERS": approvers}
    settings.cache_clear()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Compose a report, then start Airflow's interface over it."""
    home = tmp_path_factory.mktemp("live")
    with composed_report(home, "giam_doc") as (snapshot, address, environment):
        environment["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS"] = USERS
        with interface(home, address, environment) as server:
            yield Live(server, snapshot)


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
    pages = ("/report-approvals/", f"/report-approvals/reports/{'0' * 64}", "/review-desk/", "/warehouse-docs/")
    for path in (*pages, "/report-approvals/overview", "/report-approvals/overview/evil.example"):
        here = f"{live.server.address}{path}{said}&kind=evil.example&state=evil.example&done=evil.example"
        answer = visitor.get(here, headers={"Host": "evil.example"}, allow_redirects=False, timeout=120)
        assert "alert('evil')" not in answer.text
        assert "evil.example" not in answer.text
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


def test_no_text_that_somebody_sends_or_publishes_blocks_a_page_the_ledger_or_a_later_report(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    approver = live.server.session("giam_doc")
    for text in TEXTS:
        assert live.answer(approver, answer="return", reason=text) == 303
    headers = {"Origin": live.server.address, "Content-Type": "application/x-www-form-urlencoded"}
    raw = b"answer=return&reason=" + LONE_SURROGATE_AND_NO_UTF8 + b"&shown=" + b"0" * 64
    sent = approver.post(f"{live.page}/answers", data=raw, headers=headers, allow_redirects=False, timeout=120)
    assert sent.status_code == 303
    recorded = [entry.payload["reason"] for entry in entries("report_returned")]
    assert recorded[:-1] == [clean(text) for text in TEXTS]
    command = [sys.executable, "-m", "include.cli", "decisions"]
    ascii_terminal = {**os.environ, "PRESS_HOME": str(live.server.home), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    for words in ("list", "verify"):
        ended = subprocess.run([*command, words], env=ascii_terminal, cwd=ROOT, capture_output=True, timeout=300)
        assert ended.returncode == 0, ended.stderr
        assert not set(STEERING) & set(ended.stdout.decode("ascii"))
    (plan,) = MONTH["rpt_plans"]
    monkeypatch.setitem(
        MONTH, "rpt_plans", [{**plan, "plan_id": str(n), "title": text} for n, text in enumerate(TEXTS)]
    )
    later = Live(live.server, compose("monthly_compliance", "2026-11", month_query, "build-2"))
    render(later.snapshot.folder)
    for page in (live.page, later.page, f"{live.server.address}/report-approvals/"):
        shown = approver.get(page, timeout=120)
        assert (shown.status_code, set(STEERING) & set(shown.text)) == (200, set())
        assert "<script" not in shown.text
    assert html.escape(recorded[-1], quote=False) in approver.get(live.page, timeout=120).text
    assert later.answer(approver, reason=TEXTS[0]) == 303
    assert state_of(later.snapshot.folder) == ApprovalState.APPROVED


def ways_to(place: str) -> list[str]:
    """Return addresses that lead to a place of this computer for one parser or another."""
    port = place.partition(":")[2]
    return [
        f"http://{place}", f"http://localhost:{port}", f"http://2130706433:{port}", f"http://0x7f.1:{port}",
        f"http://[::1]:{port}", f"http://[::ffff:127.0.0.1]:{port}", f"http://a.example.vn\\@{place}",
        f"http://{place}\\@a.example.vn", f"http://a.example.vn@{place}", f"http://a.example.vn:80@{place}",
        f"http://a.example.vn:{port}", f"http:\\\\{place}", f"//{place}", f"http://127。0。0。1:{port}",
        f"http://{place}#@a.example.vn", f"http://{place}?@a.example.vn", "http://169.254.169.254", "file:///etc/passwd",
    ]  # fmt: skip


def test_no_address_of_an_outlet_leads_the_collector_into_the_interface_beside_it(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = hostile_server.HostileServer()  # another service of this computer, which counts who asks it
    places = (urlsplit(live.server.address).netloc, f"127.0.0.1:{inside.port}")
    links = [f"{way}/asked-by-an-outlet" for place in places for way in ways_to(place)]
    outlet = hostile_server.HostileServer()
    small_press.serve(outlet, hostile_server, {DAY: [1]})
    of_the_day = [f"Memento-Datetime: {format_datetime(last_second(DAY), usegmt=True)}", "Vary: accept-datetime"]
    for number, link in enumerate(links):
        moved = hostile_server.reply(status="302 Found", headers=[f"Location: {link}", *of_the_day])
        outlet.on(f"/moved-{number}.html", moved)
    links += [f"http://a.example.vn/moved-{number}.html" for number in range(len(links))]
    items = "".join(f"<item><title>Tin</title><link>{html.escape(link)}</link></item>" for link in links)
    feed = small_press.feed([1], ("",)).replace(b"</channel>", f"{items}</channel>".encode())
    outlet.on("/rss", hostile_server.reply(feed, headers=[*of_the_day, "Content-Type: application/rss+xml"]))
    small_press.lay_out(live.server.home, outlet.port)
    monkeypatch.setenv("PRESS_PROFILES", str(live.server.home / "profiles"))
    monkeypatch.setenv("PRESS_HOSTS_FILE", str(live.server.home / "hosts.yml"))
    forget()
    try:
        close_days(["bao_a"], [DAY], now=small_press.now)
        captured = {capture.final_url for capture in read_index("bao_a", DAY).captures}
        landed = {row["url"] for row in store.read("articles", [DAY]).to_pylist()}
    finally:
        outlet.close()
        monkeypatch.undo()
        forget()
    assert landed == {"http://a.example.vn/tin-1.html"}
    assert {urlsplit(url).netloc for url in captured} == {"a.example.vn"}
    assert sum(path.startswith("/moved-") for path in outlet.asked) == len(links) // 2
    live.server.stranger().get(f"http://{places[1]}/asked-by-this-test", timeout=120)
    assert inside.asked == {"/asked-by-this-test": 1}
    inside.close()
