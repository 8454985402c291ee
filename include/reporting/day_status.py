"""The status of a local day, from collecting to reporting, for people who repair a bad day."""

from collections import Counter
from datetime import date
from typing import Any

from include.errors import PressError
from include.landing.reconciliation import reconcile
from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.outlets.registry import followed
from include.periods.report_period import ReportPeriod
from include.warehouse.published import rows as published_rows

STATUSES = ("met", "not_met", "not_observed", "needs_review", "not_applicable")


def outlet_rows(day: date) -> list[dict[str, Any]]:
    """Return one row for each followed outlet: the counts of its day; nothing but its id where it was not seen.

    Raises:
        ReconciliationError: The counts of an outlet's day contradict each other.
    """
    found = reconcile([profile.outlet_id for profile in followed()], [day])
    seen = {outlet_day.outlet_id: outlet_day for outlet_day in found.outlet_days}
    rows = []
    for profile in followed():
        known = seen.get(profile.outlet_id)
        outcomes = {} if known is None else known.outcomes
        rows.append(
            {
                "outlet_id": profile.outlet_id,
                "is_seen": known is not None,
                **{name: outcomes.get(name) for name in ("landed", "unchanged", "duplicate", "discarded", "failed")},
                "backfilled": known and known.backfilled,
                "admitted": known and known.admitted,
                "quarantined": known and known.quarantined,
                "observed_share": None if known is None else round(known.observed_share, 4),
                "main_cause": known and known.main_cause,
            }
        )
    return rows


def day_row(day: date, outlets: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is known of the day as a whole."""
    return {
        "day": day,
        "outlets": len(outlets),
        "missing": [row["outlet_id"] for row in outlets if not row["is_seen"]],
        "short": [row["outlet_id"] for row in outlets if row["is_seen"] and row["main_cause"]],
        "landed": sum(row["landed"] or 0 for row in outlets),
        "quarantined": sum(row["quarantined"] or 0 for row in outlets),
        "is_admitted": any(row["admitted"] is not None for row in outlets),
        "verdicts": _verdicts(day),
        "reports": _reports(day),
    }


def _verdicts(day: date) -> dict[str, int] | None:
    """Return the published verdicts of a day by status; None when nothing has been published."""
    sql = "select status, count(*) as verdicts from fct_verdicts where verdict_date = date '{}' group by 1"
    try:
        counts = {row["status"]: row["verdicts"] for row in published_rows(sql.format(day.isoformat()))}
    except PressError:
        return None
    return {status: counts.get(status, 0) for status in STATUSES}


def _reports(day: date) -> dict[str, str]:
    """Return the reports whose monthly period holds the day, with how far each has come."""
    period = ReportPeriod.containing("monthly", day).period_id
    approved = {e.subject_id for e in entries(EntryKind.APPROVAL) if e.subject_id.split("/")[1] == period}
    sent = Counter(e.subject_id.rpartition("/")[0] for e in entries(EntryKind.DELIVERY_SENT))
    return {name: f"approved, sent to {sent[name]} recipients" for name in sorted(approved)}
