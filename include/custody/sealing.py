"""Seals the archive's days and reports those altered since; digests are in the ledger."""

import logging
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from include.archive import seals
from include.archive.index import archived_days, archived_outlets, read_index
from include.errors import StoreBusyError
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.periods.days import local_day

logger = logging.getLogger(__name__)
ACTOR = "keep_house"
QUIET_DAYS = 7  # until then a day may still be closed again


def seal_archive(now: datetime) -> dict[str, int]:
    """Seal every day that is over for a week and has no current seal, and log the digests.

    A day in which sealed bytes were altered without a logged withdrawal keeps its old seal, as evidence. A day that is
    being written is sealed by a later run.

    Args:
        now: The present instant.

    Returns:
        Counts of days sealed now, and of those found altered.
    """
    last = local_day(now) - timedelta(days=QUIET_DAYS)
    logged = _logged()
    counts: Counter[str] = Counter(sealed=0, altered=0)
    for day in sorted({day for outlet_id in archived_outlets() for day in archived_days(outlet_id)}):
        if day > last or (seals.is_current(day) and logged.get(day.isoformat()) == seals.digest(day)):
            continue
        if any(row["found"] in ("altered", "missing") for row in verify_day(day)):
            logger.error("archive of %s: sealed bytes were altered; the seal is left as it is", day)
            counts["altered"] += 1
            continue
        try:
            append(EntryKind.ARCHIVE_SEALED, day.isoformat(), {"digest": seals.seal(day)}, ACTOR, now)
            counts["sealed"] += 1
        except StoreBusyError as error:
            logger.warning("archive of %s is not sealed yet: %s", day, error)
    return dict(counts)


def verify_day(day: date) -> list[dict[str, Any]]:
    """Return each sealed file of a day with its state; an empty list for a day that is not sealed.

    The state is intact, grown, withdrawn, past_retention, altered or missing. The seal itself is ``altered`` when it is
    not the one that the ledger knows.
    """
    if not seals.seal_path(day).exists():
        return []
    known = _logged().get(day.isoformat())
    rows = [{"file": name, "found": _explained(name, day, found)} for name, found in seals.check(day)]
    if known is not None and known != seals.digest(day):
        rows.insert(0, {"file": f".seals/{day.isoformat()}.json", "found": "altered"})
    return rows


def _explained(name: str, day: date, found: str) -> str:
    """Return ``withdrawn`` for answers that were altered by a lawful erasure, which the day's index records."""
    is_answers = name.endswith(".warc.gz")
    return "withdrawn" if found == "altered" and is_answers and read_index(name.split("/")[0], day).withdrawn else found


def _logged() -> dict[str, str]:
    """Return the newest digest of each day that the ledger knows."""
    return {entry.subject_id: entry.payload["digest"] for entry in entries(EntryKind.ARCHIVE_SEALED)}
