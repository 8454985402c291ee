"""The department's registers as classification needs them: the newest landing of each, in plain records."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from include.classification.syllables import nfc
from include.landing import store

PORTAL = "portal"


def newest(register: str) -> list[dict[str, Any]]:
    """Return the rows of a register's newest landing; none where it was never landed."""
    days = store.days(register)
    return store.read(register, days[-1:]).to_pylist() if days else []


def unique(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Return one row a key, the first by key and row id, ordered by key."""
    ordered = sorted(rows, key=lambda row: (row[key], row["register_row_id"]), reverse=True)
    return [row for _, row in sorted({row[key]: row for row in ordered}.items())]


@dataclass(frozen=True, slots=True)
class Licences:
    """Who held a licence when.

    Attributes:
        stretches: First day and day after the last (None for open) of each outlet's licences.
    """

    stretches: dict[str, tuple[tuple[date, date | None], ...]]

    def covers(self, outlet_id: str, day: date | None) -> bool:
        """Return whether an outlet held a licence on a day; without any register every outlet followed did."""
        if not self.stretches or day is None:
            return not self.stretches or outlet_id in self.stretches
        return any(first <= day and (last is None or day <= last) for first, last in self.stretches.get(outlet_id, ()))


def licences() -> Licences:
    """Return the licences of the newest register; a closure ends a licence early."""
    stretches: dict[str, list[tuple[date, date | None]]] = {}
    for row in newest("licences"):
        ends = [end for end in (row["valid_to"], row["closed_on"]) if end]
        stretches.setdefault(row["outlet_id"], []).append((row["issued_on"], min(ends, default=None)))
    return Licences({outlet: tuple(sorted(found, key=str)) for outlet, found in stretches.items()})


@dataclass(frozen=True)
class Agreements:
    """Whose articles an outlet may print by written agreement: outlet, source, first and last day."""

    rows: tuple[tuple[str, str, date, date | None], ...]

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], list[tuple[date, date | None]]]:
        """First and last day of the agreements of each outlet with each source."""
        found: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
        for outlet, source, first, last in self.rows:
            found.setdefault((outlet, source), []).append((first, last))
        return found

    def allow(self, outlet_id: str, source_outlet_id: str, day: date | None) -> bool:
        """Return whether an agreement was in force on a day; an unknown day asks whether there was one at all."""
        return any(
            day is None or (first <= day and (last is None or day <= last))
            for first, last in self._by_pair.get((outlet_id, source_outlet_id), ())
        )


def agreements() -> Agreements:
    """Return the agreements of the newest register."""
    return Agreements(
        tuple(
            (row["outlet_id"], row["source_outlet_id"], row["effective_from"], row["effective_to"])
            for row in newest("agreements")
        )
    )


def credit_names() -> dict[str, tuple[str, ...]]:
    """Return the names under which each outlet is credited, without case."""
    names = {}
    for row in newest_profiles():
        given = [row["outlet_name"], *(row["credit_names"] or "").split(";"), *(row["domains"] or "").split()]
        names[row["outlet_id"]] = tuple(sorted({nfc(name).casefold().strip() for name in given} - {""}))
    return names


def announcers() -> frozenset[str]:
    """Return the outlets whose own texts are announcements that all may print: the portals of State offices."""
    return frozenset(row["outlet_id"] for row in newest_profiles() if row["kind"] == PORTAL)


def newest_profiles() -> list[dict[str, Any]]:
    """Return the newest landing of the outlets' profiles."""
    days = store.days("outlet_profiles")
    return store.read("outlet_profiles", days[-1:]).to_pylist() if days else []
