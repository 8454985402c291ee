"""Reads the report marts for one period; sections see the warehouse through this alone."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from include.periods.report_period import ReportPeriod

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

    def before(self) -> "Reading":
        """Return the same reading of the period before."""
        return Reading(self.period.previous(), self.query, self.not_built)


def total(rows: list[Row], column: str) -> int:
    """Add up a column of whole numbers."""
    return sum(int(row[column] or 0) for row in rows)
