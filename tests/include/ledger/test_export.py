"""The warehouse receives the ledger as typed rows."""

from datetime import UTC, datetime
from pathlib import Path

from include.ledger.entries import append
from include.ledger.export import rows

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_rows_carry_every_column_of_the_source_table(home: Path) -> None:
    append("decision", "finding-1", {"decision": "confirm", "reason": "rõ"}, "x", AT)
    (row,) = rows()
    assert row["payload"] == '{"decision":"confirm","reason":"rõ"}'
    assert row["recorded_at"] == AT
    assert list(row) == [
        "sequence", "kind", "subject_id", "payload", "actor", "recorded_at", "previous_hash", "entry_hash",
    ]  # fmt: skip
