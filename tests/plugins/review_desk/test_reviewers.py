"""Every page asks who is there; only reviewers decide, and only from the desk's own pages."""

import pytest

from include.ledger.entries import entries
from tests.plugins.review_desk.conftest import Server
from tests.plugins.review_desk.test_desk import IDENTITY


@pytest.mark.parametrize("path", ["/", "/?state=all", "/matters/x", "/findings/x"])
def test_a_stranger_is_sent_to_sign_in(server: Server, path: str) -> None:
    answer = server.stranger().read(path)
    assert answer.status_code == 303
    assert "/auth/login" in answer.headers["Location"]


@pytest.mark.parametrize("path", ["/matters/x/decisions", "/findings/x/replies"])
def test_a_stranger_sends_no_form(server: Server, path: str) -> None:
    assert server.stranger().send_form(path, decision="confirm", reason="x", finding_id="x").status_code == 401


def test_a_forged_token_is_refused(server: Server) -> None:
    visitor = server.stranger()
    visitor.cookies.set("_token", "e30.e30.e30")
    assert visitor.read("/").status_code == 403


@pytest.mark.parametrize("user", ["xem", "khac"])
def test_who_is_no_reviewer_reads_but_does_not_decide(at_home: Server, user: str) -> None:
    visitor = at_home.session(user)
    matter = visitor.matter(IDENTITY)
    page = visitor.read(matter).text
    assert "chỉ xem" in page
    assert "Ghi quyết định" not in page
    before = len(entries("decision"))
    answer = visitor.send_form(
        f"{matter}/decisions", decision="confirm", reason="x", finding_id=visitor.findings(matter)
    )
    assert answer.status_code == 403
    assert len(entries("decision")) == before


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1:1"])
def test_a_form_of_another_site_is_refused(at_home: Server, origin: str | None) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(IDENTITY)
    form = {"decision": "confirm", "reason": "x", "finding_id": visitor.findings(matter)}
    before = len(entries("decision"))
    assert visitor.send_form(f"{matter}/decisions", origin=origin, **form).status_code == 403
    assert len(entries("decision")) == before
