"""Lands today's catalogue of rules and measures, so that each change of it can be named later."""

import csv
import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from include.landing import store
from include.warehouse.projects import PROJECT

log = logging.getLogger(__name__)
SEEDS = {"rule": "rules", "rule_version": "rule_versions", "measure": "measures", "measure_version": "measure_versions"}


def land_catalogue(day: date) -> dict[str, Any]:
    """Replace the landing of the catalogue of one day and return how many entries it has."""
    rows = [row | {"day": day} for kind in SEEDS for row in _entries(kind)]
    store.write("catalogue_entries", day, rows)
    log.info("catalogue: %d entries landed", len(rows))
    return {"catalogue_entries": len(rows)}


def _entries(kind: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of one seed."""
    with (PROJECT / "seeds" / f"{SEEDS[kind]}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            subject = row.get("rule_id") or row["measure_id"]
            first_day, whom = row.get("effective_from", ""), row.get("kinds") or row.get("applies_to") or ""
            yield {
                "entry_kind": kind,
                "entry_id": f"{subject}@{first_day}:{whom}".rstrip(":") if first_day else subject,
                "subject_id": subject,
                "content": json.dumps(row, ensure_ascii=False, sort_keys=True),
                "is_on": not row.get("cause_not_implemented"),
            }
