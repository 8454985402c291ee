"""Exports the ledger as rows for the warehouse."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from include.ledger.engine import reading
from include.ledger.tables import ledger_entries

COLUMNS = ("sequence", "kind", "subject_id", "payload", "actor", "recorded_at", "previous_hash", "entry_hash")


def rows() -> list[dict[str, Any]]:
    """Return every entry in its order as a row of the warehouse's source table ``ledger_entries``.

    Columns: sequence, kind, subject_id, payload (JSON text), actor, recorded_at (UTC), previous_hash, entry_hash.
    """
    with reading() as connection:
        columns = [ledger_entries.c[name] for name in COLUMNS]
        found = connection.execute(select(*columns).order_by(ledger_entries.c.sequence)).mappings()
        return [{**row, "recorded_at": datetime.fromisoformat(row["recorded_at"])} for row in found]
