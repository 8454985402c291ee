"""Legal holds: pages that are kept past their retention, by name, from a day on until the hold is lifted."""

from dataclasses import dataclass
from datetime import date, datetime

from include.errors import DeclarationError
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind


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
        DeclarationError: It has no name or reason, its days are reversed, or a hold of this name is in force.
    """
    if not name.strip() or not reason.strip():
        raise DeclarationError("A hold needs a name and a reason.", hint="Give both; they are kept for ever.")
    if to_day < from_day:
        raise DeclarationError(f"The hold ends on {to_day}, before {from_day}.", hint="Give the earlier day first.")
    if any(hold.name == name for hold in holds()):
        raise DeclarationError(f"A hold named {name} is in force.", hint="Lift it first, or give another name.")
    days = {"from_day": from_day.isoformat(), "to_day": to_day.isoformat()}
    append(EntryKind.LEGAL_HOLD, name, {"reason": reason, "outlet_id": outlet_id, **days}, actor, at)


def lift_hold(name: str, reason: str, actor: str, at: datetime) -> None:
    """Lift a hold: the next run of retention may remove its days.

    Raises:
        DeclarationError: There is no reason, or no hold of this name is in force.
    """
    if not reason.strip():
        raise DeclarationError("Lifting a hold needs a reason.", hint="Give it; it is kept for ever.")
    if all(hold.name != name for hold in holds()):
        raise DeclarationError(f"No hold named {name} is in force.", hint="press archive holds lists them.")
    append(EntryKind.LEGAL_HOLD_LIFTED, name, {"reason": reason}, actor, at)


def holds() -> list[Hold]:
    """Return the holds in force, in the order in which they were placed."""
    found: dict[str, Hold] = {}
    both = [*entries(EntryKind.LEGAL_HOLD), *entries(EntryKind.LEGAL_HOLD_LIFTED)]
    for entry in sorted(both, key=lambda entry: entry.sequence):
        if entry.kind == EntryKind.LEGAL_HOLD_LIFTED:
            found.pop(entry.subject_id, None)
            continue
        of = entry.payload
        days = date.fromisoformat(of["from_day"]), date.fromisoformat(of["to_day"])
        found[entry.subject_id] = Hold(
            entry.subject_id, of["reason"], of["outlet_id"], *days, entry.recorded_at, entry.actor
        )
    return list(found.values())
