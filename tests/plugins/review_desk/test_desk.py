"""Matters are read with their basis and decided with a reason; what a page showed is never believed."""

import re
from typing import Any

from include.ledger.entries import append, entries
from include.ledger.verification import verify
from include.warehouse import published
from include.warehouse.build import build_warehouse
from include.warehouse.disclaimer import NOT_EVIDENCE
from review_desk.rendering import PAGES
from tests.plugins.review_desk.conftest import Server, Visitor

IDENTITY, CREDIT = "Thông tin tổ chức quản lý trên trang chủ", "Ghi rõ nguồn tin được dẫn lại"
REASON = "Đã xem bản chụp: <b>không</b> ghi nguồn tin ở đầu, cuối bài và chú thích ảnh, lần {0}"


def decide(visitor: Visitor, matter: str, number: int = 1, **changed: Any) -> int:
    """Take a matter and send the form of its page; return the status."""
    visitor.take(matter)
    form: dict[str, Any] = {"decision": "confirm", "reason_code": "seen_on_captures", "reason": REASON.format(number)}
    return visitor.send_form(f"{matter}/decisions", **(visitor.carried(matter) | form | changed)).status_code


def test_matters_are_listed_with_their_days_and_state(server: Server) -> None:
    page = server.session("ra_soat").read("/?state=all").text
    assert IDENTITY in page
    assert "chờ xem" in page
    assert "chưa phải kết luận của cơ quan có thẩm quyền" in page
    assert NOT_EVIDENCE in page


def test_every_page_stands_in_the_frame_that_says_what_its_data_may_not_be_used_for() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")}
    included = {name for text in written.values() for name in re.findall(r'{% include "([^"]+)" %}', text)}
    outside = {name for name, text in written.items() if not text.startswith('{% extends "frame.html" %}')}
    assert outside - included == {"frame.html"}
    assert "{{ not_evidence }}" in written["frame.html"]


def test_a_matter_gives_its_basis_as_documents_cite_it(server: Server) -> None:
    visitor = server.session("ra_soat")
    page = visitor.read(visitor.matter(IDENTITY)).text
    assert "khoản 3 Điều 2 Thông tư 09/2014/TT-BTTTT" in page
    assert 'rel="noopener noreferrer"' in page


def test_an_absence_names_the_two_captures_it_rests_on_and_the_view_is_logged(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    finding = visitor.findings(visitor.matter(IDENTITY))[0]
    page = visitor.read(f"/findings/{finding}").text
    (row,) = published.rows("select * from fct_findings where finding_id = ?", [finding])
    assert "Hai lần chụp cách nhau ít nhất 24 giờ đều không thấy" in page
    assert "Kho lưu trữ không còn bản chụp này" in page, "an empty frame would say nothing"
    assert "<iframe" not in page
    assert row["earlier_page_sha256"] in page
    assert row["page_sha256"] in page
    viewed = entries("evidence_viewed")[-1]
    assert (viewed.actor, viewed.payload["finding"]) == ("ra_soat", finding)


def test_a_decision_is_kept_with_its_reason_and_shown_at_once(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(CREDIT)
    assert decide(visitor, matter) == 303
    entry = entries("decision")[-1]
    assert (entry.actor, entry.payload["decision"]) == ("ra_soat", "confirm")
    assert entry.payload["findings"].split() == visitor.findings(matter)
    page = visitor.read(matter).text
    assert "có ý kiến rà soát" in page
    assert "&lt;b&gt;không&lt;/b&gt;" in page
    assert verify().is_unbroken


def test_the_next_build_takes_decisions_into_the_marts(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(IDENTITY)
    finding = visitor.findings(matter)[0]
    assert decide(visitor, matter, 2, decision="dismiss") == 303
    build_warehouse([])
    (row,) = published.rows("select * from fct_findings where finding_id = ?", [finding])
    assert row["state"] == "dismissed"
    (row,) = published.rows("select * from fct_matters where matter_id = ?", [matter.removeprefix("/matters/")])
    assert (row["state"], row["is_open"], row["is_nameable"]) == ("dismissed", False, False)


def test_a_refused_decision_keeps_what_was_typed(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(CREDIT)
    visitor.take(matter)
    before = len(entries("decision"))
    form: dict[str, Any] = {"decision": "dismiss", "reason_code": "seen_on_captures", "reason": "Ngắn quá <i>"}
    answer = visitor.send_form(f"{matter}/decisions", **visitor.carried(matter), **form)
    assert answer.status_code == 409
    assert "ít nhất mười từ khác nhau" in answer.text
    assert "Ngắn quá &lt;i&gt;" in answer.text
    assert len(entries("decision")) == before


def test_a_stale_form_shows_what_another_wrote_and_keeps_the_text(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(CREDIT)
    visitor.take(matter)
    form: dict[str, Any] = {"decision": "dismiss", "reason_code": "reading_wrong", "reason": REASON.format("mười hai")}
    answer = visitor.send_form(f"{matter}/decisions", seen=0, **form)
    assert answer.status_code == 409
    assert "người khác đã ghi thêm vào vụ việc" in answer.text
    assert "lần mười hai" in answer.text


def test_a_form_that_cannot_be_read_is_refused_in_a_sentence(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    answer = visitor.send_form(f"{visitor.matter(IDENTITY)}/decisions", seen="x", decision="confirm")
    assert answer.status_code == 400
    assert "Biểu mẫu chưa đầy đủ" in answer.text


def test_what_is_not_there_is_said_so(server: Server) -> None:
    answer = server.session("ra_soat").read("/matters/nothing")
    assert answer.status_code == 404
    assert "Không có vụ việc này" in answer.text


def test_an_outlets_page_shows_its_notices(server: Server) -> None:
    page = server.session("ra_soat").read("/outlets/tong_hop").text
    assert "Chưa có thông báo nào" in page
    assert "Thư chưa xử lý" in page


def test_a_question_is_answered_once_and_is_never_a_matter(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    page = visitor.read("/questions").text
    (first, *_) = re.findall(r'action="/review-desk(/questions/\w+)"', page)
    assert "không xác nhận, không gửi thông báo, không nêu tên" in page
    form = {"answer": "not_shown", "text": "Đã xem chân trang và trang Giới thiệu."}
    assert visitor.send_form(first, **form).status_code == 303
    assert entries("question_answered")[-1].payload["answer"] == "not_shown"
    assert visitor.send_form(first, **form).status_code == 409
    assert first not in visitor.read("/questions").text
    assert published.rows("select * from fct_matters where cause = 'seen_missing_once'") == []


def test_a_chief_releases_the_correction_of_an_outlet_that_was_named_and_cleared(at_home: Server) -> None:
    visitor, chief = at_home.session("ra_soat"), at_home.session("phu_trach")
    matter = visitor.matter(CREDIT)
    payload = {"matters": matter.removeprefix("/matters/")}
    append("naming_released", "matters/tong_hop", payload, "phu_trach")
    said = {"decision": "dismiss", "stage": "final", "reason_code": "outlet_explained", "reason": "-", "findings": ""}
    append("decision", "matters/tong_hop", payload | said, "hai")
    assert chief.send_form(f"{matter}/corrections").status_code == 409, "no report has left that named it"
    sent = {"content_hash": "0" * 64, "message_id": "<1@x>", "named": payload["matters"]}
    append("delivery_sent", "monthly_compliance/2026-11/van_phong", sent, "include.reporting.deliver")
    assert "Duyệt gửi cải chính" in chief.read("/tasks").text
    assert "Duyệt gửi cải chính</button>" in chief.read(matter).text
    assert visitor.send_form(f"{matter}/corrections").status_code == 409
    assert chief.send_form(f"{matter}/corrections").status_code == 303
    (released,) = entries("correction_released")
    assert (released.actor, released.payload["matters"]) == ("phu_trach", payload["matters"])
    assert "cải chính nội dung đã nêu về tong_hop" in released.payload["letter"]
    assert "Duyệt gửi cải chính" not in chief.read("/tasks").text


def test_every_answer_forbids_scripts_and_frames_of_other_sites(server: Server) -> None:
    for answer in (server.stranger().read("/"), server.session("xem").read("/"), server.session("xem").read("/x")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "<script" not in answer.text
