"""Every page asks who is there; readers see no name before its time; only named people act, from the desk alone."""

import socket

import pytest

from include.ledger.entries import entries
from tests.plugins.review_desk.conftest import Server
from tests.plugins.review_desk.test_desk import IDENTITY


@pytest.mark.parametrize("path", ["/", "/?state=all", "/matters/x", "/findings/x", "/outlets/x"])
def test_a_stranger_is_sent_to_sign_in(server: Server, path: str) -> None:
    answer = server.stranger().read(path)
    assert answer.status_code == 303
    assert "/auth/login" in answer.headers["Location"]


@pytest.mark.parametrize("path", ["/matters/x/decisions", "/matters/x/naming", "/outlets/x/replies"])
def test_a_stranger_sends_no_form(server: Server, path: str) -> None:
    answer = server.stranger().send_form(path, decision="confirm", reason="x", seen=0, received_on="2026-11-01")
    assert answer.status_code == 401
    assert "đăng nhập" in answer.text


def test_a_forged_token_is_refused(server: Server) -> None:
    visitor = server.stranger()
    visitor.cookies.set("_token", "e30.e30.e30")
    assert visitor.read("/").status_code == 403


@pytest.mark.parametrize("user", ["xem", "khac"])
def test_readers_see_no_outlet_before_its_time_and_no_evidence(at_home: Server, user: str) -> None:
    visitor, reviewer = at_home.session(user), at_home.session("ra_soat")
    page = visitor.read("/?state=all").text
    assert IDENTITY in page
    assert "Chưa nêu tên đơn vị" in page
    assert not [name for name in ("tong_hop", "mang_b", "bao_a") if name in page]
    matter = reviewer.matter(IDENTITY)
    for path in (matter, f"/findings/{reviewer.findings(matter)[0]}", "/outlets/tong_hop"):
        answer = visitor.read(path)
        assert answer.status_code == 403
        assert "tong_hop" not in answer.text
    before = len(entries())
    assert visitor.send_form(f"{matter}/claims", reason="Được phân công.").status_code == 403
    assert len(entries()) == before


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1:1"])
def test_a_form_of_another_site_is_refused(at_home: Server, origin: str | None) -> None:
    visitor = at_home.session("ra_soat")
    before = len(entries())
    answer = visitor.send_form(f"{visitor.matter(IDENTITY)}/claims", origin=origin, reason="Được phân công.")
    assert answer.status_code == 403
    assert len(entries()) == before


@pytest.mark.parametrize("page", ["review-desk/matters/x/claims", "report-approvals/restores/1/agreements"])
def test_an_endless_form_of_a_stranger_is_refused_unread(server: Server, page: str) -> None:
    host, _, port = server.address.partition("://")[2].partition(":")
    head = f"POST /{page} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(f"{head}Content-Length: 99999999999\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_what_is_typed_is_made_safe_before_it_is_shown_again(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    page = visitor.matter(IDENTITY)
    visitor.take(page)  # only whoever holds a matter is shown its form again
    answer = visitor.send_form(f"{page}/decisions", decision="confirm", reason="a\u202eb\x0bc", seen=0)
    visitor.send_form(f"{page}/returns")
    assert answer.status_code == 409
    assert "\u202e" not in answer.text
    assert "a\ufffdb c" in answer.text
