"""A quarantined record: its identity, its row in the landing, and the search for it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from include.articles.identity import stable_id
from include.errors import DeclarationError
from include.landing import store
from include.quarantine.reasons import Owner, QuarantineReason

TABLE = "quarantined_records"


@dataclass(frozen=True)
class QuarantinedRecord:
    """One quarantined record; the fields are the columns of ``quarantined_records``.

    ``fingerprint`` is a hash of what was read: when the record changes, it is a different record and an earlier action
    no longer concerns it.
    """

    record_table: str
    record_key: str
    reason: QuarantineReason
    evidence: str
    payload: Mapping[str, Any]
    owner: Owner
    day: date
    outlet_id: str | None = None
    fingerprint: str = ""

    @property
    def quarantine_id(self) -> str:
        """The stable id of table, record, content and reason."""
        return stable_id("quarantine", self.record_table, self.record_key, self.fingerprint, self.reason)

    def row(self) -> dict[str, Any]:
        """Return the row for the landing."""
        return {
            "quarantine_id": self.quarantine_id,
            "record_table": self.record_table,
            "record_key": self.record_key,
            "outlet_id": self.outlet_id,
            "reason": self.reason.value,
            "evidence": self.evidence,
            "payload": json.dumps(self.payload, ensure_ascii=False, sort_keys=True, default=str),
            "owner": self.owner,
            "day": self.day,
        }


def replace_records(day: date, part: str, records: Iterable[QuarantinedRecord]) -> int:
    """Replace what is quarantined of one day and part (an outlet or a register), and return how many there are."""
    rows = [record.row() for record in records]
    if rows:
        store.write(TABLE, day, rows, part)
    else:
        store.remove(TABLE, day, part)
    return len(rows)


def found_records(days: Iterable[date] | None = None) -> list[dict[str, Any]]:
    """Return the rows of everything quarantined, oldest first; the same record on several days comes once a day."""
    rows: list[dict[str, Any]] = store.read(TABLE, days).to_pylist()
    return sorted(rows, key=lambda row: (row["day"], row["record_table"], row["record_key"], row["quarantine_id"]))


def record_of(quarantine_id: str) -> dict[str, Any]:
    """Return the latest row of one quarantined record.

    Raises:
        DeclarationError: There is none.
    """
    found = [row for row in found_records() if row["quarantine_id"] == quarantine_id]
    if not found:
        raise DeclarationError(f"Nothing in quarantine has the id {quarantine_id}.", hint="See press quarantine list.")
    return found[-1]
