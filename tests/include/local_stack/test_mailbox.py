"""The local mailbox takes real mail and keeps each message once."""

import mailbox
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from include.local_stack.mailbox import open_mailbox
from tests.support.ports import free_port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    port = free_port()
    controller = open_mailbox(tmp_path, port)
    yield tmp_path, port
    controller.stop()


def _send(port: int, message_id: str, text: str = "Kính gửi") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Báo cáo"
    message["Message-ID"] = message_id
    message.set_content(text)
    with smtplib.SMTP("127.0.0.1", port) as connection:
        connection.send_message(message)


def test_a_message_sent_twice_is_kept_once(server: tuple[Path, int]) -> None:
    folder, port = server
    _send(port, "<one@example.org>")
    _send(port, "<one@example.org>")
    _send(port, "<two@example.org>")
    assert len(list(folder.glob("new/*.eml"))) == 2


def test_any_mail_program_can_open_the_folder(server: tuple[Path, int]) -> None:
    folder, port = server
    _send(port, "<one@example.org>")
    (message,) = mailbox.Maildir(folder, create=False)
    assert message["Message-ID"] == "<one@example.org>"


def test_a_message_that_was_read_is_not_delivered_again(server: tuple[Path, int]) -> None:
    folder, port = server
    _send(port, "<one@example.org>")
    (kept,) = folder.glob("new/*.eml")
    kept.rename(folder / "cur" / f"{kept.name}:2,S")
    _send(port, "<one@example.org>")
    assert list(folder.glob("new/*.eml")) == []
