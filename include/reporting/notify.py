"""Notifies the operators, in one grouped mail, of what needs their attention."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from include.errors import CoverageError
from include.outlets.outages import acknowledged
from include.reporting.smtp import mail_server, send_mail
from include.reporting.wording import CAUSE, percent, word
from include.settings import settings

log = logging.getLogger(__name__)
LINES_SHOWN = 200


def operators() -> list[str]:
    """Return the operators' addresses."""
    return [address.strip() for address in settings().operators.split(",") if address.strip()]


def notify_operators(subject: str, lines: Sequence[str]) -> str:
    """Send one mail with all lines and return its Message-ID, which depends on the words alone.

    Raises:
        DeliveryError: The mail server failed.
    """
    shown = [*lines[:LINES_SHOWN], *([f"… và {len(lines) - LINES_SHOWN} dòng nữa"] if len(lines) > LINES_SHOWN else [])]
    text = "\n".join(shown) + "\n"
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"], message["To"] = subject, settings().mail_sender, ", ".join(operators())
    digest = hashlib.sha256(f"{subject}\n{text}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<operators.{digest}@{settings().mail_sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    with mail_server() as connection:
        send_mail(connection, message)
    return str(message["Message-ID"])


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
