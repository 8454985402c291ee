"""The figures of reports, declared once in metrics.yml: what is counted, in which population, and what it is called.

A metric is an aggregate over a population, and a population is a query with one row for each thing that is counted, so
that a table's lines and the sum above them cannot count differently.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from include.errors import ReportError
from include.periods.report_period import ReportPeriod
from include.reporting.model import CellKind, Value

METRICS = Path(__file__).parent / "metrics.yml"
PAST_BEFORE = (
    "(select least(date '{ends_before}', coalesce(max(day) + 1, date '{starts_on}')) from fct_coverage as known_days)"
)
"""The day before which a period's days are over: what is due later is not overdue, whoever looks at a draft."""


class Population(BaseModel):
    """What is counted: a query with one row for each thing.

    ``is_settled`` says that its figures stand once the period is closed: what a later build changes of them is a
    correction. Others, such as how far a task has come, are as of the day on which they were read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    one_row_per: str
    sql: str
    is_settled: bool = False


class Metric(BaseModel):
    """One figure: an aggregate over a population, its unit, and its Vietnamese name.

    ``is_measured`` says that it is a duration or the like: without anything to measure there is none, and not nought.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str
    value: str
    where: str = "true"
    kind: CellKind = "count"
    unit: str
    label: str
    is_compared: bool = False
    is_measured: bool = False

    def typed(self, value: Any) -> Value:
        """Return a value as the figure's kind asks: nothing counted is nought, nothing measured stays nothing."""
        if value is None and self.is_measured:
            return None
        if self.kind in ("count", "money"):
            return round(float(value or 0))
        if value is None or self.kind == "date":
            return None if value is None else str(value)[:10]
        return round(float(value), 6)


class Metrics(BaseModel):
    """The whole of metrics.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    populations: dict[str, Population]
    metrics: dict[str, Metric]

    @model_validator(mode="after")
    def _every_population_is_declared(self) -> "Metrics":
        """Refuse a metric of a population that nobody declared."""
        unknown = {metric.of for metric in self.metrics.values()} - set(self.populations)
        if unknown:
            raise ValueError(f"populations that are not declared: {', '.join(sorted(unknown))}")
        return self

    def sql(self, name: str, period: ReportPeriod, by: tuple[str, ...] = (), scope: str = "true") -> str:
        """Return the query of one figure.

        Args:
            name: The metric.
            period: Fills in the days.
            by: Columns of the population, for one figure each instead of one for all.
            scope: A further condition on the population's rows.
        """
        metric = self.metric(name)
        columns = ", ".join(by)
        text = (
            f"select {columns}{', ' if by else ''}{metric.value} as value "  # noqa: S608 - declared texts alone
            f"from ({self.populations[metric.of].sql}) as counted where ({metric.where}) and ({scope})"
        )
        return filled(f"{text} group by {columns} order by {columns}" if by else text, period)

    def metric(self, name: str) -> Metric:
        """Return one metric.

        Raises:
            ReportError: None of that name is declared.
        """
        if name not in self.metrics:
            raise ReportError(f"No metric is called {name}.", hint=f"Declare it in {METRICS.name}.")
        return self.metrics[name]


def filled(sql: str, period: ReportPeriod) -> str:
    """Fill a period's id and days into a declared query."""
    sql = sql.replace("{past_before}", PAST_BEFORE)
    days: dict[str, date] = {"starts_on": period.start, "ends_before": period.end}
    for name, day in days.items():
        sql = sql.replace(f"{{{name}}}", day.isoformat())
    return sql.replace("{period_id}", period.period_id)


@cache
def declared() -> Metrics:
    """Read the declaration once, naming the file when it is wrong."""
    try:
        return Metrics.model_validate(yaml.safe_load(METRICS.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise ReportError(f"{METRICS}: {error}", hint="Correct the declaration.") from error
