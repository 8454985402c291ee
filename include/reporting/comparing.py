"""Compares a period with an earlier one, over what is in both: outlets observed enough, rules whose text is the same.

An outlet that joined, a rule that changed or a month that was seen badly would otherwise look like better or worse
conduct. How many outlets and rule versions remain is a part of the answer.
"""

from dataclasses import dataclass

from include.periods.report_period import ReportPeriod
from include.reporting.metrics import declared
from include.reporting.model import CellKind, Value
from include.reporting.reading import Reading
from include.warehouse.dbt import project_variable

OUTLETS = (
    "select outlet_id from fct_coverage where day >= date '{start}' and day < date '{end}' "
    "group by outlet_id having avg(observed_share) >= {share}"
)
VERSIONS = (
    "select rule_version_id from dim_rule_versions where effective_from <= date '{start}' "
    "and (effective_to is null or effective_to >= date '{end}')"
)


@dataclass(frozen=True)
class Compared:
    """One figure in both periods, over what is in both."""

    name: str
    label: str
    kind: CellKind
    now: Value
    then: Value


@dataclass(frozen=True)
class Comparison:
    """A period against an earlier one; without one, or an outlet or a rule in both, there is nothing to compare."""

    earlier: ReportPeriod | None
    outlets: int
    rule_versions: int
    figures: tuple[Compared, ...]

    @property
    def label(self) -> str:
        """The earlier period's Vietnamese name."""
        return self.earlier.label_vi if self.earlier else "chưa có chế độ báo cáo"

    @property
    def is_possible(self) -> bool:
        """Return whether anything is in both periods."""
        return bool(self.outlets and self.rule_versions)


def compare(reading: Reading, earlier: Reading | None) -> Comparison:
    """Compare every figure that is declared to be compared."""
    if earlier is None:
        return Comparison(None, 0, 0, ())
    share = project_variable("observed_share_minimum")
    spans = [{"start": one.period.start, "end": one.period.end, "share": share} for one in (reading, earlier)]
    outlets = " intersect ".join(OUTLETS.format(**span) for span in spans)
    versions = VERSIONS.format(start=earlier.period.start, end=reading.period.end)
    counts = [
        int(reading.query(f"select count(*) as value from ({sql}) as kept")[0]["value"])  # noqa: S608
        for sql in (outlets, versions)
    ]
    scope = f"outlet_id in ({outlets}) and rule_version_id in ({versions})"
    figures = tuple(
        Compared(name, metric.label, metric.kind, reading.metric(name, scope), earlier.metric(name, scope))
        for name, metric in declared().metrics.items()
        if metric.is_compared and all(counts)
    )
    return Comparison(earlier.period, counts[0], counts[1], figures)


def compared(before: Comparison, year_before: Comparison) -> dict[str, Comparison]:
    """Return the comparisons by how they open; one alone where both are with the same period, as a year's are."""
    both = {"So với kỳ trước": before, "So với cùng kỳ năm trước": year_before}
    return {"So với năm trước": before} if before.earlier and before.earlier == year_before.earlier else both
