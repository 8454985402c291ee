"""Mails the operators once a week, for all outlets together, whose collecting changed; each state is reported once.

What was reported is in the ledger, so that the next mail is about changes alone. A known outage is printed in the mail,
and no mail is sent for it alone.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.outlets.outages import Outage, acknowledged
from include.periods.days import local_day
from include.reporting.notify import notify_operators
from include.reporting.wording import CAUSE, COLLECTING, percent
from include.warehouse import published

log = logging.getLogger(__name__)
ACTOR = "watch_outlets"
BOARD = "select * from rpt_outlet_health order by outlet_id"
WELL = ("ok", "fixed")
Row = dict[str, Any]


def notify_changes(now: datetime) -> dict[str, Any]:
    """Mail the operators which outlets changed their state since the last mail, and record what was reported.

    Args:
        now: The present instant.

    Returns:
        Counts of outlets by state, of those without a canary, of changes reported, and of outages that are known.

    Raises:
        SettingError: Nothing has been published yet.
        DeliveryError: The mail server failed; the next run reports the same.
    """
    board = published.rows(BOARD)
    known = acknowledged(local_day(now))
    reported = _reported()
    changes = [
        (row, state) for row in board if row["outlet_id"] not in known
        for state in [_state(row, reported.get(row["outlet_id"], "ok"))] if state is not None
    ]  # fmt: skip
    if changes:
        lines = [
            *_lines(changes),
            *_known(board, known),
            *_unwatched(board),
            "Hướng dẫn: docs/runbooks/watch_outlets.md",
        ]
        notify_operators("[Vận hành] Tình hình thu thập trong tuần", lines)
    for row, state in changes:
        append(EntryKind.OUTLET_STATE_TOLD, row["outlet_id"], {"state": state, "day": row["day"]}, ACTOR, now)
    states = Counter(row["state"] for row in board)
    return {**states, "without_canary": len(_without_canary(board)), "reported": len(changes), "known": len(known)}


def _reported() -> dict[str, str]:
    """Return each outlet's last reported state; an outage acknowledged since is reported again when it has ended."""
    reported = {entry.subject_id: entry for entry in entries(EntryKind.OUTLET_STATE_TOLD)}
    since = {entry.subject_id: entry.sequence for entry in entries(EntryKind.OUTAGE_ACKNOWLEDGED)}
    return {
        outlet_id: "acknowledged" if since.get(outlet_id, 0) > entry.sequence else entry.payload["state"]
        for outlet_id, entry in reported.items()
    }


def _state(row: Row, reported: str) -> str | None:
    """Return the state of an outlet to report, or None when it was reported already or was and is well."""
    state = row["state"]
    if state in WELL and row["canary_state"] in ("changed", "unreadable"):
        state = f"canary_{row['canary_state']}"
    if state in WELL:
        return None if reported in WELL else "fixed"
    return None if state == reported else str(state)


def _lines(changes: Sequence[tuple[Row, str]]) -> list[str]:
    """Return one section a state, one line an outlet."""
    lines: list[str] = []
    for heading, title in COLLECTING.items():
        found = [row for row, state in changes if state == heading]
        if found:
            lines += [f"{title}:", *(f"- {_line(row, heading)}" for row in found), ""]
    return lines


def _line(row: Row, state: str) -> str:
    """Return what is known of one outlet."""
    name, cause = row["outlet_id"], CAUSE.get(row["main_cause"] or "", "")
    figures = {
        "silent": _since(row["last_heard_on"]),
        "low": f"{row['articles']} tin trong 7 ngày, bằng {percent(row['volume_ratio'])} so với trước",
        "high": f"{row['articles']} tin trong 7 ngày, bằng {percent(row['volume_ratio'])} so với trước",
        "texts_shorter": _lengths(row),
        "texts_longer": _lengths(row),
        "dates_missing": f"{percent(row['undated_share'])} số tin trong 7 ngày",
    }.get(state, "")
    return ": ".join(filter(None, (name, "; ".join(filter(None, (figures, cause if state != "fixed" else ""))))))


def _without_canary(board: Sequence[Row]) -> list[str]:
    """Return the outlets without a canary."""
    return [row["outlet_id"] for row in board if row["canary_state"] == "none"]


def _unwatched(board: Sequence[Row]) -> list[str]:
    """Return how many outlets have no canary: their silence does not prove that their layout is read."""
    missing = _without_canary(board)
    return [f"Chưa có trang mẫu để kiểm tra: {len(missing)} trên {len(board)} cơ quan.", ""] if missing else []


def _since(heard: date | None) -> str:
    """Return since when nothing was received from an outlet."""
    return f"lần cuối ngày {heard:%d/%m/%Y}" if heard else "chưa từng thu được"


def _lengths(row: Row) -> str:
    """Return how long texts are now and were before."""
    return f"trung bình {row['text_characters']:.0f} ký tự, trước đây {row['text_characters_before']:.0f}"


def _known(board: Sequence[Row], known: dict[str, Outage]) -> list[str]:
    """Return the outages that people know of, with their reason and end."""
    found = [known[row["outlet_id"]] for row in board if row["outlet_id"] in known]
    lines = [f"- {outage.outlet_id}: {outage.reason} (đến hết ngày {outage.until:%d/%m/%Y})" for outage in found]
    return ["Đã ghi nhận, không nhắc lại:", *lines, ""] if lines else []
