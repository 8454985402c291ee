"""Notifies the operators, in one grouped mail each, of what needs their attention."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import Any

from include.errors import CoverageError, DeliveryError, RefusedError
from include.mailing import outbox
from include.mailing.outbox import MailState
from include.mailing.policy import MAIL
from include.mailing.smtp import mail_server, send_mail
from include.outlets.outages import acknowledged
from include.periods.days import local_day
from include.reporting.wording import CAUSE, percent, word
from include.settings import settings

log = logging.getLogger(__name__)
LINES_SHOWN = 200


def operators() -> list[str]:
    """Return the operators' addresses."""
    return [address.strip() for address in settings().operators.split(",") if address.strip()]


def notify_operators(subject: str, lines: Sequence[str]) -> str:
    """Send all lines to each operator in a mail of their own; return the id that depends on the words alone.

    Where an address is refused, or the server fails at it, the others get theirs, and the next try with the same words
    asks for that one alone.

    Raises:
        RefusedError: The mail server refused some of the addresses, which are named.
        DeliveryError: The mail server failed at some of them, which are named.
    """
    shown = [*lines[:LINES_SHOWN], *([f"… và {len(lines) - LINES_SHOWN} dòng nữa"] if len(lines) > LINES_SHOWN else [])]
    text = "\n".join(shown) + "\n"
    digest = hashlib.sha256(f"{subject}\n{text}".encode()).hexdigest()[:32]
    messages = [_message(subject, text, address, digest) for address in operators()]
    problems = {str(message["To"]): problem for message in messages if (problem := _problem(message))}
    if problems:
        is_refused = all(isinstance(problem, RefusedError) for problem in problems.values())
        kind, did = (RefusedError, "refused") if is_refused else (DeliveryError, "failed at")
        hint = "Correct PRESS_OPERATORS, or fix the mail server."
        raise kind(f"The mail server {did} {', '.join(problems)}.", hint=hint) from next(iter(problems.values()))
    for message in messages:
        outbox.forget(_today(message))  # so that the same text can be sent again another time
    return digest


def _message(subject: str, text: str, address: str, digest: str) -> EmailMessage:
    """Write one operator's mail; its Message-ID depends on text and address alone."""
    message = EmailMessage(policy=MAIL)
    message["Subject"], message["From"], message["To"] = subject, settings().mail_sender, address
    whose = hashlib.sha256(address.encode()).hexdigest()[:8]
    message["Message-ID"] = f"<operators.{digest}.{whose}@{settings().mail_sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    return message


def _today(message: EmailMessage) -> str:
    """Return the key of today's attempt at a mail: one left unfinished yesterday is sent anew."""
    return f"{message['Message-ID']} {local_day(datetime.now(UTC))}"


def _problem(message: EmailMessage) -> DeliveryError | None:
    """Send a mail unless an earlier try did; return why the server did not take it, or did not say so."""
    if outbox.state_of(_today(message)) == MailState.SENT:
        return None
    try:
        with mail_server() as connection:
            send_mail(connection, message)
    except DeliveryError as error:
        log.error("%s", error)
        return error
    outbox.note_sent(_today(message))
    return None


def _by_outlet(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return one line an outlet, beside its id: its days, the least that was seen, the cause."""
    lines = [
        (row["outlet_id"], f"{row['outlet_id']}: không có kết quả thu thập ngày {_day(row):%d/%m/%Y}")
        for row in record["silent"]
    ]
    short: dict[str, list[Mapping[str, Any]]] = {}
    for row in record["short"]:
        short.setdefault(row["outlet_id"], []).append(row)
    for outlet_id, rows in sorted(short.items()):
        worst = min(rows, key=lambda row: (row["observed_share"], row["day"]))
        cause = worst["main_cause"]
        line = (
            f"{outlet_id}: thiếu {len(rows)} ngày ({_span([_day(row) for row in rows])}), "
            f"thấp nhất {percent(worst['observed_share'])}; "
            f"nguyên nhân: {word(CAUSE, cause).lower()} ({cause or 'unknown'})"
        )
        lines.append((outlet_id, line))
    return lines


def _day(row: Mapping[str, Any]) -> date:
    """Return the day of a row."""
    return date.fromisoformat(row["day"])


def _span(days: Sequence[date]) -> str:
    """Format the day, or the first and the last of several."""
    first, last = min(days), max(days)
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def notify_coverage(record: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Mail the operators about an incomplete run, then fail so that it is seen; a complete run returns its counts.

    Known outages are logged and printed in the mail; alone they cause neither a mail nor a failure.

    Args:
        record: The result of reconciliation: ``counts``, ``silent`` and ``short`` outlet days.
        day: The last day of the run, on which outages are known or not.

    Raises:
        CoverageError: Too little was seen of some outlets' days.
        DeliveryError: The mail server failed.
    """
    known = acknowledged(day)
    said = _by_outlet(record)
    lines = [line for outlet_id, line in said if outlet_id not in known]
    expected = [f"{line} (đã ghi nhận: {known[outlet_id].reason})" for outlet_id, line in said if outlet_id in known]
    for line in expected:
        log.warning("%s", line)
    if not lines:
        return dict(record["counts"])
    guide = "Hướng dẫn: docs/runbooks/ingest_outlets.md"
    notify_operators("[Vận hành] Thu thập chưa đầy đủ", [*lines, *expected, guide])
    outlet_ids = dict.fromkeys(outlet_id for outlet_id, _ in said if outlet_id not in known)
    raise CoverageError(
        f"Too little was seen of {len(outlet_ids)} outlets: {', '.join(outlet_ids)}.",
        hint="Read docs/runbooks/ingest_outlets.md; the other outlets' days are complete and were published.",
    )
