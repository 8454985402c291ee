"""The assets that join DAGs, and the days that each event of them touched.

An asset event carries ``{"days": ["2026-11-14", …], "counts": {…}}``. Days that are left out mean everything.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from airflow.sdk import Asset

ARTICLES_LANDED = Asset("articles_landed")
REGISTERS_LANDED = Asset("registers_landed")
ARTICLES_ADMITTED = Asset("articles_admitted")
DECISIONS_RECORDED = Asset("decisions_recorded")
MARTS_PUBLISHED = Asset("marts_published")


def touched(
    outlet_events: Any,
    asset: Asset,
    *,
    days: Iterable[date] | None,
    counts: Mapping[str, Any] | None = None,
) -> None:
    """Attach the days and counts of this run to the event of one of the task's assets.

    Args:
        outlet_events: The task's ``outlet_events``.
        asset: One of the assets the task emits.
        days: Days that changed; None when everything may have.
        counts: Figures of the summary line.
    """
    named = None if days is None else sorted(day.isoformat() for day in set(days))
    outlet_events[asset].extra = {"days": named, "counts": dict(counts or {})}


def days_touched(
    triggering_asset_events: Mapping[Any, Iterable[Any]], *, is_reconciling: bool = False
) -> list[date] | None:
    """Return the days that the events which started this run touched, sorted.

    Several events of one asset started one run when they came close together; their days are joined.
    None means everything: an event that names no days, or a run that no asset started. A scheduled run that reconciles
    names no days either, but builds only what its own load finds changed.
    """
    extras = [event.extra or {} for events in triggering_asset_events.values() for event in events]
    if not extras and is_reconciling:
        return []
    if not extras or any(extra.get("days") is None for extra in extras):
        return None
    return sorted({date.fromisoformat(day) for extra in extras for day in extra["days"]})
