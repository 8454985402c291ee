"""The life of what is set aside: state, age, and which days wait for an action to be carried out."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from include.landing import store
from include.quarantine.actions import QuarantineAction, actions, instant
from include.quarantine.reasons import MENDS, QuarantineReason
from include.quarantine.records import found_records

STATES = {"release": "released", "repair": "repaired", "discard": "discarded"}
PASSING = ("release", "repair")


def state_of(action: QuarantineAction | None) -> str:
    """Return open, released, repaired or discarded."""
    return STATES[action.action] if action else "open"


def overview(today: date, days: list[date] | None = None) -> list[dict[str, Any]]:
    """Return each record set aside once, with state, first day, age in days and mend, oldest first."""
    taken = actions()
    latest: dict[str, dict[str, Any]] = {}
    first: dict[str, date] = {}
    for row in found_records(days):
        latest[row["quarantine_id"]] = row
        first.setdefault(row["quarantine_id"], row["day"])
    return [
        {
            "quarantine_id": quarantine_id,
            "record_table": row["record_table"],
            "record_key": row["record_key"],
            "outlet_id": row["outlet_id"],
            "reason": row["reason"],
            "evidence": row["evidence"],
            "owner": row["owner"],
            "state": state_of(taken.get(quarantine_id)),
            "since": first[quarantine_id],
            "age_days": (today - first[quarantine_id]).days,
            "mend": MENDS[QuarantineReason(row["reason"])],
        }
        for quarantine_id, row in latest.items()
    ]


def _article_days(records: list[dict[str, Any]], taken: Mapping[str, QuarantineAction]) -> set[date]:
    """Return the days on which an article's admission is not what its latest action says."""
    rows = store.read("admissions", {record["day"] for record in records}).to_pylist() if records else []
    admitted = {(row["article_id"], row["capture_id"], row["day"]): row for row in rows}
    waiting = set()
    for record in records:
        article_id, capture_id = record["record_key"].split("/")
        row = admitted.get((article_id, capture_id, record["day"]))
        action = taken[record["quarantine_id"]]
        wanted = "admitted" if action.action in PASSING else "quarantined"
        repaired = instant(action.repair.get("published_at", ""))
        if row is None or row["status"] != wanted or row["repaired_published_at"] != repaired:
            waiting.add(record["day"])
    return waiting


def _register_days(records: list[dict[str, Any]], taken: Mapping[str, QuarantineAction]) -> set[date]:
    """Return the latest landed day of registers whose repaired or released rows are not yet in it."""
    waiting = set()
    for record in records:
        latest = max(store.days(record["record_table"]), default=record["day"])
        if record["day"] != latest or taken[record["quarantine_id"]].action not in PASSING:
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
    taken = actions()
    concerned = [row for row in found_records() if row["quarantine_id"] in taken]
    articles = [row for row in concerned if row["record_table"] == "articles"]
    registers = [row for row in concerned if row["record_table"] != "articles"]
    return {
        "articles": sorted(_article_days(articles, taken)),
        "registers": sorted(_register_days(registers, taken)),
    }
