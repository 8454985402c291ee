"""Derives what the declared city must lead to: all verdicts, quarantined records and failed harvests."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from include.periods.days import days_between
from include.sample_city.declaration import DAYS, ExpectedVerdict, Fault, JudgedRule, Outlet, faults, outlets, read_yaml

Key = tuple[str, str, date]
INNOCENT = ("met", "nothing_due")


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
    """Return every verdict on the collected days, by outlet, rule and day."""
    expected = {
        (outlet.outlet_id, rule_id, day): Verdict(outlet.outlet_id, rule_id, day, *_innocent(rule, outlet, day))
        for outlet in outlets().values()
        for rule_id, rule in faults().rules.items()
        for day in DAYS
        if day >= outlet.first_licensed_on
    }
    for fault in faults().faults:
        for verdict in fault.verdicts:
            for key in _keys(fault, verdict, expected):
                _write(key, fault, verdict, expected)
    return expected


def _innocent(rule: JudgedRule, outlet: Outlet, day: date) -> tuple[str, str | None, str | None]:
    """Return status, strength and cause of an outlet with which nothing is wrong."""
    if rule.left_out:
        return "not_applicable", None, rule.left_out
    if outlet.kind not in rule.kinds:
        return "not_applicable", None, "kind_not_concerned"
    if day.year not in rule.in_force_for.get(outlet.kind, rule.in_force):
        return "not_applicable", None, "no_version_in_force"
    if outlet.is_press_run and day.year in rule.spares_press_run:
        return "not_applicable", None, "press_run_exempt"
    return ("not_applicable", None, "nothing_due") if rule.grain == "deadline" else ("met", None, None)


def _is_innocent(verdict: Verdict | None) -> bool:
    """Return whether a verdict is still the one of an outlet with which nothing is wrong, and may be another."""
    return verdict is not None and (verdict.cause or verdict.status) in INNOCENT and verdict.strength is None


def _keys(fault: Fault, verdict: ExpectedVerdict, expected: dict[Key, Verdict]) -> Iterator[Key]:
    """Yield outlet, rule and day of the verdicts that a declared one stands for."""
    of_grain = [rule_id for rule_id, rule in faults().rules.items() if rule.grain == verdict.grain]
    for day in days_between(*(verdict.days or fault.days)):
        for rule_id in of_grain:
            if _is_innocent(expected.get((fault.outlet_id, rule_id, day))):
                yield fault.outlet_id, rule_id, day
        if verdict.rule_id:
            yield fault.outlet_id, verdict.rule_id, day


def _write(key: Key, fault: Fault, verdict: ExpectedVerdict, expected: dict[Key, Verdict]) -> None:
    """Write a fault's verdict over the innocent one.

    Raises:
        ValueError: The fault names a verdict that is not judged, or that another fault has already named.
    """
    if not _is_innocent(expected.get(key)):
        raise ValueError(f"{fault.misbehaviour} names {key}, which is {expected.get(key)}")
    expected[key] = replace(expected[key], status=verdict.status, strength=verdict.strength, cause=verdict.cause)


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


def portals() -> dict[str, dict[str, str]]:
    """Return what the sheet of portals must say of each unit that has a site, by measure."""
    found: dict[str, dict[str, str]] = read_yaml("portals.yml")
    return found
