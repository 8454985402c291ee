"""What must come of the declared city: the whole set of verdicts, quarantined records and failed harvests."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from include.periods.days import days_between
from include.sample_city.declaration import DAYS, Fault, faults, outlets

Key = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expected verdict; strength is given for not_met alone, and a cause of None stands for any."""

    outlet_id: str
    rule_id: str
    day: date
    status: str
    strength: str | None = None
    cause: str | None = None


def verdicts() -> dict[Key, Verdict]:
    """Return every verdict of the first seven rules on the collected days, by outlet, rule and day."""
    expected = {
        (outlet.outlet_id, rule_id, day): Verdict(
            outlet.outlet_id, rule_id, day, "met" if outlet.kind in kinds else "not_applicable"
        )
        for outlet in outlets().values()
        for rule_id, kinds in faults().rules.items()
        for day in DAYS
        if day >= outlet.first_licensed_on
    }
    for fault in faults().faults:
        _apply(fault, expected)
    return expected


def _apply(fault: Fault, expected: dict[Key, Verdict]) -> None:
    """Write a fault's verdicts over the innocent ones.

    Raises:
        ValueError: The fault names a verdict that is not judged, or that another fault has already named.
    """
    for verdict in fault.verdicts:
        for day in days_between(*(verdict.days or fault.days)):
            key = (fault.outlet_id, verdict.rule_id, day)
            if key not in expected or expected[key].status != "met":
                raise ValueError(f"{fault.misbehaviour} names {key}, which is {expected.get(key)}")
            expected[key] = replace(
                expected[key], status=verdict.status, strength=verdict.strength, cause=verdict.cause
            )


def quarantined() -> Counter[tuple[str, str]]:
    """Return how many articles end in quarantine, by outlet and reason."""
    return Counter((f.outlet_id, f.quarantine) for f in faults().faults if f.quarantine)


def article_harvests() -> Counter[tuple[str, str, str]]:
    """Return how many article harvests end otherwise than landed or unchanged, by outlet, outcome and cause."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for fault in faults().faults:
        if fault.harvest and fault.article is not None:
            counts[(fault.outlet_id, *fault.harvest)] += fault.copies or 1
    return counts
