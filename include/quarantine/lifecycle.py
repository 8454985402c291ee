"""Derives the state and age of quarantined records, and the days that wait for a replay."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from include.landing import store
from include.quarantine.actions import QuarantineAction, actions, instant
from include.quarantine.reasons import HINTS, QuarantineReason
from include.quarantine.records import found_records

STATES = {"release": "released", "repair": "repaired", "discard": "discarded"}
PASSING = ("release", "repair")


def state_of(action: QuarantineAction | None, is_fixed: bool = False) -> str:
    """Return open, released, repaired or discarded; or fixed, when the latest register no longer has the fault."""
    if action:
        return STATES[action.action]
    return "fixed" if is_fixed else "open"


def _last_landings(records: Iterable[Mapping[str, Any]]) -> dict[str, date]:
    """Return the last day on which each register of some records was landed.

    Articles are left out: their records are replaced with their day, so what is fixed is gone.
    """
    names = {record["record_table"] for record in records} - {"articles"}
    return {name: max(store.days(name), default=date.min) for name in names}


def _address(record: Mapping[str, Any]) -> str | None:
    """Return the address of a quarantined article, from what was read of it."""
    payload: dict[str, Any] = json.loads(record["payload"])
    return payload.get("canonical_url") if record["record_table"] == "articles" else None


def overview(today: date, days: list[date] | None = None) -> list[dict[str, Any]]:
    """Return each quarantined record once, with state, first day, age in days and fix, oldest first.

    Args:
        today: Day as of which the age is counted.
        days: Only what was quarantined on one of these days; all by default.
    """
    actions_by_id = actions()
    latest: dict[str, dict[str, Any]] = {}
    first: dict[str, date] = {}
    wanted = set()
    for row in found_records():
        latest[row["quarantine_id"]] = row
        first.setdefault(row["quarantine_id"], row["day"])
        if days is None or row["day"] in days:
            wanted.add(row["quarantine_id"])
    landed = _last_landings(latest.values())
    return [
        {
            "quarantine_id": quarantine_id,
            "record_table": row["record_table"],
            "record_key": row["record_key"],
            "outlet_id": row["outlet_id"],
            "address": _address(row),
            "reason": row["reason"],
            "evidence": row["evidence"],
            "owner": row["owner"],
            "state": state_of(actions_by_id.get(quarantine_id), row["day"] < landed.get(row["record_table"], date.min)),
            "since": first[quarantine_id],
            "age_days": (today - first[quarantine_id]).days,
            "hint": HINTS[QuarantineReason(row["reason"])],
        }
        for quarantine_id, row in latest.items()
        if quarantine_id in wanted
    ]


def _article_days(records: list[dict[str, Any]], actions_by_id: Mapping[str, QuarantineAction]) -> set[date]:
    """Return the days on which an article's admission is not what its latest action says."""
    rows = store.read("admissions", {record["day"] for record in records}).to_pylist() if records else []
    admitted = {(row["article_id"], row["capture_id"], row["day"]): row for row in rows}
    waiting = set()
    for record in records:
        article_id, capture_id = record["record_key"].split("/")
        row = admitted.get((article_id, capture_id, record["day"]))
        action = actions_by_id[record["quarantine_id"]]
        wanted = "admitted" if action.action in PASSING else "quarantined"
        repaired = instant(action.repair.get("published_at", ""))
        if row is None or row["status"] != wanted or row["repaired_published_at"] != repaired:
            waiting.add(record["day"])
    return waiting


def _register_days(records: list[dict[str, Any]], actions_by_id: Mapping[str, QuarantineAction]) -> set[date]:
    """Return the latest landed day of registers whose repaired or released rows are not yet in it."""
    waiting = set()
    for record in records:
        latest = max(store.days(record["record_table"]), default=record["day"])
        if record["day"] != latest or actions_by_id[record["quarantine_id"]].action not in PASSING:
            continue
        landed = store.read(record["record_table"], [latest], columns=["register_row_id"]).column(0).to_pylist()
        if json.loads(record["payload"]).get("register_row_id") not in landed:
            waiting.add(latest)
    return waiting


def days_to_replay() -> dict[str, list[date]]:
    """Return the days whose articles, and those whose registers, wait for an action in the ledger to be carried out.

    An article is admitted again into its own day. A register's row is read again into the latest landed day, since
    earlier landings say what the register held then.
    """
    actions_by_id = actions()
    concerned = [row for row in found_records() if row["quarantine_id"] in actions_by_id]
    articles = [row for row in concerned if row["record_table"] == "articles"]
    registers = [row for row in concerned if row["record_table"] != "articles"]
    return {
        "articles": sorted(_article_days(articles, actions_by_id)),
        "registers": sorted(_register_days(registers, actions_by_id)),
    }
