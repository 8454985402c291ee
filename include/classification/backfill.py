"""Brings history up to the classifiers in use: days whose rows another version wrote are classified again.

Each table is looked at by itself, so a topic model that was promoted costs no matching of reprints.
"""

import json
import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow.compute as pc

from include.classification import corrections, fact_checks, releases
from include.classification.classify import ALONE, classify_alone, match_days
from include.classification.places import gazetteer
from include.classification.reprints import pairs
from include.classification.topics.promotion import champion
from include.landing import store

log = logging.getLogger(__name__)


def versions_in_use() -> dict[str, str]:
    """Return the version that writes each table now.

    Raises:
        ModelError: The topic model in use cannot be read, so that nothing could be classified by it.
    """
    return {
        "article_topics": champion().version,
        "article_places": gazetteer.version(),
        "release_carriers": releases.VERSION,
        "release_places": gazetteer.version(),
        "fact_check_matches": fact_checks.VERSION,
        "correction_links": corrections.VERSION,
        "reprints": pairs.VERSION,
    }


def _is_behind(table: str, day: date, version: str) -> bool:
    """Return whether a partition holds a row of another version."""
    written = store.read(table, [day], columns=["classifier_version"])["classifier_version"]
    return bool(pc.any(pc.not_equal(written, version)).as_py())


def outdated_days(table: str, version: str) -> list[date]:
    """Return the days of a table up to the last that another version wrote; none where all is of this version.

    Days between are among them although they hold no row: another version may have found something there. So are
    classified days that the table lacks, since it came after them.
    """
    stored = store.days(table)
    last = max((day for day in stored if _is_behind(table, day, version)), default=None)
    lacking = set(store.days("article_topics")) - set(stored) if table in ALONE else set()
    return sorted(lacking | {day for day in stored if last is not None and day <= last})


def _classify_again(outdated: dict[str, list[date]]) -> list[date]:
    """Write the outdated tables of their days again and return those days, ascending."""
    days = sorted({day for found in outdated.values() for day in found})
    for day in days:
        classify_alone(day, [table for table in ALONE if day in outdated[table]])
    if outdated["reprints"]:
        match_days(outdated["reprints"])
    return days


def reclassify() -> dict[str, Any]:
    """Classify again what another version wrote; returns the days and how many of each table.

    A killed run is finished by the next: rows that it did not reach still carry the other version.
    """
    outdated = {table: outdated_days(table, version) for table, version in versions_in_use().items()}
    days = _classify_again(outdated)
    counts = {table: len(found) for table, found in outdated.items() if found}
    log.info("classified again %s", json.dumps({"days": len(days), **counts}))
    return {"days": _isoformat(days), **counts}


def _isoformat(days: Sequence[date]) -> list[str]:
    """Return days as ISO dates, for the asset event."""
    return [day.isoformat() for day in days]
