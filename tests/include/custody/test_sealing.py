"""Days are sealed once they are over; what was altered without a lawful reason is said and never sealed over."""

from datetime import date, timedelta
from typing import Any

import pytest

from include.archive.index import warc_path
from include.archive.seals import seal_path
from include.archive.writer import outlet_lock
from include.custody.sealing import seal_archive, verify_day
from include.custody.withdraw import withdraw
from include.ingestion.harvest import close_days
from include.ledger.entries import entries
from include.periods.days import day_start

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
LATER = day_start(FIRST) + timedelta(days=7, hours=2)


@pytest.fixture
def collected(city: Any, press: Any) -> Any:
    """Two days in the archive."""
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    return city


def test_a_day_that_is_over_for_a_week_is_sealed_once_and_logged(collected: Any) -> None:
    assert seal_archive(LATER) == {"sealed": 1, "altered": 0}
    assert seal_archive(LATER) == {"sealed": 0, "altered": 0}
    assert [entry.subject_id for entry in entries("archive_sealed")] == [FIRST.isoformat()]
    assert {row["found"] for row in verify_day(FIRST)} == {"intact"}
    assert verify_day(SECOND) == []


def test_a_seal_that_a_kill_left_unlogged_is_logged_by_the_next_run(collected: Any) -> None:
    from include.archive import seals

    seals.seal(FIRST)
    assert seal_archive(LATER)["sealed"] == 1


def test_a_day_that_is_being_written_is_sealed_by_a_later_run(collected: Any) -> None:
    with outlet_lock("bao_a"):
        assert seal_archive(LATER) == {"sealed": 0, "altered": 0}
    assert seal_archive(LATER) == {"sealed": 1, "altered": 0}


def test_bytes_altered_by_hand_are_found_and_not_sealed_over(collected: Any) -> None:
    seal_archive(LATER)
    path = warc_path("bao_a", FIRST)
    path.write_bytes(b"x" + path.read_bytes()[1:] + b"more")
    assert seal_archive(LATER) == {"sealed": 0, "altered": 1}
    assert "altered" in {row["found"] for row in verify_day(FIRST)}


def test_a_lawful_erasure_explains_itself(collected: Any, press: Any) -> None:
    seal_archive(LATER)
    withdraw("http://a.example.vn/tin-1.html", "Theo quyết định", "data_engineer", LATER)
    assert {row["file"].split(".")[-1]: row["found"] for row in verify_day(FIRST)} == {
        "jsonl": "grown", "gz": "withdrawn",
    }  # fmt: skip
    assert seal_archive(LATER)["sealed"] == 1


def test_a_seal_that_the_ledger_does_not_know_is_no_seal(collected: Any) -> None:
    seal_archive(LATER)
    seal_path(FIRST).write_text(seal_path(FIRST).read_text() + " ")
    assert {"file": f".seals/{FIRST}.json", "found": "altered"} in verify_day(FIRST)
