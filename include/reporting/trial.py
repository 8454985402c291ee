"""Sends a report to the department's own operators as a trial: whether mail arrives, and how it reads there.

A trial is not a delivery: it is not recorded, says in its subject and its first line what it is, and goes to nobody
whom the settings do not name as an operator. So it needs no approval, and nothing leaves the department by it.
"""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

from include.errors import ReportError
from include.mailing.smtp import mail_server, send_mail
from include.reporting.compose import read_snapshot
from include.reporting.notify import operators
from include.reporting.render.files import file_bytes
from include.reporting.render.mail import SUBJECT_LETTERS, compose_mail
from include.settings import settings

MARK = "[GỬI THỬ] "
SAYS = "Thư gửi thử cho bộ phận vận hành, không phải báo cáo đã ban hành. Bản chưa ký số."
ROLE = "Bộ phận vận hành (gửi thử)"


def send_trial(folder: str | Path, address: str) -> str:
    """Send a snapshot with its drawn files to one operator and return the Message-ID.

    Raises:
        ReportError: The snapshot is altered, or the address is no operator's.
        DeliveryError: The mail server failed or refused it.
    """
    snapshot = read_snapshot(Path(folder))
    if address not in operators():
        raise ReportError(
            f"{address} is no operator's address, and a trial goes to operators alone.",
            hint="Name one of PRESS_OPERATORS.",
        )
    files = file_bytes(snapshot.folder, snapshot.content)
    message = compose_mail(
        snapshot.content,
        files,
        ("trial", ROLE, address),
        settings().mail_sender,
        at=datetime.now(UTC),
        copy=(False, SAYS),
    )
    _mark(message)
    with mail_server() as connection:
        send_mail(connection, message)
    return str(message["Message-ID"])


def _mark(message: EmailMessage) -> None:
    """Say in the subject that it is a trial, under a Message-ID that no delivery has."""
    subject = f"{MARK}{message['Subject']}"
    message.replace_header("Subject", subject[:SUBJECT_LETTERS])
    message.replace_header("Message-ID", f"<trial.{uuid4().hex}@{settings().mail_sender.rpartition('@')[2]}>")
