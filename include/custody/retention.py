"""Removes raw pages whose retention has passed; of their days only the evidence of findings remains.

The landing of such a day is kept as it is, without the texts: it can no longer be made again. Killed at any point, the
same call finishes the work: excerpts first, then the texts in landing, the answers as received last.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from include.archive import retention
from include.archive.index import archived_days, archived_outlets, read_index, warc_path
from include.custody.holds import holds
from include.errors import RetentionError
from include.landing import store
from include.landing.compaction import compact
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.settings import settings
from include.text import has_words
from include.warehouse import published

logger = logging.getLogger(__name__)
ACTOR = "keep_house"
FORGOTTEN = {"articles": ("text", "summary"), "observations": ("snippet", "snippet_offset")}
PAGES = """
select capture_id from fct_findings where capture_id is not null
union
select earlier_capture_id from fct_findings where earlier_capture_id is not null
"""
IN_PROCEDURE = """
select f.capture_id, f.earlier_capture_id, m.matter_id
from fct_matters as m
inner join fct_matter_findings as l on l.matter_id = m.matter_id
inner join fct_findings as f on f.finding_id = l.finding_id
where m.state in ('reviewed', 'notice_sent', 'replied', 'silent', 'appealed')
"""  # an outlet may still answer or appeal; an undecided or a closed matter extends no retention
RESTS_ON = """
select capture_id, title as passage from fct_articles where capture_id in (select capture_id from fct_findings)
union all
select capture_id, excerpt from fct_findings where excerpt is not null
union all
select capture_id, observed_value from fct_findings where observed_value is not null
"""


@dataclass(frozen=True, slots=True)
class Due:
    """The outlet days past their retention: those to remove, those held, and how many one run may remove."""

    outlet_days: list[tuple[str, date]]
    held: dict[tuple[str, date], str]
    archived: int
    limit: int

    @property
    def is_within_limit(self) -> bool:
        """Whether one run may remove them without a person's confirmation."""
        return len(self.outlet_days) <= self.limit


def apply_retention(now: datetime, *, confirmed_by: str = "", reason: str = "") -> dict[str, int]:
    """Remove the pages whose retention has passed, and log by day what was removed.

    Args:
        now: The present instant.
        confirmed_by: Who decided, by role, that one run may exceed its limit; empty for nobody.
        reason: Why; needed with a confirmation, and kept in the ledger.

    Returns:
        Counts of outlet days, captures, captures of which excerpts are kept, and bytes removed.

    Raises:
        SettingError: Nothing has been published: what findings rest on is unknown, so nothing may be removed.
        RetentionError: More is due than one run may remove, and no person has confirmed it; nothing was removed.
    """
    passages = _passages()
    due = find_due(now)
    if not due.is_within_limit and not (confirmed_by.strip() and has_words(reason)):
        raise RetentionError(
            f"{len(due.outlet_days)} of the {due.archived} outlet days in the archive are past their retention of "
            f"{settings().archive_retention_days} days, and one run removes at most {due.limit}; nothing was removed.",
            hint="Check PRESS_ARCHIVE_RETENTION_DAYS; press archive expire --confirmed-by ROLE --reason R removes all.",
        )
    for outlet_id, day in due.outlet_days:
        _remove_day(outlet_id, day, passages)
    compact(FORGOTTEN, {day for _, day in due.outlet_days})  # an earlier segment would hold the texts still
    confirmation = {"confirmed_by": confirmed_by, "reason": reason} if confirmed_by else {}
    counts = {**_log(now, confirmation), "held": len(due.held)}
    logger.info("retention: %s", ", ".join(f"{name} {number}" for name, number in counts.items()))
    return counts


def find_due(now: datetime) -> Due:
    """Return the outlet days past their retention: those to remove, and those that a hold or a matter keeps.

    Raises:
        SettingError: Nothing has been published.
    """
    in_force, matters = holds(), _in_procedure()
    to_remove: list[tuple[str, date]] = []
    held: dict[tuple[str, date], str] = {}
    for outlet_id, day in _due(local_day(now)):
        name = next((hold.name for hold in in_force if hold.covers(outlet_id, day)), None)
        name = name or next((matters[c] for c in _captures(outlet_id, day) if c in matters), None)
        if name is None:
            to_remove.append((outlet_id, day))
        else:
            held[outlet_id, day] = name
    archived = sum(
        warc_path(outlet_id, day).exists() for outlet_id in archived_outlets() for day in archived_days(outlet_id)
    )
    return Due(to_remove, held, archived, int(archived * settings().retention_share_a_run))


def _in_procedure() -> dict[str, str]:
    """Return the matter in procedure that rests on a capture, by capture."""
    found: dict[str, str] = {}
    for row in published.rows(IN_PROCEDURE):
        for capture_id in (row["capture_id"], row["earlier_capture_id"]):
            found[capture_id] = f"matter {row['matter_id']}"
    return found


def _captures(outlet_id: str, day: date) -> list[str]:
    """Return the ids of an outlet's captures of a day."""
    return [capture.capture_id for capture in read_index(outlet_id, day).captures]


def _passages() -> dict[str, list[str]]:
    """Return the passages that findings rest on, by capture."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in published.rows(RESTS_ON):
        if row["capture_id"] and row["passage"] and row["passage"] not in found[row["capture_id"]]:
            found[row["capture_id"]].append(row["passage"])
    for row in published.rows(PAGES):
        found[row["capture_id"]]  # a page that lacks something has no passage, and its hash is kept all the same
    return found


def _due(today: date) -> Iterator[tuple[str, date]]:
    """Yield the outlet days whose answers are still there though their retention has passed."""
    newest_kept = today - timedelta(days=settings().archive_retention_days)
    for outlet_id in archived_outlets():
        for day in archived_days(outlet_id):
            if day >= newest_kept or not warc_path(outlet_id, day).exists():
                continue
            received = retention.last_received(read_index(outlet_id, day))
            if received is not None and local_day(received) < newest_kept:
                yield outlet_id, day


def _remove_day(outlet_id: str, day: date, passages: dict[str, list[str]]) -> None:
    """Remove one outlet's day: excerpts first, answers last, so that a killed run can be repeated."""
    observed = store.read("observations", [day], [outlet_id]).to_pylist()
    index = read_index(outlet_id, day)
    kept = {c.capture_id: list(passages[c.capture_id]) for c in index.captures if c.capture_id in passages}
    for row in observed:
        if row["capture_id"] in kept and row["snippet"] and row["snippet"] not in kept[row["capture_id"]]:
            kept[row["capture_id"]].append(row["snippet"])
    retention.write_excerpts(outlet_id, day, kept)
    for name in FORGOTTEN:
        forget_texts(name, outlet_id, day, set(retention.excerpts(outlet_id, day)))
    retention.remove_answers(outlet_id, day)


def forget_texts(name: str, outlet_id: str, day: date, kept: set[str]) -> None:
    """Empty the columns of a landing table that quote a page, but for observations that findings rest on."""
    if store.find(name, day, outlet_id) is None:
        return
    rows = store.read(name, [day], [outlet_id])
    spared = [name == "observations" and capture_id in kept for capture_id in rows["capture_id"].to_pylist()]
    for column in FORGOTTEN[name]:
        values = [v if is_spared else None for v, is_spared in zip(rows[column].to_pylist(), spared, strict=True)]
        place = rows.schema.get_field_index(column)
        rows = rows.set_column(place, rows.schema.field(place), pa.array(values, rows.schema.field(place).type))
    store.write(name, day, rows, outlet_id)


def _log(now: datetime, confirmation: dict[str, str]) -> dict[str, int]:
    """Log by day what was removed and is not in the ledger yet, also by an earlier run that was killed."""
    logged: dict[str, set[str]] = defaultdict(set)
    for entry in entries(EntryKind.RETENTION_ENDED):
        logged[entry.subject_id].update(entry.payload["outlets"])
    removed: dict[date, list[retention.Expiry]] = defaultdict(list)
    for outlet_id in archived_outlets():
        for day in archived_days(outlet_id):
            if retention.has_passed(outlet_id, day) and outlet_id not in logged[day.isoformat()]:
                removed[day].append(retention.expiry(outlet_id, day))
    total: Counter[str] = Counter(outlet_days=0, captures=0, kept=0, bytes_removed=0)
    for day, found in sorted(removed.items()):
        counts = _counted(found)
        outlets = sorted(one.outlet_id for one in found)
        append(EntryKind.RETENTION_ENDED, day.isoformat(), {"outlets": outlets, **counts, **confirmation}, ACTOR, now)
        total.update(counts)
    return dict(total)


def _counted(found: list[retention.Expiry]) -> dict[str, Any]:
    """Return the sums of what was removed."""
    return {
        "outlet_days": len(found),
        "captures": sum(one.captures for one in found),
        "kept": sum(one.kept for one in found),
        "bytes_removed": sum(one.bytes_removed for one in found),
    }
