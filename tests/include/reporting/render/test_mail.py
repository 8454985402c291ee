"""The mail answers in its body, and is always the same mail."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from include.reporting.compose import Snapshot
from include.reporting.model import Content
from include.reporting.render.mail import attachment_name, body_html, body_text, compose_mail, message_id, subject

SENDER = "bao-cao@example.org"
RECIPIENT = ("van_phong_ubnd", "Văn phòng UBND Thành phố", "vanphong@hanoi.example.vn")


def _plain(message: EmailMessage) -> str:
    """Return a mail's text."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _with_previous(content: Content) -> Content:
    changed = tuple(
        h.model_copy(update={"previous": 30, "comparable": 34}) if h.label == "Vụ việc mới" else h
        for h in content.headlines
    )
    return content.model_copy(update={"headlines": changed})


def test_the_body_carries_the_answer_the_figures_and_the_changes(snapshot: Snapshot) -> None:
    content = _with_previous(snapshot.content)
    for body in (body_text(content, "Văn phòng", SENDER), body_html(content, "Văn phòng", SENDER)):
        assert content.verdict in body
        assert all(line in body for line in content.summary)
        assert f"xin gửi {content.lead.department} qua địa chỉ {SENDER}" in body
        assert "Báo cáo được gửi tới: Văn phòng UBND Thành phố; Ban Tuyên giáo" in body
        assert "gửi tự động" in body
        assert "tăng 4 so với kỳ trước" in body
        assert "dấu – là chỉ tiêu không so sánh" in body
        assert "chưa đo được trên dữ liệu thật" in body


def test_a_first_period_says_once_that_there_is_nothing_to_compare_with(snapshot: Snapshot) -> None:
    first = [headline.model_copy(update={"previous": None}) for headline in snapshot.content.headlines]
    content = snapshot.content.model_copy(update={"headlines": tuple(first)})
    for body in (body_text(content, "Văn phòng"), body_html(content, "Văn phòng")):
        assert body.lower().count("kỳ trước chưa có số liệu để so sánh") == 1
        assert "Thay đổi" not in body


def test_the_mail_is_text_and_html_with_its_files(snapshot: Snapshot) -> None:
    message = compose_mail(snapshot.content, {"a.pdf": b"%PDF"}, RECIPIENT, SENDER)
    assert message.get_body(("plain",)) is not None
    assert message.get_body(("html",)) is not None
    (file,) = message.iter_attachments()
    assert file.get_content_type() == "application/pdf"
    assert file.get_filename() == "Báo cáo theo dõi báo chí tháng 11 năm 2026.pdf"


def test_the_html_loads_nothing_and_escapes_what_it_prints(snapshot: Snapshot) -> None:
    html = body_html(snapshot.content, "<script>alert(1)</script>", SENDER, ["<script>"], chart="a@example.org")
    assert "<script>" not in html
    assert html.count("src=") == html.count("src='cid:a@example.org'") == 1
    assert "http" not in html


def test_the_picture_comes_with_the_mail_and_its_words_stand_where_it_is_not_shown(snapshot: Snapshot) -> None:
    message = compose_mail(snapshot.content, {}, RECIPIENT, SENDER)
    (picture,) = (part for part in message.walk() if part.get_content_type() == "image/png")
    html = message.get_body(("html",))
    assert html is not None
    assert f"cid:{picture['Content-ID'].strip('<>')}'" in html.get_content()
    assert snapshot.content.chart is not None
    assert snapshot.content.chart.alt in _plain(message)


def test_the_head_says_when_from_whom_and_of_which_list(snapshot: Snapshot) -> None:
    at = datetime(2026, 11, 16, 1, 2, 3, tzinfo=UTC)
    message = compose_mail(snapshot.content, {}, RECIPIENT, SENDER, at=at)
    assert message["Date"].datetime == at
    assert message["From"].addresses[0].display_name == "Sở Văn hóa và Thể thao"
    assert message["List-Id"] == "<monthly_compliance.example.org>"
    assert message["List-Help"] == f"<mailto:{SENDER}>"
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("revision", [1, 2, 30])
@pytest.mark.parametrize("title", ["Báo cáo theo dõi báo chí 6 tháng cuối năm 2026", "", "chữ " * 60, "a" * 500])
def test_a_subject_has_at_most_78_letters(snapshot: Snapshot, title: str, revision: int) -> None:
    content = snapshot.content.model_copy(update={"subject": title})
    found = subject(content, revision)
    assert 0 < len(found) <= 78
    assert found.startswith("[THAY THẾ") is (revision > 1)


@pytest.mark.parametrize("title", ["../../etc/passwd", "a/b\\c:d*e?f", "\u202egnp.exe", "x" * 400])
def test_a_file_name_holds_no_sign_that_a_file_system_forbids(snapshot: Snapshot, title: str) -> None:
    name = attachment_name(snapshot.content.model_copy(update={"subject": title}), ".pdf")
    assert not set(name) & set('/\\:*?"<>|\u202e')
    assert len(name) <= 84


def test_content_and_recipient_decide_the_message_id_alone(snapshot: Snapshot) -> None:
    content = snapshot.content
    same = message_id(content, "a", SENDER)
    assert message_id(content, "a", SENDER) == same
    assert message_id(content, "b", SENDER) != same
    assert message_id(content.model_copy(update={"verdict": "khác"}), "a", SENDER) != same
    assert same.endswith("@example.org>")


def test_a_revision_says_that_it_replaces(snapshot: Snapshot) -> None:
    message = compose_mail(snapshot.content, {}, RECIPIENT, SENDER, revision=2, changes=["Vụ việc mới: 2 → 3"])
    assert message["Subject"].startswith("[THAY THẾ LẦN 2]")
    assert "thay thế bản đã gửi. Số liệu thay đổi: Vụ việc mới: 2 → 3." in _plain(message)


def test_a_report_without_page_one_says_how_its_sections_open_and_shows_no_empty_table(snapshot: Snapshot) -> None:
    bare = {"headlines": (), "summary": (), "figures": (), "chart": None, "subject": "Tình hình thu thập dữ liệu"}
    content = snapshot.content.model_copy(update=bare)
    text, html = body_text(content, "Phòng A"), body_html(content, "Phòng A")
    for said in (text, html):
        assert "gửi tình hình thu thập dữ liệu (số liệu từ ngày 15/10/2026" in said
        assert f"{content.sections[0].title}: Trong kỳ báo cáo, hệ thống theo dõi" in said
        assert "Kỳ trước chưa có số liệu" not in said
        assert "SỐ LIỆU (" not in said
        assert "Số liệu là nội dung cần xác minh" not in said
    assert "<table" not in html
