"""The ledger keeps what was appended, in order, and shows any change."""

import multiprocessing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trial
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from include.errors import LedgerError
from include.ledger.engine import ledger_engine
from include.ledger.entries import append, append_if, entries
from include.ledger.verification import verify

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _append_many(label: str, count: int) -> None:
    """Append from a process of its own."""
    for number in range(count):
        append("decision", f"{label}-{number}", {"decision": "confirm"}, actor="người rà soát")


def _claim_once(number: int) -> bool:
    """Claim the one delivery that every process wants."""
    return append_if(lambda known: not known, "delivery_claimed", "one", {"by": number}, "máy") is not None


def test_an_entry_comes_back_as_it_was_appended(ledger: Path) -> None:
    written = append("reply", "finding-1", {"text": "Đã bổ sung", "received_on": date(2026, 11, 20)}, "văn thư", AT)
    assert entries() == [written]
    assert written.payload == {"text": "Đã bổ sung", "received_on": "2026-11-20"}
    assert written.recorded_at == AT


def test_entries_are_narrowed_to_kind_and_subject(ledger: Path) -> None:
    append("decision", "a", {}, "x", AT)
    append("reply", "a", {}, "x", AT)
    append("decision", "b", {}, "x", AT)
    assert [e.sequence for e in entries(kind="decision")] == [1, 3]
    assert [e.sequence for e in entries(kind="decision", subject_id="b")] == [3]


def test_the_database_refuses_to_change_or_remove_an_entry(ledger: Path) -> None:
    append("decision", "a", {}, "x", AT)
    for statement in ("update ledger_entries set actor = 'y'", "delete from ledger_entries"):
        with pytest.raises(DBAPIError, match="append-only"), ledger_engine().begin() as connection:
            connection.execute(text(statement))
    assert verify().is_unbroken


def test_an_unknown_kind_or_an_unnamed_actor_is_refused(home: Path) -> None:
    with pytest.raises(LedgerError, match="kind"):
        append("opinion", "a", {}, "x")
    with pytest.raises(LedgerError, match="actor"):
        append("decision", "a", {}, " ")


@pytest.mark.slow
def test_processes_that_start_and_write_at_once_make_one_chain(ledger: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_append_many, args=(f"p{number}", 10)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    assert [e.sequence for e in entries()] == list(range(1, 41))
    assert verify().is_unbroken


@pytest.mark.slow
def test_of_processes_that_claim_the_same_thing_one_wins(ledger: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        won = pool.map(_claim_once, range(12))
    assert sum(won) == 1
    assert len(entries()) == 1


@trial(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=st.dictionaries(st.text(), st.one_of(st.none(), st.booleans(), st.integers(), st.text())))
def test_any_payload_leaves_the_chain_unbroken(home: Path, payload: dict[str, object]) -> None:
    append("switch", "rule", payload, "x", AT)
    assert verify().is_unbroken
