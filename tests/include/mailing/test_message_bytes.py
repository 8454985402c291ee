"""A mail leaves as the bytes that the standard library would write, though its files are encoded once for all."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from hypothesis import given
from hypothesis import strategies as st

from include.mailing.message_bytes import attached_file, flat
from include.mailing.policy import MAIL


def _mail(bodies: list[bytes]) -> EmailMessage:
    message = EmailMessage(policy=MAIL)
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Báo cáo tháng 11"
    message.set_content("Kính gửi", cte="base64")
    message.make_mixed(boundary="=_x")
    for number, body in enumerate(bodies):
        message.attach(attached_file(f"Báo cáo {number}.pdf", "application", "pdf", body))
    return message


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3))
def test_the_bytes_are_those_of_the_standard_library_and_the_files_come_back(bodies: list[bytes]) -> None:
    message = _mail(bodies)
    assert flat(message) == message.as_bytes(policy=MAIL)
    read = message_from_bytes(flat(message), policy=default)
    assert isinstance(read, EmailMessage)
    assert [part.get_content() for part in read.iter_attachments()] == bodies
    assert next(read.iter_attachments()).get_filename() == "Báo cáo 0.pdf"


def test_the_same_file_is_encoded_once_for_all_mails() -> None:
    first, second = (attached_file("a.pdf", "application", "pdf", bytes(range(200))) for _ in range(2))
    assert first is second
    assert first.flat is second.flat
