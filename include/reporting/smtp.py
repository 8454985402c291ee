"""Sends messages to the mail server, and says for certain whether it took them, refused them, or nobody knows."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from include.errors import DeliveryError, RefusedError
from include.settings import settings

TIMEOUT_SECONDS = 30
REFUSALS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


def _sign_in(connection: smtplib.SMTP) -> None:
    """Encrypt the connection and sign in where the settings ask for it."""
    chosen = settings()
    if chosen.smtp_starttls:
        connection.starttls(context=ssl.create_default_context())
    if chosen.smtp_user:
        path = chosen.smtp_password_file
        connection.login(chosen.smtp_user, path.read_text(encoding="utf-8").strip() if path else "")


@contextmanager
def mail_server() -> Iterator[smtplib.SMTP]:
    """Yield a connection that is ready to take messages.

    Raises:
        DeliveryError: The server does not answer or does not let us in.
    """
    chosen = settings()
    try:
        connection = smtplib.SMTP(chosen.smtp_host, chosen.smtp_port, timeout=TIMEOUT_SECONDS)
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


def send_mail(connection: smtplib.SMTP, message: EmailMessage) -> None:
    """Give one message to the server.

    Raises:
        RefusedError: The server did not take it.
        DeliveryError: The connection broke, and nobody knows whether it did.
    """
    try:
        connection.send_message(message)
    except REFUSALS as error:
        raise RefusedError(f"The mail server refused the mail to {message['To']}: {error}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(f"The connection broke while sending to {message['To']}: {error}") from error
