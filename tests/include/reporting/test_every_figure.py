"""Every declared figure is what the rows say, counted again in plain Python; and each wrong declaration is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from include.reporting.compose import compose
from include.reporting.metrics import Metric, Metrics, declared
from tests.include.reporting.marts import query_of
from tests.include.reporting.more_rows import more_rows
from tests.include.reporting.recounted import recount

Changed = Callable[[str], str]
TWICE = "select * from ({sql}) as once union all select * from ({sql}) as again where true"  # some queries go on
BLIND_TO_TWICE = ("min(", "max(", "avg(", "count(distinct")
"""Aggregates that say the same of a row counted twice; shares do too."""

AHEAD = {"Thời hạn sắp tới của cơ quan, đơn vị"}  # due after the period, whenever it began


@pytest.fixture
def wrong(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Metrics], set[str]]:
    """Return what composes a report by a declaration, and names the figures that are not as counted here."""
    rows = more_rows()
    query, counted = query_of(rows), recount(rows)

    def compare(planted: Metrics) -> set[str]:
        for module in ("reading", "summary", "comparing", "compose"):
            monkeypatch.setattr(f"include.reporting.{module}.declared", lambda: planted)
        figures = compose("monthly_compliance", "2026-11", query, "build-1").content.figures
        found = {figure.label: figure.value for figure in figures}
        assert set(found) == set(counted)
        return {label for label, value in found.items() if value != counted[label]}

    return compare


def of_populations(change: Changed) -> Metrics:
    """Return the declaration with each population's query changed."""
    known = declared()
    changed = {n: one.model_copy(update={"sql": change(one.sql)}) for n, one in known.populations.items()}
    return Metrics(populations=changed, metrics=known.metrics)


def of_metrics(**change: Changed) -> Metrics:
    """Return the declaration with a part of each metric changed."""
    known = declared()
    changed = {
        name: metric.model_copy(update={part: to(str(getattr(metric, part))) for part, to in change.items()})
        for name, metric in known.metrics.items()
    }
    return Metrics(populations=known.populations, metrics=changed)


def labels(chosen: Callable[[Metric, str], bool]) -> set[str]:
    """Return the names of the metrics that are chosen by what they say and by their population's query."""
    known = declared()
    return {one.label for one in known.metrics.values() if chosen(one, known.populations[one.of].sql)}


def test_every_figure_is_what_the_rows_say(wrong: Callable[[Metrics], set[str]]) -> None:
    assert wrong(declared()) == set()


def test_every_figure_that_is_one_too_many_is_found(wrong: Callable[[Metrics], set[str]]) -> None:
    assert wrong(of_metrics(value=lambda value: f"({value}) + 1")) == labels(lambda *_: True)


def test_every_figure_that_counts_a_row_twice_is_found(wrong: Callable[[Metrics], set[str]]) -> None:
    counting = labels(lambda one, _: not one.value.startswith(BLIND_TO_TWICE) and one.kind != "percent")
    assert wrong(of_populations(lambda sql: TWICE.format(sql=sql))) == counting


def test_every_condition_that_is_forgotten_is_found(wrong: Callable[[Metrics], set[str]]) -> None:
    assert wrong(of_metrics(where=lambda _: "true")) == labels(lambda one, _: one.where != "true")


@pytest.mark.parametrize(
    ("named", "other"),
    [("{period_id}", "2026-10"), ("{starts_on}", "2026-10-14"), ("{ends_before}", "2026-11-16")],
)
def test_every_figure_of_a_wrong_period_is_found(wrong: Callable[[Metrics], set[str]], named: str, other: str) -> None:
    asking = labels(lambda _, sql: named in sql) - (AHEAD if named == "{starts_on}" else set())
    assert wrong(of_populations(lambda sql: sql.replace(named, other))) == asking
