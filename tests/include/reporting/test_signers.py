"""A report is approved in the capacity that it bears, by an account that signs in it on that day."""

from datetime import UTC, date, datetime

import pytest

from include.errors import ReportError
from include.landing import store
from include.landing.contract import table
from include.ledger.entries import entries
from include.reporting.approve import ApprovalState, approve, approved_files, return_report, state_of
from include.reporting.compose import Snapshot
from include.reporting.declaration import reports
from include.reporting.recompose import recompose
from include.reporting.signers import HEAD, capacities_held, capacity_printed
from tests.include.reporting.conftest import DEPUTY, DIRECTOR
from tests.include.reporting.sample_rows import month_query

AT, LANDED = datetime(2026, 11, 16, 2, 0, tzinfo=UTC), date(2026, 11, 15)
DAY = date(2026, 11, 16)


def _land(*rows: tuple[str, str, date, date | None], day: date = LANDED) -> None:
    """Land a register of signers: account, capacity, first and last day."""
    store.write(
        "signers",
        day,
        [
            {"account": account, "capacity": capacity, "decision_number": "12/QĐ-SVHTT", "effective_from": first,
             "effective_to": last, "register_row_id": f"signers-{n}", "sheet": "csv", "file_name": "signers.csv",
             "file_sha256": "0" * 64, "row_number": n + 2, "day": day}
            for n, (account, capacity, first, last) in enumerate(rows)
        ],
    )  # fmt: skip


def _by_deputy(snapshot: Snapshot) -> Snapshot:
    """Return the report composed again for a deputy's signature."""
    return recompose(
        snapshot.folder, DIRECTOR, "Phó Giám đốc ký", capacity="deputy", query=month_query, build_id="build-2", at=AT
    )


def test_where_no_register_was_landed_no_account_is_bound(snapshot: Snapshot) -> None:
    assert capacities_held(DEPUTY.name, DAY) is None
    approve(snapshot.folder, DEPUTY, "Đã xem", at=AT)
    assert approved_files(snapshot)


def test_each_account_approves_what_it_signs_alone(snapshot: Snapshot) -> None:
    _land((DIRECTOR.name, "head", date(2026, 1, 1), None), (DEPUTY.name, "deputy", date(2026, 1, 1), None))
    with pytest.raises(ReportError, match="pho_giam_doc does not sign as Giám đốc on 2026-11-16"):
        approve(snapshot.folder, DEPUTY, "Đã xem", at=AT)
    assert entries("approval") == []
    made = _by_deputy(snapshot)
    assert (capacity_printed(snapshot), capacity_printed(made)) == (HEAD, "deputy")
    with pytest.raises(ReportError, match="giam_doc does not sign as KT. Giám đốc Phó Giám đốc"):
        approve(made.folder, DIRECTOR, "Đã xem", at=AT)
    approve(made.folder, DEPUTY, "Đã xem", at=AT)
    assert (state_of(made.folder), len(approved_files(made))) == (ApprovalState.APPROVED, 3)


@pytest.mark.parametrize(
    ("first", "last", "signs"),
    [
        (date(2026, 11, 16), date(2026, 11, 16), True),
        (date(2026, 11, 17), None, False),
        (date(2026, 1, 1), date(2026, 11, 15), False),
    ],
)
def test_the_first_and_the_last_day_of_a_capacity_count(
    snapshot: Snapshot, first: date, last: date | None, signs: bool
) -> None:
    _land((DIRECTOR.name, "head", first, last))
    assert (capacities_held(DIRECTOR.name, DAY) == frozenset({"head"})) == signs
    if signs:
        approve(snapshot.folder, DIRECTOR, "Đã xem", at=AT)
    else:
        with pytest.raises(ReportError, match="does not sign"):
            approve(snapshot.folder, DIRECTOR, "Đã xem", at=AT)


def test_the_newest_register_counts_and_an_empty_one_binds_everybody(snapshot: Snapshot) -> None:
    _land((DIRECTOR.name, "head", date(2026, 1, 1), None))
    _land(day=DAY)
    with pytest.raises(ReportError, match="does not sign"):
        approve(snapshot.folder, DIRECTOR, "Đã xem", at=AT)


def test_a_capacity_that_is_found_wrong_afterwards_stops_what_has_not_left(snapshot: Snapshot) -> None:
    _land((DIRECTOR.name, "head", date(2026, 1, 1), None))
    approve(snapshot.folder, DIRECTOR, "Đã xem", at=AT)
    _land((DIRECTOR.name, "head", date(2026, 1, 1), date(2026, 10, 31)), day=date(2026, 11, 17))
    assert state_of(snapshot.folder) == ApprovalState.WAITING
    with pytest.raises(ReportError, match="does not count: giam_doc does not sign"):
        approved_files(snapshot)


def test_a_capacity_that_ends_after_the_approval_takes_nothing_back(snapshot: Snapshot) -> None:
    _land((DIRECTOR.name, "head", date(2026, 1, 1), None))
    approve(snapshot.folder, DIRECTOR, "Đã xem", at=AT)
    _land((DIRECTOR.name, "head", date(2026, 1, 1), DAY), day=date(2026, 11, 17))
    assert state_of(snapshot.folder) == ApprovalState.APPROVED


def test_any_approver_may_return_a_report(snapshot: Snapshot) -> None:
    _land((DIRECTOR.name, "head", date(2026, 1, 1), None))
    return_report(snapshot.folder, DEPUTY, "Sửa số liệu", at=AT)
    assert state_of(snapshot.folder) == ApprovalState.RETURNED


def test_the_register_knows_every_capacity_that_a_report_declares() -> None:
    declared = {one.id for report in reports().values() for one in report.capacities}
    assert {HEAD, *declared} == set(table("signers").column("capacity").choices)
