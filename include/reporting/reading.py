"""Reads the report marts for one period; sections see the warehouse through this alone."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from include.errors import ReportError
from include.periods.report_period import AD_HOC, ReportPeriod
from include.reporting.metrics import declared
from include.reporting.model import Value
from include.warehouse.by_days import MART, can_count, over_days

Row = dict[str, Any]
Query = Callable[[str], list[Row]]


def plain(value: object) -> Any:
    """Turn a value of the warehouse into one that JSON knows, dates as ISO 8601."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def published_rows(sql: str) -> list[Row]:
    """Return the rows of a query on the published copy."""
    from include.warehouse import published

    return [{name: plain(value) for name, value in row.items()} for row in published.rows(sql)]


def asked_of(period: ReportPeriod, query: Query = published_rows) -> Query:
    """Return how a report of a period asks the marts; for any two days, the marts of periods are counted for these."""
    if period.kind != AD_HOC:
        return query
    here = Reading(period, query)
    periods = [one.period for one in (here, here.before(), here.year_before()) if one is not None]
    days = [(one.period_id, one.start, one.end) for one in periods]

    def counted(sql: str) -> list[Row]:
        is_asked = any(f"'{name}'" in sql for name, _, _ in days)
        return query(over_days(sql, days) if is_asked else sql)

    return counted


@dataclass(frozen=True)
class Remembered:
    """A query function that runs each query once, and the results so far: what one report is made from."""

    query: Query
    answers: dict[str, list[Row]] = field(default_factory=dict)

    def __call__(self, sql: str) -> list[Row]:
        """Return the rows of a query."""
        if sql not in self.answers:
            self.answers[sql] = self.query(sql)
        return self.answers[sql]


def remembered(query: Query) -> Remembered:
    """Return a query function that runs each query once; the copy that one report reads does not change meanwhile."""
    return Remembered(query)


@dataclass(frozen=True)
class Reading:
    """The marts as one report of one period sees them."""

    period: ReportPeriod
    query: Query = published_rows
    not_built: tuple[str, ...] = field(default=())

    def rows(self, mart: str, order_by: str, period: ReportPeriod | None = None) -> list[Row]:
        """Return a mart's rows of the period, in a fixed order."""
        wanted = (period or self.period).period_id
        return self.query(f"select * from {mart} where period_id = '{wanted}' order by {order_by}")  # noqa: S608

    def metric(self, name: str, scope: str = "true") -> Value:
        """Return one declared figure of the period, of a part of its population where a scope is given."""
        (row,) = self.query(declared().sql(name, self.period, scope=scope))
        return declared().metric(name).typed(row["value"])

    def count(self, name: str) -> int:
        """Return one declared figure that counts."""
        return int(self.metric(name) or 0)

    def metrics(self, *names: str) -> dict[str, Any]:
        """Return several declared figures by name."""
        return {name: self.metric(name) for name in names}

    def metric_by(self, name: str, *columns: str) -> dict[tuple[Any, ...], Value]:
        """Return one declared figure for each combination of columns of its population."""
        metric = declared().metric(name)
        found = self.query(declared().sql(name, self.period, by=columns))
        return {tuple(row[column] for column in columns): metric.typed(row["value"]) for row in found}

    def of(self, period: ReportPeriod) -> "Reading":
        """Return the same reading of another period."""
        return Reading(period, self.query, self.not_built)

    def counts(self, mart: str) -> bool:
        """Return whether a mart has figures of this period: registers have none of days outside the calendar."""
        return self.period.kind != AD_HOC or can_count(mart)

    def has_metric(self, name: str) -> bool:
        """Return whether a declared figure can be counted for this period."""
        return all(self.counts(mart) for mart in MART.findall(declared().sql(name, self.period)))

    def before(self) -> "Reading | None":
        """Return the same reading of the period before; nothing before the first period of the calendar."""
        return self._earlier(self.period.previous)

    def year_before(self) -> "Reading | None":
        """Return the same reading of the same period of the year before; nothing where the calendar has none."""
        return self._earlier(self.period.year_before)

    def _earlier(self, find: Callable[[], ReportPeriod]) -> "Reading | None":
        """Return the same reading of a period that may lie before the calendar of reports."""
        try:
            return self.of(find())
        except ReportError:
            return None


def total(rows: list[Row], column: str) -> int:
    """Add up a column of whole numbers."""
    return sum(int(row[column] or 0) for row in rows)
