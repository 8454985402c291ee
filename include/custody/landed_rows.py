"""Removes the rows of withdrawn pages from the landing: those read from them, and those that later stages derived."""

from collections import defaultdict
from datetime import date
from typing import Any

from include.archive.facts import Capture
from include.archive.retention import has_passed
from include.fetching.causes import HarvestCause
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.landing.compaction import compact
from include.landing.contract import tables
from include.outlets import registry

INGESTION = "include.ingestion"
"""The writer of tables that are made again from the archive, which no longer holds the page."""

KEYS = ("article_id", "capture_id", "record_key")
"""Columns that name an article or a capture; a record's key holds the ids, separated by a stroke."""


def remove_landed_rows(erased: list[Capture], articles: set[str]) -> None:
    """Land the days of erased captures again, and remove what rests on them from every other table.

    Args:
        erased: What was erased from the archive.
        articles: Ids of the articles that were landed from it.
    """
    captures_by_day: dict[tuple[str, date], set[str]] = defaultdict(set)
    for capture in erased:
        captures_by_day[capture.outlet_id, capture.day].add(capture.capture_id)
    for (outlet_id, day), ids in sorted(captures_by_day.items()):
        if has_passed(outlet_id, day):
            _remove_captures(outlet_id, day, ids)
        elif outlet_id in registry.profiles():
            reextract_days([day], [outlet_id])
    days = {capture.day for capture in erased}
    _remove_derived_rows({*(capture.capture_id for capture in erased), *articles}, days)
    compact(days=days)  # an earlier segment would hold the pages still


def _remove_captures(outlet_id: str, day: date, captures: set[str]) -> None:
    """Remove captures from a landing that can no longer be made from the archive."""
    for name in ("captures", "articles", "article_backfills", "article_revisions", "observations"):
        rows = store.read(name, [day], [outlet_id]).to_pylist()
        store.write(name, day, [row for row in rows if row["capture_id"] not in captures], outlet_id)
    harvests = [_withdrawn(row, captures) for row in store.read("harvests", [day], [outlet_id]).to_pylist()]
    store.write("harvests", day, harvests, outlet_id)


def _remove_derived_rows(ids: set[str], days: set[date]) -> None:
    """Remove rows that name withdrawn pages from the tables that later stages wrote.

    Args:
        ids: Captures and articles.
        days: Days of the landing on which they are.
    """
    for name, declared in tables().items():
        keys = [key for key in KEYS if key in declared.schema.names]
        if keys and declared.writer != INGESTION:
            for day in sorted(days):
                _remove_rows_of_day(name, day, keys, ids)


def _remove_rows_of_day(name: str, day: date, keys: list[str], ids: set[str]) -> None:
    """Remove the rows of one day of a table that name one of the ids."""
    if not any(_names(row, keys, ids) for row in store.read(name, [day], columns=keys).to_pylist()):
        return
    for partition in store.partitions(name, [day]):
        rows = store.read_partition(name, partition).to_pylist()
        kept = [row for row in rows if not _names(row, keys, ids)]
        if len(kept) < len(rows):
            store.write(name, day, kept, partition.part)


def _names(row: dict[str, Any], keys: list[str], ids: set[str]) -> bool:
    """Return whether a row names an article or a capture."""
    return any(not ids.isdisjoint(str(row[key]).split("/")) for key in keys)


def _withdrawn(row: dict[str, Any], captures: set[str]) -> dict[str, Any]:
    """Return a harvest after its capture was erased."""
    if row["capture_id"] not in captures:
        return row
    gone = {"outcome": "failed", "cause": HarvestCause.WITHDRAWN, "detail": "Withdrawn.", "is_our_failure": True}
    return row | gone | {"capture_id": None}
