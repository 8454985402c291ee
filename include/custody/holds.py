"""Legal holds: pages that are kept past their retention, by name, from a day on until the hold is lifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from include.archive.index import archived_outlets
from include.errors import DeclarationError
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.settings import settings
from include.text import has_words


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold in force: which days of which outlet it keeps; every outlet where none is named."""

    name: str
    reason: str
    outlet_id: str
    from_day: date
    to_day: date
    placed_at: datetime
    actor: str

    def covers(self, outlet_id: str, day: date) -> bool:
        """Return whether an outlet's day is kept by this hold."""
        return self.outlet_id in ("", outlet_id) and self.from_day <= day <= self.to_day


def place_hold(
    name: str, reason: str, actor: str, at: datetime, *, outlet_id: str, from_day: date, to_day: date
) -> None:
    """Keep an outlet's days, or every outlet's, until the hold is lifted.

    Raises:
        DeclarationError: It has no name or reason, its days are reversed, there is no such outlet, or a hold of this
            name is in force.
    """
    if not has_words(name) or not has_words(reason):
        raise DeclarationError("A hold needs a name and a reason.", hint="Give both; they are kept for ever.")
    if to_day < from_day:
        raise DeclarationError(f"The hold ends on {to_day}, before {from_day}.", hint="Give the earlier day first.")
    profiles = {path.stem for path in settings().profiles.glob("[!.]*.yml")}  # not parsed: a wrong one stops no hold
    if outlet_id and outlet_id not in {*archived_outlets(), *profiles}:
        raise DeclarationError(f"There is no outlet {outlet_id}: the hold would keep nothing.", hint="Correct its id.")
    payload = {"reason": reason, "outlet_id": outlet_id, "from_day": from_day.isoformat(), "to_day": to_day.isoformat()}
    if append_if(lambda known: not _is_in_force(known), EntryKind.LEGAL_HOLD, name, payload, actor, at) is None:
        raise DeclarationError(f"A hold named {name} is in force.", hint="Lift it first, or give another name.")


def _is_in_force(known: Sequence[Entry]) -> bool:
    """Return whether a hold is in force by all entries under its name, however the name is spelled in bytes."""
    return bool(known) and known[-1].kind == EntryKind.LEGAL_HOLD


def lift_hold(name: str, reason: str, actor: str, at: datetime) -> None:
    """Lift a hold: the next run of retention may remove its days.

    Raises:
        DeclarationError: There is no reason, or no hold of this name is in force.
    """
    if not has_words(reason):
        raise DeclarationError("Lifting a hold needs a reason.", hint="Give it; it is kept for ever.")
    if append_if(_is_in_force, EntryKind.LEGAL_HOLD_LIFTED, name, {"reason": reason}, actor, at) is None:
        raise DeclarationError(f"No hold named {name} is in force.", hint="press archive holds lists them.")


def holds() -> list[Hold]:
    """Return the holds in force, in the order in which they were placed."""
    found: dict[str, Hold] = {}
    both = [*entries(EntryKind.LEGAL_HOLD), *entries(EntryKind.LEGAL_HOLD_LIFTED)]
    for entry in sorted(both, key=lambda entry: entry.sequence):
        if entry.kind == EntryKind.LEGAL_HOLD_LIFTED:
            found.pop(entry.subject_id, None)
            continue
        payload = entry.payload
        days = date.fromisoformat(payload["from_day"]), date.fromisoformat(payload["to_day"])
        found[entry.subject_id] = Hold(
            entry.subject_id, payload["reason"], payload["outlet_id"], *days, entry.recorded_at, entry.actor
        )
    return list(found.values())
