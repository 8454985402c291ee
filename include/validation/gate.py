"""The gate between landing and warehouse: good articles are admitted, bad ones quarantined, bad batches stopped."""

import logging
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from include.errors import GateError
from include.landing import store
from include.quarantine.actions import actions
from include.validation.admission import OutletDay, decide, failures_by_row
from include.validation.bounds import BoundOutcome, check_bounds
from include.validation.data_docs import DayReport, write_docs
from include.validation.expectations import Outcome, check_rows
from include.validation.facts import add_context, article_facts
from include.validation.landed import COLLECTED, check_landed
from include.validation.suite import Suite, suite
from include.validation.volume import History, backfilled

if TYPE_CHECKING:
    import pandas

log = logging.getLogger(__name__)


def _latest(name: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return columns of a table's last landing."""
    last = store.days(name)[-1:]
    rows: list[dict[str, Any]] = store.read(name, last, columns=columns).to_pylist() if last else []
    return rows


def known_outlets() -> tuple[list[str], dict[str, date]]:
    """Return the outlets that have a profile or a licence, and each one's first day of licence."""
    first: dict[str, date] = {}
    for row in _latest("licences", ["outlet_id", "issued_on"]):
        first[row["outlet_id"]] = min(row["issued_on"], first.get(row["outlet_id"], date.max))
    profiles = {row["outlet_id"] for row in _latest("outlet_profiles", ["outlet_id"])}
    return sorted(profiles | set(first)), first


def _facts(days: Sequence[date], first_licences: dict[str, date]) -> "pandas.DataFrame":
    """Return the facts of all articles of the days, one partition at a time, to hold few texts in memory."""
    import pandas

    frames = [
        article_facts(store.read("articles", [found.day], [found.part])) for found in store.partitions("articles", days)
    ]
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pandas.DataFrame()
    return add_context(pandas.concat(filled, ignore_index=True), first_licences)


def _bounds(declared: Suite, day: date, batches: Sequence[OutletDay]) -> list[BoundOutcome]:
    """Check the bounds of one day, without the articles of past intervals that landed beside its own."""
    past = backfilled(day)
    own = {batch.outlet_id: [a for a in batch.admissions if a["capture_id"] not in past] for batch in batches}
    rows = {outlet_id: len(admissions) for outlet_id, admissions in own.items()}
    quarantined = {outlet_id: sum(a["status"] == "quarantined" for a in found) for outlet_id, found in own.items()}
    history = History(day, declared.history_days, declared.history_days_needed)
    return check_bounds(declared.batches, day, rows, quarantined, history)


def _close_day(batches: Sequence[OutletDay], outcomes: Sequence[BoundOutcome]) -> None:
    """Write the admissions of one day, and withhold the day, or an outlet's day, that lies outside its bounds."""
    stopped = {outcome.outlet_id for outcome in outcomes if outcome.is_stop}
    for batch in batches:
        if None in stopped or batch.outlet_id in stopped:
            batch.withhold()
        else:
            batch.write()


def _report(day: date, frame: "pandas.DataFrame", outcomes: Sequence[Outcome], bounds: list[BoundOutcome]) -> DayReport:
    """Return the report of one day for the pages of the gate."""
    positions = set(frame.index[frame["day"] == day]) if len(frame) else set()
    failed = [(o.expectation, sorted(positions.intersection(o.failed))) for o in outcomes]
    examples = {p: str(frame.loc[p, "canonical_url"]) for _, ps in failed for p in ps[:3]}
    return DayReport(day, len(positions), [(e, len(ps), [examples[p] for p in ps[:3]]) for e, ps in failed], bounds)


def admit_days(days: list[date]) -> dict[str, Any]:
    """Admit the articles of the days, or quarantine them with a typed reason; each outlet's day is replaced whole.

    Args:
        days: Days of landing.

    Returns:
        Counts: articles, admitted, quarantined, by reason, and the advice given.

    Raises:
        GateError: A batch lies outside its bounds; other days, and other outlets of the day, are admitted all the
            same. Or a collected table breaks its contract, and nothing is admitted.
    """
    wanted = sorted(set(days))
    check_landed(COLLECTED, wanted)
    declared = suite("articles")
    outlets, first_licences = known_outlets()
    frame = _facts(wanted, first_licences)
    outcomes = check_rows(frame, declared.rows, {"outlets": outlets or sorted({*frame.get("outlet_id", ())})})
    parts = [(found.part, found.day) for found in store.partitions("articles", wanted)]
    decided = decide(frame, failures_by_row(outcomes), actions(), parts)
    bounds: list[BoundOutcome] = []
    for day in wanted:
        batches = [batch for (_, of_day), batch in decided.items() if of_day == day]
        found = _bounds(declared, day, batches)
        _close_day(batches, found)
        _forget_vanished(day, {batch.outlet_id for batch in batches})
        write_docs(_report(day, frame, outcomes, found))
        bounds += found
    return _finish(wanted, list(decided.values()), bounds)


def _forget_vanished(day: date, outlet_ids: set[str]) -> None:
    """Remove admissions of outlets whose landing of the day is gone."""
    for found in store.partitions("admissions", [day]):
        if found.part not in outlet_ids:
            OutletDay(found.part, day).withhold()


def _finish(days: Sequence[date], batches: Sequence[OutletDay], bounds: Sequence[BoundOutcome]) -> dict[str, Any]:
    """Return the counts, log advice, and raise when a batch was stopped.

    Raises:
        GateError: A batch lies outside a bound that stops it.
    """
    advice = [outcome.sentence() for outcome in bounds if not outcome.is_within and not outcome.is_stop]
    for sentence in advice:
        log.warning("%s", sentence)
    stopped = [outcome.sentence() for outcome in bounds if outcome.is_stop]
    if stopped:
        raise GateError(
            " ".join(stopped), hint="Read docs/validation.md: fix the collecting, or move the bound with its reason."
        )
    reasons: dict[str, int] = {}
    for record in (record for batch in batches for record in batch.records):
        reasons[record.reason.value] = reasons.get(record.reason.value, 0) + 1
    counts = {
        "days": len(days),
        "articles": sum(len(batch.admissions) for batch in batches),
        "admitted": sum(len(batch.admissions) - batch.quarantined for batch in batches),
        "quarantined": sum(batch.quarantined for batch in batches),
        "reasons": dict(sorted(reasons.items())),
        "advice": len(advice),
    }
    log.info("gate: %s", counts)
    return counts
