"""What people decided about quarantined records: release, repair or discard, kept in the ledger with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from include.errors import DeclarationError
from include.landing.contract import table
from include.ledger import entries as ledger
from include.quarantine.reasons import RELEASABLE, QuarantineReason
from include.quarantine.records import record_of
from include.text import has_words

ActionName = Literal["release", "repair", "discard"]
KIND = "quarantine_action"
ARTICLE_REPAIRS = ("published_at",)


@dataclass(frozen=True)
class QuarantineAction:
    """The decision in force for one record; ``repair`` maps columns to the values a person gave."""

    action: ActionName
    reason: str
    repair: Mapping[str, str]
    actor: str
    recorded_at: datetime


def actions() -> dict[str, QuarantineAction]:
    """Return the latest action by quarantine id, as the ledger has it."""
    latest: dict[str, QuarantineAction] = {}
    for entry in ledger.entries(kind=KIND):
        payload: dict[str, Any] = entry.payload
        latest[entry.subject_id] = QuarantineAction(
            payload["action"], payload["reason"], payload.get("repair") or {}, entry.actor, entry.recorded_at
        )
    return latest


def _repairable(record_table: str) -> tuple[str, ...]:
    """Return the columns of a table that a person may repair."""
    if record_table == "articles":
        return ARTICLE_REPAIRS
    return tuple(column.name for column in table(record_table).columns if column.header)


def _check(record: Mapping[str, Any], action: str, reason: str, repair: Mapping[str, str]) -> None:
    """Refuse an action that cannot be carried out on a record."""
    if action not in get_args(ActionName):
        raise DeclarationError(f"{action} is no action.", hint="Use release, repair or discard.")
    if not has_words(reason):
        raise DeclarationError(f"{action} needs a reason.", hint="Say in one sentence why.")
    if action == "release" and QuarantineReason(record["reason"]) not in RELEASABLE:
        raise DeclarationError(
            f"A quarantined record for {record['reason']} cannot pass as it is.", hint="Repair it or discard it."
        )
    if bool(repair) != (action == "repair"):
        raise DeclarationError("A repair, and nothing else, gives values.", hint="Use --set COLUMN=VALUE with repair.")
    _check_columns(record, repair)


def _check_columns(record: Mapping[str, Any], repair: Mapping[str, str]) -> None:
    """Refuse a repair of a column that people may not set, or a time without its offset."""
    strangers = sorted(set(repair) - set(_repairable(record["record_table"])))
    if strangers:
        raise DeclarationError(
            f"{', '.join(strangers)} cannot be repaired in {record['record_table']}.",
            hint=f"Columns: {', '.join(_repairable(record['record_table']))}.",
        )
    if record["record_table"] == "articles" and repair and instant(repair["published_at"]) is None:
        raise DeclarationError(
            f"{repair['published_at']!r} is no instant.", hint="Write it with its offset: 2026-11-03T07:30:00+07:00."
        )


def instant(text: str) -> datetime | None:
    """Return a zoned instant in UTC from ISO 8601, or None when it is not one."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else None


def act(
    quarantine_id: str, action: ActionName, reason: str, *, actor: str, repair: Mapping[str, str] | None = None
) -> QuarantineAction:
    """Record one action in the ledger; the next run, or ``replay_quarantine``, carries it out.

    Raises:
        DeclarationError: No such record, no reason, a column that cannot be repaired, or a reason that no person may
            overrule.
    """
    given = dict(repair or {})
    _check(record_of(quarantine_id), action, reason, given)
    payload = {"action": action, "reason": reason.strip(), "repair": given or None}
    entry = ledger.append(KIND, quarantine_id, payload, actor)
    return QuarantineAction(action, reason.strip(), given, entry.actor, entry.recorded_at)
