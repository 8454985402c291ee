"""Finds landing tables without news for longer than their source declares; logged, never a reason to stop."""

import logging
from datetime import date, timedelta
from typing import Any

from include.warehouse.store import Store

log = logging.getLogger(__name__)
NEWEST = "select table_name, max(partition_day) from landing.loaded_partitions group by table_name"


def stale_tables(store: Store, manifest: dict[str, Any], today: date) -> list[dict[str, Any]]:
    """Return the tables whose newest day is older than their source allows, and log each of them.

    A table that never had a partition is not stale: what an installation does not collect cannot age.
    """
    newest = dict(store.rows(NEWEST))
    allowed = _allowed(manifest)
    found = [
        {"table": name, "newest_day": day.isoformat(), "allowed_days": allowed[name].days}
        for name, day in sorted(newest.items())
        if name in allowed and today - day > allowed[name]
    ]
    for row in found:
        log.warning("stale: %(table)s has nothing newer than %(newest_day)s; %(allowed_days)d days are allowed", row)
    return found


def _allowed(manifest: dict[str, Any]) -> dict[str, timedelta]:
    """Return how far back each source's newest day may lie, as dbt's own freshness declares it."""
    declared = {
        node["identifier"]: (node.get("freshness") or {}).get("warn_after") or {}
        for node in manifest["sources"].values()
    }
    return {
        name: timedelta(**{f"{limit['period']}s": limit["count"]})
        for name, limit in declared.items()
        if limit.get("count")
    }
