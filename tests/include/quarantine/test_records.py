"""Quarantined records, as they are kept."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from include.errors import DeclarationError
from include.landing import store
from include.quarantine.reasons import QuarantineReason
from include.quarantine.records import QuarantinedRecord, found_records, record_of, replace_records

DAY, NEXT = date(2026, 11, 3), date(2026, 11, 4)
RECORD = QuarantinedRecord(
    "articles", "a/c", QuarantineReason.MISSING_TITLE, "title is missing", {"url": "x", "day": DAY},
    "data_engineer", DAY, "bao_a",
)  # fmt: skip


def test_the_id_depends_on_table_key_content_and_reason_and_not_on_the_day() -> None:
    assert replace(RECORD, day=NEXT, evidence="x").quarantine_id == RECORD.quarantine_id
    others = [
        replace(RECORD, record_table="plans"), replace(RECORD, record_key="b/c"), replace(RECORD, fingerprint="1"),
        replace(RECORD, reason=QuarantineReason.TEXT_EMPTY),
    ]  # fmt: skip
    assert len({record.quarantine_id for record in [RECORD, *others]}) == 5


def test_the_payload_is_json_with_vietnamese_letters() -> None:
    row = replace(RECORD, payload={"title": "Hà Nội", "day": DAY}).row()
    assert json.loads(row["payload"]) == {"title": "Hà Nội", "day": "2026-11-03"}
    assert "Hà Nội" in row["payload"]


def test_a_part_is_replaced_whole_and_removed_when_empty(home: Path) -> None:
    assert replace_records(DAY, "bao_a", [RECORD, replace(RECORD, record_key="b/c")]) == 2
    assert replace_records(DAY, "bao_a", [RECORD]) == 1
    assert [row["record_key"] for row in found_records()] == ["a/c"]
    assert replace_records(DAY, "bao_a", []) == 0
    assert store.partitions("quarantined_records") == []


def test_records_come_oldest_first_and_by_day(home: Path) -> None:
    replace_records(NEXT, "bao_a", [replace(RECORD, day=NEXT)])
    replace_records(DAY, "bao_a", [RECORD])
    assert [row["day"] for row in found_records()] == [DAY, NEXT]
    assert [row["day"] for row in found_records([NEXT])] == [NEXT]
    assert record_of(RECORD.quarantine_id)["day"] == NEXT


def test_an_unknown_id_is_refused(home: Path) -> None:
    with pytest.raises(DeclarationError, match="Nothing in quarantine"):
        record_of("0" * 16)
