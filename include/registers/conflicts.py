"""Compares the rows of one register with each other: repeated keys, and domains licensed twice at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from include.landing.contract import Table
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.problems import Place, Problem
from include.registers.rows import CellProblem


@dataclass(frozen=True)
class _Validity:
    """The days between which one licence covers a domain, both included."""

    outlet_id: str
    start: date
    end: date
    place: Place

    def overlaps(self, other: "_Validity") -> bool:
        """Return whether both cover some day."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True)
class Overlap:
    """Advice: a domain that two licences of one outlet cover at once, with the place of the other one."""

    domain: str
    other: Place

    def at(self, place: Place) -> Problem:
        """Return the advice with its place."""
        return Problem(
            place.file_name, place.sheet, place.row_number, "", "licences_overlap", self.domain, other=self.other
        )


@dataclass
class Conflicts:
    """Remembers the rows seen so far; of two that conflict the first is landed, the second quarantined."""

    table: Table
    _keys: dict[tuple[Any, ...], tuple[int, Place]] = field(default_factory=dict)
    _domains: dict[str, list[_Validity]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fix the order in which rows of differently ordered files are compared."""
        self._names = [column.name for column in self.table.columns if column.header]

    def check(self, values: Mapping[str, Any], place: Place) -> tuple[CellProblem | None, Overlap | None]:
        """Return the problem of a row among those before it, and an advice on overlapping licences (or None)."""
        repeated = self._repeated(values, place)
        if repeated:
            return repeated, None
        return self._check_domains(values, place) if "domains" in values else (None, None)

    def _repeated(self, values: Mapping[str, Any], place: Place) -> CellProblem | None:
        """Return a problem when a row with the same key was there before."""
        key = tuple(values.get(name) for name in self.table.register_key)
        content = hash(tuple(map(values.get, self._names)))
        before = self._keys.setdefault(key, (content, place))
        if before[1] == place:
            return None
        reason = Reason.DUPLICATE_ROW if before[0] == content else Reason.CONFLICTING_ROW
        return CellProblem(reason, None, ", ".join(str(part) for part in key), other=before[1])

    def _check_domains(self, values: Mapping[str, Any], place: Place) -> tuple[CellProblem | None, Overlap | None]:
        """Compare a licence with those that cover the same domains."""
        end = min(filter(None, (values.get("valid_to"), values.get("closed_on"))), default=date.max)
        own = _Validity(values["outlet_id"], values["issued_on"], end, place)
        advice = None
        for domain in values["domains"].casefold().split():
            others = [other for other in self._domains.get(domain, []) if other.overlaps(own)]
            strangers = [other for other in others if other.outlet_id != own.outlet_id]
            if strangers:
                licensed, column = strangers[0], self.table.column("domains")
                found = CellProblem(Reason.DOMAIN_LICENSED_TWICE, column, domain, licensed.outlet_id, licensed.place)
                return found, None
            advice = advice or (Overlap(domain, others[0].place) if others else None)
        for domain in values["domains"].casefold().split():
            self._domains.setdefault(domain, []).append(own)
        return None, advice
