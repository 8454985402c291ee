"""Tells the operators, in one grouped mail, what needs their hands."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, Protocol

from include.errors import CoverageError
from include.outlets.outages import acknowledged
from include.reporting.smtp import hand_over, mail_server
from include.reporting.wording import CAUSE, percent, word
from include.settings import settings

log = logging.getLogger(__name__)
LINES_SHOWN = 200


class ShortDay(Protocol):
    """One outlet's day of which too little was seen."""

    outlet_id: str
    day: date
    observed_share: float
    main_cause: str | None


class Coverage(Protocol):
    """What a run found out about itself."""

    @property
    def shortfalls(self) -> Sequence[Any]:
        """The outlet days of which too little was seen."""

    @property
    def silent(self) -> Sequence[tuple[str, date]]:
        """The outlet days that were expected and not harvested at all."""

    def summary(self) -> dict[str, Any]:
        """Return the run's counts."""


def operators() -> list[str]:
    """Return the addresses that are told."""
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
        hand_over(connection, message)
    return str(message["Message-ID"])


def _by_outlet(found: Coverage) -> list[tuple[str, str]]:
    """Write one line an outlet, beside its id: its days, the least that was seen, the cause."""
    lines = [
        (outlet_id, f"{outlet_id}: không có kết quả thu thập ngày {day:%d/%m/%Y}") for outlet_id, day in found.silent
    ]
    short: dict[str, list[ShortDay]] = {}
    for outlet_day in found.shortfalls:
        short.setdefault(outlet_day.outlet_id, []).append(outlet_day)
    for outlet_id, days in sorted(short.items()):
        worst = min(days, key=lambda found: (found.observed_share, found.day))
        line = (
            f"{outlet_id}: thiếu {len(days)} ngày ({_span(days)}), thấp nhất {percent(worst.observed_share)}; "
            f"nguyên nhân: {word(CAUSE, worst.main_cause).lower()} ({worst.main_cause or 'unknown'})"
        )
        lines.append((outlet_id, line))
    return lines


def _span(days: Sequence[ShortDay]) -> str:
    """Write the day, or the first and the last of several."""
    first, last = min(found.day for found in days), max(found.day for found in days)
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def tell_operators(found: Coverage, day: date) -> dict[str, Any]:
    """Mail the operators about an incomplete run, then fail so that it is seen; a complete run returns its counts.

    Outages that people know of are logged and stand in the mail, and are no reason for one, nor for failing.

    Args:
        found: What the run found out about itself.
        day: The last day of the run, on which outages are known or not.

    Raises:
        CoverageError: Too little was seen of some outlets' days.
        DeliveryError: The mail server failed.
    """
    known = acknowledged(day)
    said = _by_outlet(found)
    lines = [line for outlet_id, line in said if outlet_id not in known]
    expected = [f"{line} (đã ghi nhận: {known[outlet_id].reason})" for outlet_id, line in said if outlet_id in known]
    for line in expected:
        log.warning("%s", line)
    if not lines:
        return found.summary()
    guide = "Hướng dẫn: docs/runbooks/ingest_outlets.md"
    notify_operators("[Vận hành] Thu thập chưa đầy đủ", [*lines, *expected, guide])
    outlet_ids = dict.fromkeys(outlet_id for outlet_id, _ in said if outlet_id not in known)
    raise CoverageError(
        f"Too little was seen of {len(outlet_ids)} outlets: {', '.join(outlet_ids)}.",
        hint="Read docs/runbooks/ingest_outlets.md; the other outlets' days are complete and were handed on.",
    )
