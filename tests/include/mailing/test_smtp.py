"""The mail server takes a message, refuses it, or is not there; the three are distinguished."""

import socketserver
import threading
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from include.errors import DeliveryError, RefusedError
from include.mailing.smtp import mail_server, send_mail
from include.settings import settings
from tests.include.reporting.conftest import Mailbox
from tests.support.ports import free_port


class _Refusing:
    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        return "550 no such mailbox"


class _Closing:
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        server.transport.close()
        return "250 never heard"


@pytest.fixture
def message() -> EmailMessage:
    written = EmailMessage()
    written["From"], written["To"], written["Message-ID"] = "a@example.org", "b@example.org", "<x@example.org>"
    written.set_content("Kính gửi")
    return written


def test_a_message_arrives(mailbox: Mailbox, message: EmailMessage) -> None:
    with mail_server() as connection:
        send_mail(connection, message)
    assert [m["Message-ID"] for m in mailbox.messages()] == ["<x@example.org>"]


def test_a_refusal_is_certain(home: Path, monkeypatch: pytest.MonkeyPatch, message: EmailMessage) -> None:
    controller = Controller(_Refusing(), hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv("PRESS_SMTP_PORT", str(controller.port))
    settings.cache_clear()
    with pytest.raises(RefusedError, match="b@example.org"), mail_server() as connection:
        send_mail(connection, message)
    controller.stop()


def test_a_connection_broken_before_a_word_was_sent_is_certain(mailbox: Mailbox, message: EmailMessage) -> None:
    with pytest.raises(RefusedError, match="disconnected before"), mail_server() as connection:
        connection.close()
        send_mail(connection, message)


class _GoneAtData(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while not self.rfile.readline().upper().startswith(b"DATA"):
            self.wfile.write(b"250 OK\r\n")


def test_a_server_that_goes_before_it_asked_for_the_words_leaves_nothing_open(
    home: Path, monkeypatch: pytest.MonkeyPatch, message: EmailMessage
) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _GoneAtData) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("PRESS_SMTP_PORT", str(server.server_address[1]))
        settings.cache_clear()
        with pytest.raises(RefusedError, match="disconnected before"), mail_server() as connection:
            send_mail(connection, message)
        server.shutdown()


def test_a_connection_broken_while_the_words_were_sent_leaves_it_open(
    home: Path, monkeypatch: pytest.MonkeyPatch, message: EmailMessage
) -> None:
    controller = Controller(_Closing(), hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv("PRESS_SMTP_PORT", str(controller.port))
    settings.cache_clear()
    with pytest.raises(DeliveryError, match="broke") as raised, mail_server() as connection:
        send_mail(connection, message)
    controller.stop()
    assert not isinstance(raised.value, RefusedError)


@pytest.mark.parametrize("missing", ["starttls", "login"])
def test_a_server_without_what_the_settings_ask_for_is_not_used(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    if missing == "starttls":
        monkeypatch.setenv("PRESS_SMTP_STARTTLS", "true")
    else:
        monkeypatch.setenv("PRESS_SMTP_USER", "bao-cao")
    settings.cache_clear()
    with pytest.raises(DeliveryError, match="not ready"), mail_server():
        pass
