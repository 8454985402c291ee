"""Mails the operators, once for all outlets, the result of a backfill."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from include.errors import CoverageError
from include.reporting.notify import notify_operators
from include.reporting.wording import number

log = logging.getLogger(__name__)
GUIDE = "Hướng dẫn: docs/runbooks/backfill_outlets.md"
STATES = {
    "time_gate": "có cổng thời gian; chạy ingest_outlets cho chính các ngày đó",
    "no_sitemap": "hồ sơ chưa khai báo sơ đồ trang (sitemap)",
    "sitemap_unread": "không đọc được sơ đồ trang nào",
    "too_young": "sơ đồ trang chỉ có từ ngày {oldest}",
}
FIGURES = {
    "entries": "tìm thấy",
    "known": "đã có",
    "fetched": "thu thập",
    "refused": "robots.txt không cho phép",
    "failed": "không lấy được",
    "undated": "không có ngày",
    "left_over": "để lại cho lượt sau",
    "sitemaps_left": "sơ đồ trang chưa đọc",
}


def notify_backfill(
    expected: Iterable[str], accounts: Sequence[Mapping[str, Any]], from_day: date, to_day: date
) -> dict[str, Any]:
    """Mail the operators what was found, fetched and left of each outlet, and return the sums.

    Args:
        expected: Outlets that were to be asked.
        accounts: The figures of each that was.
        from_day: First day of the interval.
        to_day: Last day of the interval.

    Raises:
        CoverageError: Nobody was expected, or nothing is known of some outlets.
        DeliveryError: The mail server failed.
    """
    silent = sorted(set(expected) - {account["outlet_id"] for account in accounts})
    lines = [_line(account) for account in sorted(accounts, key=lambda account: str(account["outlet_id"]))]
    lines += [f"{outlet_id}: không có kết quả" for outlet_id in silent]
    for line in lines:
        log.info("%s", line)
    subject = f"[Vận hành] Thu thập bổ sung {from_day:%d/%m/%Y} – {to_day:%d/%m/%Y}"
    notify_operators(subject, [*lines, GUIDE])
    if silent or not accounts:
        raise CoverageError(
            f"Nothing is known of {', '.join(silent) or 'any outlet'}.",
            hint="Read the log of the task ask in this run, fix what it names, and trigger the interval again.",
        )
    return {"outlets": len(accounts), **{name: sum(account[name] for account in accounts) for name in FIGURES}}


def _line(account: Mapping[str, Any]) -> str:
    """Return one outlet's figures, those that are not zero, and why the interval stays incomplete."""
    said = [f"{words} {number(account[name])}" for name, words in FIGURES.items() if account[name]]
    oldest = date.fromisoformat(account["oldest"]) if account["oldest"] else None
    if account["state"]:
        said.append(STATES[account["state"]].format(oldest=f"{oldest:%d/%m/%Y}" if oldest else ""))
    return f"{account['outlet_id']}: {', '.join(said) or 'không có tin, bài nào'}"
