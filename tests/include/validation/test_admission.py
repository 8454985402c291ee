"""How failures become admissions and quarantined records."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas
import pytest

from include.landing import store
from include.quarantine.actions import QuarantineAction
from include.quarantine.reasons import QuarantineReason as Reason
from include.validation.admission import PAYLOAD, OutletDay, decide, failures_by_row
from include.validation.expectations import Outcome
from include.validation.suite import RowExpectation

DAY = date(2026, 11, 3)
TITLE = RowExpectation(reason=Reason.MISSING_TITLE, column="title", is_required=True, why="x")
SHORT = RowExpectation(reason=Reason.TEXT_TOO_SHORT, column="text_characters", minimum=80, why="x")
PART = ("bao_a", DAY)


def _decide(taken: dict[str, QuarantineAction] | None = None) -> OutletDay:
    row: dict[str, Any] = dict.fromkeys(PAYLOAD) | {
        "article_id": "a", "capture_id": "c", "outlet_id": "bao_a", "day": DAY, "text_characters": 5,
        "published_at": pandas.Timestamp("2026-11-03T01:00Z"),
    }  # fmt: skip
    frame = pandas.DataFrame([row, row | {"article_id": "b", "title": "Tin"}])
    failures = failures_by_row([Outcome(TITLE, (0,)), Outcome(SHORT, (0,))])
    return decide(frame, failures, taken or {}, [PART])[PART]


def test_the_first_failure_names_the_record_and_the_evidence_holds_all() -> None:
    batch = _decide()
    (record,) = batch.records
    assert (record.reason, record.record_key, record.owner) == (Reason.MISSING_TITLE, "a/c", "data_engineer")
    assert record.evidence == (
        "missing_title: expected that title is present, found nothing; "
        "text_too_short: expected that text_characters is at least 80, found 5"
    )
    assert record.payload["published_at"] == "2026-11-03T01:00:00+00:00"
    assert [row["status"] for row in batch.admissions] == ["quarantined", "admitted"]
    assert batch.admissions[0]["quarantine_id"] == record.quarantine_id
    assert batch.quarantined == 1


@pytest.mark.parametrize(
    ("action", "status"), [("release", "admitted"), ("repair", "admitted"), ("discard", "quarantined")]
)
def test_what_people_decided_is_carried_out(action: Any, status: str) -> None:
    repair = {"published_at": "2026-11-02T07:00:00+07:00"} if action == "repair" else {}
    taken = {
        _decide().records[0].quarantine_id: QuarantineAction(
            action, "x", repair, "x", datetime(2026, 11, 4, tzinfo=UTC)
        )
    }
    row = _decide(taken).admissions[0]
    assert row["status"] == status
    assert (row["quarantine_id"] is None) == (status == "admitted")
    expected = datetime(2026, 11, 2, tzinfo=UTC) if action == "repair" else None
    assert row["repaired_published_at"] == expected
    assert len(_decide(taken).records) == 1


def test_a_part_without_rows_is_decided_all_the_same() -> None:
    decided = decide(pandas.DataFrame(), {}, {}, [PART])
    assert decided[PART].admissions == []


def test_a_withheld_part_leaves_nothing(home: Path) -> None:
    batch = _decide()
    batch.write()
    assert store.read("admissions", [DAY]).num_rows == 2
    replace(batch, admissions=[], records=[]).withhold()
    assert store.partitions("admissions") == store.partitions("quarantined_records") == []
