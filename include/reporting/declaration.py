"""The declarations of reports: sections in order, period kind, and what holds from which day, read from reports/."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from include.errors import ReportError
from include.periods.report_period import PeriodKind, ReportPeriod
from include.reporting.model import Lead

PlanItem = Annotated[str, Field(pattern=r"^[IVX]+\.[1-9]$")]
REPORTS = Path(__file__).parent / "reports"


class _Dated(BaseModel):
    """Something in force from one day up to, and not including, another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    effective_from: date
    effective_to: date | None

    def is_in_force_on(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)


class DatedBasis(_Dated):
    """A text that the report names under Căn cứ."""

    text: str


class DatedLead(_Dated):
    """The department that leads, and the text that says so."""

    parent: tuple[str, ...]
    department: str
    symbol: str
    signatory: str
    source: str


class DatedCapacity(_Dated):
    """An office that signs for the head, as printed: KT. for a deputy, TL. by order; and the text that says so."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    capacity: str
    signatory: str
    source: str

    @property
    def label(self) -> str:
        """The capacity and the office on one line."""
        return f"{self.capacity} – {self.signatory}"


class DeclaredSection(BaseModel):
    """A section of a report: the id of its module in sections/, and the items of the plan that it answers to.

    Sections of the same ``part`` that follow each other stand under its heading, numbered within it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    plan_item: tuple[PlanItem, ...] = Field(min_length=1)
    part: str = ""


DatedItem = TypeVar("DatedItem", bound=_Dated)


def _holding(items: Sequence[DatedItem], day: date) -> list[DatedItem]:
    """Return what holds on a day, in the order declared."""
    return [item for item in items if item.is_in_force_on(day)]


class ReportDeclaration(BaseModel):
    """One report, as declared in reports/<report_id>.yml.

    ``goes_to_all`` says whether recipients of every report receive this one too; the department's own do not.
    ``scope`` says, before the opening, what the report leaves out and where that stands.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    period_kind: PeriodKind
    type_name: str
    type_symbol: str
    title: str
    addressee: str
    recipients: str
    place: str
    file_unit: str
    has_page_one: bool = True
    goes_to_all: bool = True
    subject: str
    about: str
    sections: tuple[DeclaredSection, ...]
    leads: tuple[DatedLead, ...]
    capacities: tuple[DatedCapacity, ...] = ()
    bases: tuple[DatedBasis, ...]
    not_built: tuple[str, ...]
    scope: str = ""

    @property
    def section_ids(self) -> tuple[str, ...]:
        """The ids of the sections, in order."""
        return tuple(section.id for section in self.sections)

    def bases_on(self, day: date) -> list[str]:
        """Return the texts in force on a day."""
        return [basis.text for basis in _holding(self.bases, day)]

    def capacities_on(self, day: date) -> list[DatedCapacity]:
        """Return who may sign for the head on a day."""
        return _holding(self.capacities, day)

    def lead_on(self, day: date, capacity: str = "") -> Lead:
        """Return the department that leads on a day.

        Args:
            day: Day of issue.
            capacity: Id of the capacity in which somebody signs for the head; the head signs when it is empty.

        Raises:
            ReportError: None is declared, or nobody signs in that capacity on that day.
        """
        found = _holding(self.leads, day)
        if not found:
            raise ReportError(f"{self.id} names no lead department for {day}.", hint=f"Add one to {self.id}.yml.")
        lead = Lead(**found[-1].model_dump(include={"parent", "department", "symbol", "signatory"}))
        if not capacity:
            return lead
        known = {one.id: one for one in self.capacities_on(day)}
        if capacity not in known:
            raise ReportError(
                f"Nobody signs {self.id} as {capacity!r} on {day}.", hint=f"Declared are: {', '.join(known) or 'none'}."
            )
        return lead.model_copy(update=known[capacity].model_dump(include={"capacity", "signatory"}))

    def period(self, text: str) -> ReportPeriod:
        """Return a period of this report's kind.

        Raises:
            ReportError: The text names no period, or one of another kind.
        """
        period = ReportPeriod.parse(text)
        if period.kind != self.period_kind:
            raise ReportError(
                f"{self.id} is {self.period_kind}, and {text} is {period.kind}.", hint="Name a period of its kind."
            )
        return period


def _declared(path: Path) -> dict[str, Any]:
    """Return what a file declares, over what the report declares that it is ``like``."""
    given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    like = given.pop("like", None)
    return given if like is None else {**_declared(path.with_name(f"{like}.yml")), **given}


def _read(path: Path) -> ReportDeclaration:
    """Read one declaration, naming file and key when it is wrong."""
    try:
        declared = ReportDeclaration.model_validate(_declared(path))
    except (OSError, ValidationError, yaml.YAMLError) as error:
        raise ReportError(f"{path}: {error}", hint="Correct the declaration.") from error
    if declared.id != path.stem:
        raise ReportError(f"{path}: declares the report {declared.id}.", hint="Name file and report alike.")
    return declared


@cache
def reports() -> dict[str, ReportDeclaration]:
    """Return every declared report by id."""
    return {path.stem: _read(path) for path in sorted(REPORTS.glob("*.yml"))}


def report(report_id: str) -> ReportDeclaration:
    """Return one declared report.

    Raises:
        ReportError: No report of that id is declared.
    """
    try:
        return reports()[report_id]
    except KeyError:
        raise ReportError(
            f"No report is called {report_id}.", hint=f"Declared are: {', '.join(sorted(reports()))}."
        ) from None
