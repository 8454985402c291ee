"""Airflow is spoken to as a user who signs in once; silence and refusal have their own sentence."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from include.errors import TransientError
from include.local_stack import airflow_api
from include.local_stack.airflow_api import AirflowApi

Answer = Callable[[str, str, Any], tuple[int, Any]]


class Server(ThreadingHTTPServer):
    """Answers as declared and remembers its requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, Any]] = []
        self.answer: Answer = lambda method, path, body: (200, {})


class Handler(BaseHTTPRequestHandler):
    """Signs in whoever knows the password, and passes the rest on."""

    server: Server

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body: Any = json.loads(self.rfile.read(length)) if length else None
        if self.path == "/auth/token":
            status, answer = (201, {"access_token": "token"}) if body["password"] == "open" else (401, {})
        elif self.headers.get("Authorization") != "Bearer token" and "health" not in self.path:
            status, answer = 401, {"detail": "who are you"}
        else:
            self.server.asked.append((self.command, self.path.removeprefix("/api/v2"), body))
            status, answer = self.server.answer(self.command, self.path, body)
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = _serve  # noqa: N815 - the standard library's names

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as listening:
        Thread(target=listening.serve_forever, args=(0.02,), daemon=True).start()
        yield listening
        listening.shutdown()


@pytest.fixture
def api(server: Server, tmp_path: Path) -> AirflowApi:
    passwords = tmp_path / "passwords"
    passwords.write_text(json.dumps({"admin": "open", "stranger": "shut"}))
    return AirflowApi(f"http://127.0.0.1:{server.server_port}", passwords, "admin")


def test_a_run_is_started_without_a_logical_date(server: Server, api: AirflowApi) -> None:
    server.answer = lambda method, path, body: (200, {"dag_run_id": "run-1"})
    assert api.trigger("ingest_outlets", {"from_day": "2026-11-14"}) == "run-1"
    assert server.asked == [
        ("POST", "/dags/ingest_outlets/dagRuns", {"logical_date": None, "conf": {"from_day": "2026-11-14"}})
    ]


def test_a_database_that_is_held_is_asked_again(
    server: Server, api: AirflowApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(airflow_api, "PAUSE_SECONDS", 0)
    held = {"detail": {"reason": "Database error", "statement": "hidden"}}
    answers = iter([(500, held), (500, held), (200, {"dag_run_id": "run-1"})])
    server.answer = lambda method, path, body: next(answers)
    assert api.trigger("ingest_outlets", {}) == "run-1"
    assert len(server.asked) == 3


def test_reading_is_tried_again_whatever_failed(
    server: Server, api: AirflowApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(airflow_api, "PAUSE_SECONDS", 0)
    answers = iter([(500, "Internal Server Error"), (200, {"dag_runs": []})])
    server.answer = lambda method, path, body: next(answers)
    assert api.runs("2026-11-14") == []


def test_a_failure_of_another_kind_is_not_asked_again(server: Server, api: AirflowApi) -> None:
    server.answer = lambda method, path, body: (500, {"detail": "out of order"})
    with pytest.raises(TransientError, match="out of order"):
        api.trigger("ingest_outlets", {})
    assert len(server.asked) == 1


def test_a_database_that_stays_held_ends_with_its_sentence(
    server: Server, api: AirflowApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(airflow_api, "PAUSE_SECONDS", 0)
    server.answer = lambda method, path, body: (500, {"detail": {"reason": "Database error"}})
    with pytest.raises(TransientError, match="did not accept POST"):
        api.trigger("ingest_outlets", {})
    assert len(server.asked) == airflow_api.TRIES


def test_a_pool_that_exists_is_given_its_slots(server: Server, api: AirflowApi) -> None:
    server.answer = lambda method, path, body: (200, {"pools": [{"name": "warehouse"}]})
    api.set_pool("warehouse", 1, "one writer")
    api.set_pool("outlet_fetch", 3, "outlets")
    changed, made = (ask for ask in server.asked if ask[0] != "GET")
    assert changed[:2] == ("PATCH", "/pools/warehouse")
    assert set(changed[2]) == {"pool", "slots", "description", "include_deferred"}  # Airflow refuses any other
    assert (made[0], made[1], made[2]["name"]) == ("POST", "/pools", "outlet_fetch")


def test_a_dag_whose_run_was_failed_from_outside_is_read_again(server: Server, api: AirflowApi) -> None:
    server.answer = lambda method, path, body: (200, {"file_token": "token-of-the-file"})
    api.fail_run("admit_articles", "run-1")
    api.read_again("admit_articles")
    assert [(method, path) for method, path, _ in server.asked] == [
        ("PATCH", "/dags/admit_articles/dagRuns/run-1"),
        ("GET", "/dags/admit_articles"),
        ("PUT", "/parseDagFile/token-of-the-file"),
    ]


class Pages:
    """A session at an interface whose page of reports shows one hash."""

    def __init__(self, status: int, text: str = f'<input type="hidden" name="shown" value="{"a" * 64}">') -> None:
        self.status = status
        self.text = text
        self.sent: list[Any] = []

    def get(self, address: str, **_: object) -> SimpleNamespace:
        return SimpleNamespace(text=self.text)

    def post(self, address: str, **given: Any) -> requests.Response:
        self.sent.append((address, given["data"], given["headers"]))
        answer = requests.Response()
        answer.status_code = self.status
        return answer


@pytest.mark.parametrize("status", [303, 403])
def test_a_report_is_approved_on_the_page_that_people_use(
    api: AirflowApi, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    pages = Pages(status)
    monkeypatch.setattr(api, "call", lambda *_, **__: {"value": {"content_hash": "c" * 64}})
    monkeypatch.setattr(api, "session", pages)
    task = {"dag_id": "issue_reports", "dag_run_id": "r", "task_id": "approve", "map_index": -1}
    if status == 403:
        with pytest.raises(TransientError, match="was not approved"):
            api.approve(task, "Đã xem")
    else:
        api.approve(task, "Đã xem")
    [(address, form, headers)] = pages.sent
    assert address == f"{api.interface}/report-approvals/reports/{'c' * 64}/answers"
    assert form == {"answer": "approve", "reason": "Đã xem", "shown": "a" * 64}
    assert headers["Origin"] == api.interface


def test_a_report_that_is_approved_already_is_left_as_it_is(api: AirflowApi, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages(400, '<span class="state approved">đã duyệt</span>')
    monkeypatch.setattr(api, "call", lambda *_, **__: {"value": {"content_hash": "c" * 64}})
    monkeypatch.setattr(api, "session", pages)
    api.approve({"dag_id": "issue_reports", "dag_run_id": "r", "task_id": "approve", "map_index": -1}, "Đã xem")
    assert pages.sent == []


def test_a_refusal_names_what_was_asked(server: Server, api: AirflowApi) -> None:
    server.answer = lambda method, path, body: (409, {"detail": "already there"})
    with pytest.raises(TransientError, match=r"POST /dags/x/dagRuns: .*already there"):
        api.trigger("x", {})


def test_a_wrong_password_is_a_refusal(server: Server, api: AirflowApi) -> None:
    api.user = "stranger"
    with pytest.raises(TransientError, match="GET /dags"):
        api.dag_ids()


def test_a_task_that_returned_nothing_has_no_answer(server: Server, api: AirflowApi) -> None:
    server.answer = lambda method, path, body: (404, {})
    assert api.answer_of({"dag_id": "d", "dag_run_id": "r", "task_id": "t", "map_index": -1}) is None


def test_a_dag_file_that_cannot_be_read_is_named_with_its_last_line(server: Server, api: AirflowApi) -> None:
    error = {"filename": "dags/x.py", "stack_trace": "Traceback\n  …\nNameError: nothing\n"}
    server.answer = lambda method, path, body: (200, {"import_errors": [error]})
    assert api.import_errors() == ["dags/x.py: NameError: nothing"]


def test_health_is_empty_while_nobody_answers(server: Server, api: AirflowApi) -> None:
    server.answer = lambda method, path, body: (200, {"scheduler": {"status": "healthy"}})
    assert api.health() == {"scheduler": "healthy"}
    server.shutdown()
    server.server_close()
    assert api.health() == {}
