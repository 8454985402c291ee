"""Acknowledged outages: recorded in the ledger with reason and end; still printed, but no longer reported by mail."""

from dataclasses import dataclass
from datetime import date, datetime

from include.errors import SettingError
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.outlets import registry
from include.text import has_words


@dataclass(frozen=True, slots=True)
class Outage:
    """One acknowledged outage: its reason and the last day on which it is expected."""

    outlet_id: str
    reason: str
    until: date


def acknowledge(outlet_id: str, reason: str, until: date, actor: str, at: datetime) -> Outage:
    """Record that people know of an outlet's outage; a later acknowledgement of the same outlet replaces it.

    Args:
        outlet_id: Outlet.
        reason: Why it is down, for whoever reads the board.
        until: Last day on which it is not reported again.
        actor: Who says so, by role.
        at: Instant of the acknowledgement.

    Raises:
        ProfileError: There is no outlet of that id.
        SettingError: There is no reason, or the last day is over.
    """
    registry.profile(outlet_id)
    if not has_words(reason):
        raise SettingError("An outage is acknowledged with a reason.", hint="Give --reason.")
    if until < at.date():
        raise SettingError(f"{until.isoformat()} is over.", hint="Give the last day on which the outage is expected.")
    payload = {"reason": reason.strip(), "until": until.isoformat()}
    append(EntryKind.OUTAGE_ACKNOWLEDGED, outlet_id, payload, actor, at)
    return Outage(outlet_id, reason.strip(), until)


def acknowledged(day: date) -> dict[str, Outage]:
    """Return the outages that are known on a day, by outlet: the newest acknowledgement of each, unless it is over."""
    newest = {entry.subject_id: entry.payload for entry in entries(EntryKind.OUTAGE_ACKNOWLEDGED)}
    found = {key: Outage(key, said["reason"], date.fromisoformat(said["until"])) for key, said in newest.items()}
    return {key: outage for key, outage in found.items() if day <= outage.until}
