"""Matters are read with their basis and decided with a reason; what a page showed is never believed."""

from include.ledger.entries import entries
from include.ledger.verification import verify
from include.warehouse import published
from include.warehouse.build import build_warehouse
from include.warehouse.claims import NOT_EVIDENCE
from tests.plugins.review_desk.conftest import Server

IDENTITY, CREDIT = "Thông tin tổ chức quản lý trên trang chủ", "Ghi rõ nguồn tin được dẫn lại"


def test_matters_are_listed_with_their_days_and_open_findings(server: Server) -> None:
    page = server.session("xem").read("/").text
    assert IDENTITY in page
    assert "chờ quyết định" in page
    assert "chưa phải kết luận của cơ quan có thẩm quyền" in page
    assert NOT_EVIDENCE in page


def test_a_matter_gives_its_basis_as_documents_cite_it(server: Server) -> None:
    visitor = server.session("ra_soat")
    page = visitor.read(visitor.matter(IDENTITY)).text
    assert "khoản 3 Điều 2 Thông tư 09/2014/TT-BTTTT" in page
    assert 'rel="noopener noreferrer"' in page


def test_an_absence_names_the_two_looks_it_rests_on(at_home: Server) -> None:
    visitor = at_home.session("xem")
    finding = visitor.findings(visitor.matter(IDENTITY))[0]
    page = visitor.read(f"/findings/{finding}").text
    (row,) = published.rows("select * from fct_findings where finding_id = ?", [finding])
    assert "Hai lần xem cách nhau ít nhất 24 giờ đều không thấy" in page
    assert row["earlier_page_sha256"] in page
    assert row["page_sha256"] in page


def test_a_decision_is_kept_with_its_reason_and_shown_at_once(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(CREDIT)
    finding = visitor.findings(matter)[0]
    reason = "Đã xem bản chụp: <b>không</b> ghi nguồn"
    answer = visitor.send_form(f"{matter}/decisions", decision="confirm", reason=reason, finding_id=finding)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/review-desk{matter}?done=1"
    entry = entries("decision", finding)[-1]
    assert (entry.actor, entry.payload) == ("ra_soat", {"decision": "confirm", "reason": reason})
    page = visitor.read(f"/findings/{finding}").text
    assert "đã xác nhận" in page
    assert "&lt;b&gt;không&lt;/b&gt;" in page
    assert verify().is_unbroken


def test_the_next_build_takes_decisions_and_replies_into_the_marts(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(IDENTITY)
    finding = visitor.findings(matter)[0]
    visitor.send_form(f"{matter}/decisions", decision="dismiss", reason="Có ở trang Liên hệ", finding_id=finding)
    answer = visitor.send_form(f"/findings/{finding}/replies", text="Xin xem trang Liên hệ.", received_on="2026-10-20")
    assert answer.status_code == 303
    build_warehouse([])
    (row,) = published.rows("select * from fct_findings where finding_id = ?", [finding])
    assert (row["state"], row["decision_reason"]) == ("dismissed", "Có ở trang Liên hệ")
    assert (row["reply_text"], str(row["reply_received_on"])) == ("Xin xem trang Liên hệ.", "2026-10-20")


def test_one_reason_may_decide_all_chosen_findings_of_a_matter(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(CREDIT)
    chosen = visitor.findings(matter)
    before = len(entries("decision"))
    visitor.send_form(f"{matter}/decisions", decision="reopen", reason="Xem lại", finding_id=chosen)
    visitor.send_form(f"{matter}/decisions", decision="dismiss", reason="Nguồn ở chú thích ảnh", finding_id=chosen)
    assert {entries("decision", one)[-1].payload["decision"] for one in chosen} == {"dismiss"}
    assert len(entries("decision")) >= before + len(chosen)


def test_a_decision_without_a_reason_is_refused_in_a_sentence(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    matter = visitor.matter(IDENTITY)
    before = len(entries("decision"))
    answer = visitor.send_form(
        f"{matter}/decisions", decision="confirm", reason="", finding_id=visitor.findings(matter)
    )
    assert answer.status_code == 400
    assert "ghi rõ lý do" in answer.text
    assert len(entries("decision")) == before


def test_a_finding_of_another_matter_is_not_decided_with_it(at_home: Server) -> None:
    visitor = at_home.session("ra_soat")
    stranger = visitor.findings(visitor.matter(CREDIT))[0]
    before = len(entries("decision"))
    answer = visitor.send_form(
        f"{visitor.matter(IDENTITY)}/decisions", decision="confirm", reason="x", finding_id=stranger
    )
    assert "Chưa chọn nội dung nào" in answer.text
    assert len(entries("decision")) == before


def test_what_is_not_there_is_said_so(server: Server) -> None:
    answer = server.session("xem").read("/matters/nothing")
    assert answer.status_code == 404
    assert "Không có vụ việc này" in answer.text


def test_every_answer_forbids_scripts_and_frames_of_other_sites(server: Server) -> None:
    for answer in (server.stranger().read("/"), server.session("xem").read("/"), server.session("xem").read("/x")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "<script" not in answer.text
