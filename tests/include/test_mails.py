"""No mail, however it is made, stops the reading of the mails behind it."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.mails import UNREADABLE, header_of, read_headers, read_mail, sender_of

PARTS = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(1_000))
HOSTILE = {
    "parts in parts": b"From: a@b.vn\r\nSubject: x\r\n" + PARTS + b"\r\nhi\r\n",
    "mails in mails": b"From: a@b.vn\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\n"
    + b"Content-Type: message/rfc822\r\n\r\n" * 1_000,
    "a line for each of many levels": b"From: a@b.vn\r\nSubject: x\r\n" + PARTS[:4_000] + b"\r\n\r\n" * 100_000,
    "an open quote": b'From: "\r\nSubject: x\r\n\r\nhi',
    "open brackets": b"From: " + b"(" * 5_000 + b"\r\nSubject: x\r\n\r\nhi",
    "a group for a bracket": b"From: [Mon, 1 Jan 2020 00:00:00 +9,;=)Mon, 1 Jan 2020\r\nSubject: x\r\n\r\nhi",
    "a part without a name": b"From: a@b.vn\r\nSubject: x\r\nContent-Type: =?utf-8?q?=?=text/plain\r\n\r\nhi",
    "an address list without end": b"From: " + b"a," * 20_000 + b"\r\nSubject: x\r\n\r\nhi",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mail_made_to_stop_its_reader_is_read_as_far_as_it_can_be(name: str) -> None:
    mail = read_mail(HOSTILE[name])
    assert list(mail.walk())
    assert header_of(mail, "subject") == "x"
    assert sender_of(mail) in ("a@b.vn", "a", "")
    assert header_of(mail, "Date") == ""


def test_a_mail_of_people_is_read_whole() -> None:
    written = EmailMessage()
    written["From"], written["Subject"] = "Văn thư <Van-Thu@trang.example.vn>", "Ý kiến về công văn số 12"
    written.set_content("Đơn vị có ý kiến như sau.")
    written.add_attachment(b"%PDF-" + b"0" * 5_000_000, maintype="application", subtype="pdf", filename="a.pdf")
    mail = read_mail(written.as_bytes())
    assert (sender_of(mail), header_of(mail, "Subject")) == ("van-thu@trang.example.vn", "Ý kiến về công văn số 12")
    assert [part.get_filename() for part in mail.iter_attachments()] == ["a.pdf"]


@given(
    st.sampled_from(["From", "Date", "Subject", "Message-ID", "Content-Type", "Reply-To", "X"]), st.binary(max_size=80)
)
def test_no_bytes_break_the_reading_of_a_header(name: str, value: bytes) -> None:
    content = name.encode() + b": " + value + b"\r\n\r\nbody"
    for mail in (read_mail(content), read_headers(content)):
        assert isinstance(header_of(mail, name) + sender_of(mail), str)


def test_a_header_that_the_library_fails_on_stands_as_it_was_received() -> None:
    broken = read_mail(HOSTILE["an open quote"])
    with pytest.raises(UNREADABLE):
        broken.get("From")
    assert header_of(broken, "From") == '"'
