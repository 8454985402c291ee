"""The periods of reports: half-open, closed on the day that the declared regime names.

The regimes and kinds are declared in ``report_periods.yml``; this module holds no date of law.
"""

import re
from contextlib import suppress
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
PeriodKind = Literal["monthly", "quarterly", "half_year", "nine_months", "yearly", "weekly", "ad_hoc"]
AD_HOC: PeriodKind = "ad_hoc"
WRITTEN = "Write 2026-11, 2026-Q4, 2026-H2, 2026-9M, 2026, 2026-W47, or two days as 2026-10-20_2026-11-03."
DAYS_A_WEEK = 7
TWO_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)", re.ASCII)


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
    """How long the periods of a kind are, and how they are written.

    Weeks run from Monday, numbered as ISO 8601 does; they close by themselves, whatever the regime says of months.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: int = 0
    weeks: Literal[0, 1] = 0
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


def _a_year_before(day: date) -> date:
    """Return the same date of the year before, 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _a_year(kind: PeriodKind) -> int:
    """Return how many periods of a kind a year has; nine months come once."""
    return 12 // _declared().kinds[kind].months


@dataclass(frozen=True, order=True)
class ReportPeriod:
    """One period of one kind, e.g. the month 2026-11, or any two days that somebody asked about.

    Attributes:
        start: First day.
        end: Day after the last; the period is half-open.
        kind: A member of PeriodKind.
        year: Year it is named after; of an ad hoc one, that of its last day.
        number: Its number in that year, from 1; 0 of an ad hoc one, which has none.
    """

    start: date
    end: date
    kind: PeriodKind
    year: int
    number: int

    @classmethod
    def of(cls, kind: PeriodKind, year: int, number: int) -> "ReportPeriod":
        """Return the period of a kind, year and number.

        Raises:
            ReportError: The year has no week of that number, no regime is declared for it, or the kind has no calendar.
        """
        if kind == AD_HOC:
            raise ReportError("A report on any two days has no number in a year.", hint=WRITTEN)
        if _declared().kinds[kind].weeks:
            return cls._week(kind, year, number)
        months = _declared().kinds[kind].months
        last_month = date(year, months * number, 1)
        end = last_month.replace(day=regime_on(last_month).closing_day) + timedelta(days=1)
        return cls(_months_before(end, months), end, kind, year, number)

    @classmethod
    def _week(cls, kind: PeriodKind, year: int, number: int) -> "ReportPeriod":
        """Return a week of a year."""
        try:
            start = date.fromisocalendar(year, number, 1)
            end = start + timedelta(days=DAYS_A_WEEK)
        except (ValueError, OverflowError) as error:
            raise ReportError(f"Week {number} of {year} is no report period.", hint=WRITTEN) from error
        regime_on(start)
        return cls(start, end, kind, year, number)

    @classmethod
    def between(cls, first: date, last: date) -> "ReportPeriod":
        """Return the period of any two days, both included.

        Raises:
            ReportError: The last lies before the first, or no regime is declared for the first.
        """
        if last < first or last == date.max:
            raise ReportError(f"{first} to {last} is no report period.", hint="Name the first day, then the last.")
        regime_on(first)
        return cls(first, last + timedelta(days=1), AD_HOC, last.year, 0)

    @classmethod
    def parse(cls, text: str) -> "ReportPeriod":
        """Return the period written as 2026-11, 2026-Q4, 2026-H2, 2026-9M, 2026, 2026-W47 or 2026-10-20_2026-11-03.

        Raises:
            ReportError: The text names no period, or one of a year for which no regime is declared.
        """
        if days := TWO_DAYS.fullmatch(text.strip()):
            try:
                first, last = (date.fromisoformat(day) for day in days.groups())
            except ValueError as error:
                raise ReportError(f"{text!r} is no report period: {error}.", hint=WRITTEN) from error
            return cls.between(first, last)
        for kind, declared in _declared().kinds.items():
            found = re.fullmatch(declared.pattern, text.strip(), re.ASCII)
            if found and int(found["year"]) > MINYEAR:
                return cls.of(kind, int(found["year"]), int(found["number"] or 1))
        raise ReportError(f"{text!r} is no report period.", hint=WRITTEN)

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> "ReportPeriod":
        """Return the period of a kind in which a day lies.

        Raises:
            ReportError: Periods of that kind leave days out, and this is one.
        """
        found = next((period for period in cls._around(kind, day) if period.contains(day)), None)
        if found is None:
            raise ReportError(f"{day} lies in no period of {kind}.", hint="Name the period.")
        return found

    @classmethod
    def closed_by(cls, kind: PeriodKind, day: date) -> "ReportPeriod":
        """Return the newest period of a kind whose last day lies before a day.

        Raises:
            ReportError: The calendar of reports begins later.
        """
        found = max((period for period in cls._around(kind, day) if period.end <= day), default=None)
        if found is None:
            raise ReportError(f"No period of {kind} had closed by {day}.", hint="Name the period.")
        return found

    @classmethod
    def _around(cls, kind: PeriodKind, day: date) -> "list[ReportPeriod]":
        """Return the periods of a kind near a day, the one before it among them, in their order.

        Those before the first regime are no periods and left out.
        """
        if kind == AD_HOC:
            raise ReportError("Periods of any two days follow no calendar.", hint="Name both days.")
        if _declared().kinds[kind].weeks:
            starts = (day - timedelta(days=DAYS_A_WEEK), day)
            named = [one.isocalendar()[:2] for one in starts]
        else:
            years = (day.year - 1, day.year, day.year + 1)
            named = [(year, number) for year in years for number in range(1, _a_year(kind) + 1)]
        found = []
        for year, number in named:
            with suppress(ReportError):
                found.append(cls.of(kind, year, number))
        return found

    @property
    def period_id(self) -> str:
        """The period as it is written everywhere, e.g. 2026-11."""
        if self.kind == AD_HOC:
            return f"{self.start}_{self.last_day}"
        return _declared().kinds[self.kind].id.format(year=self.year, number=self.number)

    @property
    def label_vi(self) -> str:
        """Its Vietnamese name, e.g. tháng 11 năm 2026."""
        if self.kind == AD_HOC:
            return f"ngày {self.start:%d/%m/%Y}" if self.start == self.last_day else self.span_vi
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
        """Return the period of the same kind and number in the year before, its last week where it has no such.

        Of any two days it is those of the same dates; 28 February stands for 29 February.
        """
        if self.kind == AD_HOC:
            return ReportPeriod.between(_a_year_before(self.start), _a_year_before(self.last_day))
        if _declared().kinds[self.kind].weeks:
            last = date(self.year - 1, 12, 28).isocalendar().week
            return ReportPeriod.of(self.kind, self.year - 1, min(self.number, last))
        return ReportPeriod.of(self.kind, self.year - 1, self.number)

    def following(self) -> "ReportPeriod":
        """Return the period just after, of the same kind."""
        return self._neighbour(1)

    def contains(self, day: date) -> bool:
        """Return whether a day lies in the period."""
        return self.start <= day < self.end

    def _neighbour(self, steps: int) -> "ReportPeriod":
        """Return the period some steps away, across years; periods of any two days are all of the same length."""
        if self.kind == AD_HOC:
            length = (self.end - self.start) * steps
            try:
                return ReportPeriod.between(self.start + length, self.last_day + length)
            except OverflowError as error:
                raise ReportError(f"Nothing lies {steps} periods from {self.period_id}.", hint=WRITTEN) from error
        if _declared().kinds[self.kind].weeks:
            day = self.start + timedelta(days=DAYS_A_WEEK * steps)
            return ReportPeriod.of(self.kind, *day.isocalendar()[:2])
        per_year = _a_year(self.kind)
        index = self.year * per_year + self.number - 1 + steps
        return ReportPeriod.of(self.kind, index // per_year, index % per_year + 1)
