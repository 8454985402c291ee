"""Sends messages to the mail server, and distinguishes accepted, refused and uncertain ones."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from include.errors import DeliveryError, RefusedError
from include.settings import settings

TIMEOUT_SECONDS = 30
REFUSALS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


class Connection(smtplib.SMTP):
    """A connection that records whether a mail's data was being sent when it broke."""

    has_begun = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send a mail's words; from here on a broken connection leaves it in doubt."""
        self.has_begun = True
        return super().data(msg)


def _sign_in(connection: smtplib.SMTP) -> None:
    """Encrypt the connection and sign in where the settings ask for it."""
    chosen = settings()
    if chosen.smtp_starttls:
        connection.starttls(context=ssl.create_default_context())
    if chosen.smtp_user:
        path = chosen.smtp_password_file
        connection.login(chosen.smtp_user, path.read_text(encoding="utf-8").strip() if path else "")


@contextmanager
def mail_server() -> Iterator[Connection]:
    """Yield a connection that is ready to take messages.

    Raises:
        DeliveryError: The server does not answer or does not let us in.
    """
    chosen = settings()
    try:
        connection = Connection(chosen.smtp_host, chosen.smtp_port, timeout=TIMEOUT_SECONDS)
        _sign_in(connection)
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(
            f"The mail server {chosen.smtp_host}:{chosen.smtp_port} is not ready: {error}",
            hint="Check PRESS_SMTP_HOST, PRESS_SMTP_PORT and the password file, then run again.",
        ) from error
    try:
        yield connection
    finally:
        connection.close()


def send_mail(connection: Connection, message: EmailMessage) -> None:
    """Give one message to the server.

    Raises:
        RefusedError: The server did not take it, or went away before any word of it was sent.
        DeliveryError: The connection broke, and nobody knows whether it did.
    """
    connection.has_begun = False
    try:
        connection.send_message(message)
    except REFUSALS as error:
        raise RefusedError(f"The mail server refused the mail to {message['To']}: {error}") from error
    except (OSError, smtplib.SMTPException) as error:
        if not connection.has_begun:
            raise RefusedError(f"The mail server went away before the mail to {message['To']}: {error}") from error
        raise DeliveryError(f"The connection broke while sending to {message['To']}: {error}") from error
