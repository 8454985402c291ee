"""Checks the landing of a stage against the contract of each of its tables: a row that breaks it is our own fault.

Single bad records are quarantined before they are landed; a fault found here cannot be fixed row by row, so the run
stops and no asset event is emitted.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import date

from include.errors import GateError
from include.landing import store
from include.landing.contract import tables
from include.validation.expectations import check_rows
from include.validation.suite import contract_expectations

log = logging.getLogger(__name__)
COLLECTED = ("article_backfills", "article_revisions", "captures", "harvests", "observations")
"""Tables beside articles whose rows must fit their contract for a day to pass."""


def written_by(*writers: str) -> list[str]:
    """Return the tables that packages write, such as ``include.registers``, by name."""
    return sorted(name for name, table in tables().items() if table.writer in writers)


def check_landed(names: Iterable[str], days: Sequence[date]) -> dict[str, int]:
    """Check every row that tables hold of some days.

    Args:
        names: Landing tables.
        days: Days of landing.

    Returns:
        Counts: tables with rows, and rows.

    Raises:
        GateError: Rows break the contract of their table; each table and expectation is named.
    """
    counts = {"tables": 0, "rows": 0}
    broken: list[str] = []
    for name in names:
        expected = contract_expectations(name)
        wanted = sorted({c for e in expected for c in (e.column, *(e.unique_with or ()))})
        frame = store.read(name, days, columns=wanted).to_pandas()
        counts["tables"] += bool(len(frame))
        counts["rows"] += len(frame)
        failed = [outcome for outcome in check_rows(frame, expected) if outcome.failed]
        broken += [f"{name}: {len(o.failed)} rows fail: {o.expectation.sentence}." for o in failed]
    if broken:
        raise GateError(" ".join(broken), hint="Read docs/landing.md; fix the writer and make the landing again.")
    log.info("landed: %s", counts)
    return counts
