"""The mail answers in its body, and is always the same mail."""

from include.reporting.compose import Snapshot
from include.reporting.model import Content
from include.reporting.render.mail import body_html, body_text, compose_mail, message_id

SENDER = "bao-cao@example.org"
RECIPIENT = ("van_phong_ubnd", "Văn phòng UBND Thành phố", "vanphong@hanoi.example.vn")


def _with_previous(content: Content) -> Content:
    changed = tuple(h.model_copy(update={"previous": 30}) if h.value == 34 else h for h in content.headlines)
    return content.model_copy(update={"headlines": changed})


def test_the_body_carries_the_answer_the_figures_and_the_changes(snapshot: Snapshot) -> None:
    content = _with_previous(snapshot.content)
    for body in (body_text(content, "Văn phòng"), body_html(content, "Văn phòng")):
        assert content.verdict in body
        assert "tăng 4 so với kỳ trước" in body
        assert "kỳ trước chưa có số liệu để so sánh" in body
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
    assert [part.get_content_type() for part in message.iter_attachments()] == ["application/pdf"]


def test_the_html_loads_nothing_and_escapes_what_it_prints(snapshot: Snapshot) -> None:
    html = body_html(snapshot.content, "<script>alert(1)</script>")
    assert "<script>" not in html
    assert "src=" not in html
    assert "http" not in html


def test_content_and_recipient_decide_the_message_id_alone(snapshot: Snapshot) -> None:
    content = snapshot.content
    same = message_id(content, "a", SENDER)
    assert message_id(content, "a", SENDER) == same
    assert message_id(content, "b", SENDER) != same
    assert message_id(content.model_copy(update={"verdict": "khác"}), "a", SENDER) != same
    assert same.endswith("@example.org>")


def test_a_revision_says_that_it_replaces(snapshot: Snapshot) -> None:
    message = compose_mail(snapshot.content, {}, RECIPIENT, SENDER, revision=2)
    assert message["Subject"].startswith("[THAY THẾ LẦN 2]")
