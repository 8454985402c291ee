"""The legal instruments that the catalogue cites: since when they are in force, and what is not known about them."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from include.errors import DeclarationError
from include.warehouse.projects import PROJECT

BETWEEN = "; "
HINT = "Correct the line of seeds/instruments.csv: intervals are half-open, the day after the last one in effective_to."


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument.

    Attributes:
        name: As it is cited.
        first: First day in force.
        end: Day after the last day in force; none while it is in force.
        unknown_from: Day from which it is not known whether it is in force; none where it is known.
        is_sanction: Whether what is cited of it are sanctioning clauses, which name an act and make no duty.
        is_number_disputed: Whether sources give it different numbers, so that it is cited without one.
        note: What is not known of it, or how it is to be read.
    """

    name: str
    first: date
    end: date | None
    unknown_from: date | None
    is_sanction: bool
    is_number_disputed: bool
    note: str

    def is_known_from(self, first: date, end: date | None) -> bool:
        """Return whether it is known to be in force on each day of a half-open interval."""
        return self.covers(first, end) and (end or date.max) <= (self.unknown_from or date.max)

    def covers(self, first: date, end: date | None) -> bool:
        """Return whether it may have been in force on each day of a half-open interval."""
        return self.first <= first and (end or date.max) <= (self.end or date.max)


def instruments(seeds: Path = PROJECT / "seeds") -> dict[str, Instrument]:
    """Return the instruments by name.

    Raises:
        DeclarationError: A date cannot be read, or an interval is empty; names the line.
    """
    found = {}
    with (seeds / "instruments.csv").open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                made = _instrument(row)
            except ValueError as error:
                raise DeclarationError(f"instruments.csv, line {number}: {error}.", hint=HINT) from error
            if made.end is not None and made.end <= made.first:
                raise DeclarationError(f"instruments.csv, line {number}: it ends before it begins.", hint=HINT)
            found[made.name] = made
    return found


def _instrument(row: dict[str, str]) -> Instrument:
    """Return one instrument of its row."""
    end, unknown = row["effective_to"], row["unknown_from"]
    return Instrument(
        name=row["instrument"],
        first=date.fromisoformat(row["effective_from"]),
        end=date.fromisoformat(end) if end else None,
        unknown_from=date.fromisoformat(unknown) if unknown else None,
        is_sanction=row["is_sanction"] == "true",
        is_number_disputed=row["is_number_disputed"] == "true",
        note=row["note"],
    )


@cache
def sanctions() -> frozenset[str]:
    """Return the names of the instruments of which sanctioning clauses are cited."""
    return frozenset(name for name, instrument in instruments().items() if instrument.is_sanction)


@cache
def is_force_unknown(names: str, day: date) -> bool:
    """Return whether none of some instruments, separated by semicolons, is known to be in force on a day.

    Of an instrument that the catalogue does not name nothing is said.
    """
    known = _catalogue()
    named = [known[name] for name in names.split(BETWEEN) if name in known]
    return bool(named) and not any(one.is_known_from(day, day + timedelta(days=1)) for one in named)


@cache
def _catalogue() -> dict[str, Instrument]:
    """Return the instruments that the installed catalogue names, read once."""
    return instruments()
