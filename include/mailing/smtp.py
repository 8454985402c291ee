"""Sends messages to the mail server, and distinguishes accepted, refused and uncertain ones."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cache

from include.errors import DeliveryError, RefusedError
from include.mailing.message_bytes import flat
from include.settings import settings

TIMEOUT_SECONDS = 30
START_INPUT = 354  # the answer to DATA (RFC 5321, 4.1.1.4); until then the server has received nothing of the mail
REFUSALS = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


class Connection(smtplib.SMTP):
    """A connection that records whether the server had asked for a mail's content when it broke."""

    has_begun = False

    def getreply(self) -> tuple[int, bytes]:
        """Return the server's answer; after 354 the content is sent, and a broken connection leaves it in doubt."""
        code, text = super().getreply()
        self.has_begun = self.has_begun or code == START_INPUT
        return code, text


@cache
def _own_name() -> str:
    """Return how this computer names itself to a mail server; asked once, since a name server may take its time."""
    return smtplib.SMTP().local_hostname


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
        connection = Connection(chosen.smtp_host, chosen.smtp_port, local_hostname=_own_name(), timeout=TIMEOUT_SECONDS)
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


def send_mail(connection: Connection, message: EmailMessage, written: bytes | None = None) -> None:
    """Give one message to the server.

    Args:
        connection: Ready to take it.
        message: The message.
        written: Its bytes, where they were made already.

    Raises:
        RefusedError: The server did not take it, or closed the connection before any of it was sent.
        DeliveryError: The connection broke while sending, so that nobody knows whether the server took it.
    """
    connection.has_begun = False
    try:
        sender, receiver = (getaddresses([str(message[name])])[0][1] for name in ("From", "To"))
        connection.sendmail(sender, [receiver], written or flat(message))
    except REFUSALS as error:
        raise RefusedError(f"The mail server refused the mail to {message['To']}: {error}") from error
    except (OSError, smtplib.SMTPException) as error:
        if not connection.has_begun:
            raise RefusedError(f"The mail server disconnected before the mail to {message['To']}: {error}") from error
        raise DeliveryError(f"The connection broke while sending to {message['To']}: {error}") from error
