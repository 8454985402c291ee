"""A form that is refused for its sender's session, or while a store is away, carries on what was typed."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from airflow.api_fastapi.core_api.security import get_user
from fastapi import HTTPException
from fastapi.testclient import TestClient

from include.errors import StoreBusyError
from include.review import cases
from include.review.acts import Person, Role
from include.warehouse import published
from review_desk import desk as module
from review_desk.reviewers import actor, evidence_reader, reader

TYPED = "Đã xem <script>alert(1)</script> bản chụp\u202e và đoạn trích"
AN = Person("an", frozenset({Role.READER, Role.REVIEWER}))


def stranger() -> None:
    """Stand for a session that is over."""
    raise HTTPException(401, "Not authenticated")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Serve the desk in this process."""
    module.desk.cache_clear()
    monkeypatch.setattr(published, "_KEPT", [])
    made = module.desk()
    monkeypatch.setattr(
        module,
        "get_auth_manager",
        lambda: SimpleNamespace(get_url_login=lambda next_url: f"/auth/login?next={next_url}"),
    )
    own = {"Origin": "http://desk.example"}  # as a browser says it of the desk's own forms
    yield TestClient(made, base_url="http://desk.example", headers=own, follow_redirects=False)
    made.dependency_overrides.clear()
    module.desk.cache_clear()


def app_of(client: TestClient) -> dict[object, object]:
    """Return what stands for the desk's dependencies."""
    overrides: dict[object, object] = module.desk().dependency_overrides  # type: ignore[assignment]
    return overrides


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", "http://desk.example.evil.example"])
def test_words_of_another_site_are_not_offered_to_be_sent_again_from_here(client: TestClient, origin: str) -> None:
    app_of(client)[get_user] = stranger
    form = {"seen": "7", "decision": "confirm", "reason": "chữ của trang lạ"}
    answer = client.post("/matters/m1/decisions", data=form, headers={"Origin": origin})
    assert (answer.status_code, "chữ của trang lạ" in answer.text, "<form" in answer.text) == (401, False, False)
    assert "/auth/login?next=" in answer.text


@pytest.mark.parametrize("is_upload", [False, True], ids=["urlencoded", "multipart"])
def test_a_lost_session_offers_login_and_brings_the_text_back(client: TestClient, is_upload: bool) -> None:
    app_of(client)[get_user] = stranger
    form = {"seen": "7", "decision": "confirm", "reason": TYPED}
    files = {"paper": ("a.pdf", b"%PDF", "application/pdf")} if is_upload else None
    answer = client.post("/matters/m1/decisions", data=form, files=files)
    assert answer.status_code == 401
    assert "/auth/login?next=" in answer.text
    assert 'name="seen" value="7"' in answer.text
    assert 'value="confirm"' in answer.text
    assert "Đã xem &lt;script&gt;" in answer.text
    assert "<script" not in answer.text


def test_a_form_with_a_day_that_is_none_says_so_and_keeps_the_rest(client: TestClient) -> None:
    overrides = app_of(client)
    overrides[get_user] = lambda: SimpleNamespace(get_name=lambda: "an")
    for dependency in (reader, evidence_reader, actor):
        overrides[dependency] = lambda: AN
    form = {"notice": "n1", "asked_on": "31/02/2026", "working_days": "5", "text": "x"}
    answer = client.post("/outlets/tong_hop/extensions", data=form)
    assert answer.status_code in (400, 422)
    assert 'value="31/02/2026"' in answer.text


def test_a_store_that_is_away_is_said_in_vietnamese_and_nothing_typed_is_lost(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(matter_id: str) -> None:
        raise StoreBusyError("The ledger does not answer.")

    monkeypatch.setattr(cases, "matter", away)
    overrides = app_of(client)
    for dependency in (reader, evidence_reader, actor):
        overrides[dependency] = lambda: AN
    overrides[get_user] = lambda: SimpleNamespace(get_name=lambda: "an")
    answer = client.post("/matters/m1/decisions", data={"seen": "7", "reason": TYPED})
    assert answer.status_code == 503
    assert "Chưa có gì được ghi" in answer.text
    assert "bản chụp" in answer.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_nobody_foresaw_is_said_in_vietnamese_and_nothing_typed_is_lost(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    for dependency in (reader, evidence_reader, actor):
        app_of(client)[dependency] = lambda: AN

    def fail(_: str) -> None:
        raise KeyError("a column that an older copy does not have")

    monkeypatch.setattr(cases, "matter", fail)
    form = {"data": {"seen": "7", "decision": "confirm", "reason": TYPED}} if method == "post" else {}
    answer = client.request(method, f"/matters/m1{'/decisions' if form else ''}", **form)
    assert answer.status_code == 500
    assert "Có lỗi ngoài dự kiến ở hệ thống." in answer.text
    assert ("Đã xem &lt;script&gt;" in answer.text) == bool(form)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "a column that an older copy does not have" in caplog.text, "the operators learn what failed"
    assert "a column" not in answer.text
