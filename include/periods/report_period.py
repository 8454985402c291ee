"""The periods of reports: half-open, closed on the day that the declared regime names.

The regimes and kinds stand in ``report_periods.yml``; no date of law stands here.
"""

import re
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from include.errors import ReportError
from include.periods.working_days import add_working_days

DECLARATION = Path(__file__).parent / "report_periods.yml"
PeriodKind = Literal["monthly", "quarterly", "half_year", "yearly"]


class Regime(BaseModel):
    """How periods close while one reporting decree is in force; half-open by dates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    effective_from: date
    effective_to: date | None
    instrument: str
    source: str
    confidence: Literal["high", "medium", "low"]
    closing_day: int
    issue_after_working_days: int


class Kind(BaseModel):
    """How long the periods of a kind are, and how they are written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: int
    pattern: str
    id: str
    labels: str | tuple[str, ...]

    def label(self, year: int, number: int) -> str:
        """Return the Vietnamese name of the period of that number in its year."""
        label = self.labels if isinstance(self.labels, str) else self.labels[number - 1]
        return label.format(year=year, number=number)


class _Declaration(BaseModel):
    """The whole of report_periods.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regimes: tuple[Regime, ...]
    kinds: dict[PeriodKind, Kind]


@cache
def _declared() -> _Declaration:
    """Read the declaration once."""
    try:
        return _Declaration.model_validate(yaml.safe_load(DECLARATION.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise ReportError(f"{DECLARATION}: {error}", hint="Correct the declaration.") from error


def regime_on(day: date) -> Regime:
    """Return the regime in force on a day.

    Raises:
        ReportError: The declaration names none.
    """
    for regime in _declared().regimes:
        if regime.effective_from <= day and (regime.effective_to is None or day < regime.effective_to):
            return regime
    raise ReportError(f"No reporting regime is declared for {day}.", hint=f"Add one to {DECLARATION.name}.")


def _months_before(day: date, months: int) -> date:
    """Return the same day of the month some months earlier."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, day.day)


@dataclass(frozen=True, order=True)
class ReportPeriod:
    """One period of one kind, e.g. the month 2026-11.

    Attributes:
        start: First day.
        end: Day after the last; the period is half-open.
        kind: ``monthly``, ``quarterly``, ``half_year`` or ``yearly``.
        year: Year it is named after.
        number: Its number in that year, from 1.
    """

    start: date
    end: date
    kind: PeriodKind
    year: int
    number: int

    @classmethod
    def of(cls, kind: PeriodKind, year: int, number: int) -> "ReportPeriod":
        """Return the period of a kind, year and number."""
        months = _declared().kinds[kind].months
        last_month = date(year, months * number, 1)
        end = last_month.replace(day=regime_on(last_month).closing_day) + timedelta(days=1)
        return cls(_months_before(end, months), end, kind, year, number)

    @classmethod
    def parse(cls, text: str) -> "ReportPeriod":
        """Return the period written as 2026-11, 2026-Q4, 2026-H2 or 2026.

        Raises:
            ReportError: The text names no period, or one of a year for which no regime is declared.
        """
        for kind, declared in _declared().kinds.items():
            found = re.fullmatch(declared.pattern, text.strip())
            if found and int(found["year"]) > MINYEAR:
                return cls.of(kind, int(found["year"]), int(found["number"] or 1))
        raise ReportError(f"{text!r} is no report period.", hint="Write 2026-11, 2026-Q4, 2026-H2 or 2026.")

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> "ReportPeriod":
        """Return the period of a kind in which a day lies."""
        per_year = 12 // _declared().kinds[kind].months
        numbers = ((year, number) for year in (day.year, day.year + 1) for number in range(1, per_year + 1))
        return next(p for p in (cls.of(kind, *which) for which in numbers) if p.start <= day < p.end)

    @classmethod
    def closed_by(cls, kind: PeriodKind, day: date) -> "ReportPeriod":
        """Return the newest period of a kind whose last day lies before a day."""
        return cls.containing(kind, day).previous()

    @property
    def period_id(self) -> str:
        """The period as it is written everywhere, e.g. 2026-11."""
        return _declared().kinds[self.kind].id.format(year=self.year, number=self.number)

    @property
    def label_vi(self) -> str:
        """Its Vietnamese name, e.g. tháng 11 năm 2026."""
        return _declared().kinds[self.kind].label(self.year, self.number)

    @property
    def span_vi(self) -> str:
        """Its days in Vietnamese, last day included."""
        return f"từ ngày {self.start:%d/%m/%Y} đến hết ngày {self.last_day:%d/%m/%Y}"

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        return self.end - timedelta(days=1)

    @property
    def issuable_on(self) -> date:
        """The first day on which its report may be sent, by the regime in force when it closes."""
        return add_working_days(self.last_day, regime_on(self.last_day).issue_after_working_days)

    def previous(self) -> "ReportPeriod":
        """Return the period just before, of the same kind."""
        return self._neighbour(-1)

    def year_before(self) -> "ReportPeriod":
        """Return the period of the same kind and number in the year before."""
        return ReportPeriod.of(self.kind, self.year - 1, self.number)

    def following(self) -> "ReportPeriod":
        """Return the period just after, of the same kind."""
        return self._neighbour(1)

    def holds(self, day: date) -> bool:
        """Return whether a day lies in the period."""
        return self.start <= day < self.end

    def _neighbour(self, steps: int) -> "ReportPeriod":
        """Count periods through the turn of the year."""
        per_year = 12 // _declared().kinds[self.kind].months
        index = self.year * per_year + self.number - 1 + steps
        return ReportPeriod.of(self.kind, index // per_year, index % per_year + 1)
