"""Figures are declared once, count each thing once, and belong to the period of what happened."""

import pytest
from pydantic import ValidationError

from include.errors import ReportError
from include.periods.report_period import ReportPeriod
from include.reporting.metrics import Metric, Metrics, declared, filled
from include.reporting.reading import Reading
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH, month_query

NOVEMBER = ReportPeriod.parse("2026-11")


def _reading(period: str = "2026-11") -> Reading:
    return Reading(ReportPeriod.parse(period), month_query)


def test_a_matter_of_many_days_is_counted_once() -> None:
    assert _reading().count("matters_new") == 3
    assert _reading().count("outlets_new") == 2


def test_a_matter_counts_as_open_until_the_period_in_which_it_ended() -> None:
    assert (_reading("2026-10").count("matters_open"), _reading().count("matters_at_start")) == (1, 1)
    assert _reading().count("matters_open") == 3


def test_a_confirmation_counts_in_the_period_of_the_decision() -> None:
    assert _reading().count("matters_confirmed") == 1
    assert _reading("2026-12").count("matters_confirmed") == 0
    assert _reading("2026-10").count("matters_confirmed") == 0


@pytest.mark.parametrize("period", ["2026-09", "2026-10", "2026-11", "2026-12", "2026-Q4", "2026-H2", "2026"])
def test_what_was_open_and_came_and_went_leaves_what_is_open(period: str) -> None:
    found = _reading(period).count
    came = found("matters_new") + found("matters_reopened") + found("matters_split")
    went = sum(found(f"matters_{way}") for way in ("dismissed", "remedied", "referred", "withdrawn"))
    assert went == found("matters_closed")
    assert found("matters_at_start") + came - went == found("matters_open")


def test_lines_of_a_table_add_up_to_the_figure_above_them() -> None:
    reading = _reading()
    by_rule = reading.metric_by("matters_new", "rule_version_id")
    assert sum(int(value or 0) for value in by_rule.values()) == reading.count("matters_new")
    assert len(by_rule) == 2


def test_without_rows_nothing_was_counted_and_nothing_measured() -> None:
    reading = Reading(NOVEMBER, query_of({}))
    assert reading.metric("training_sessions") == 0
    assert reading.metric("observed_share") is None
    assert reading.metric("release_minutes_first") is None  # nought minutes would be the best of all answers


@pytest.mark.parametrize("name", sorted(declared().metrics))
def test_every_declared_metric_is_answered_by_the_marts(name: str) -> None:
    assert _reading().metric(name) is not None


def test_every_population_counts_something() -> None:
    assert {metric.of for metric in declared().metrics.values()} == set(declared().populations)


def test_figures_have_names_of_their_own_and_accuse_nobody() -> None:
    labels = [metric.label for metric in declared().metrics.values()]
    assert len(set(labels)) == len(labels)
    assert not [label for label in labels if "vi phạm" in label.lower()]


def test_no_population_names_a_person_or_an_outlet_in_its_filter() -> None:
    assert not [one for one in declared().populations.values() if "outlet_name" in one.sql]


def test_days_of_the_period_are_filled_in_and_nothing_else() -> None:
    text = filled("{starts_on} {ends_before} {period_id} {other}", NOVEMBER)
    assert text == "2026-10-15 2026-11-15 2026-11 {other}"


@pytest.mark.parametrize(
    ("known", "passed", "registers", "heard"),
    [
        ("2026-10-14", 0, 0, 0),
        ("2026-11-04", 0, 0, 0),
        ("2026-11-05", 0, 0, 1),
        ("2026-11-06", 0, 0, 1),
        ("2026-11-07", 1, 1, 1),
        ("2026-11-08", 1, 1, 1),
        ("2026-11-09", 2, 1, 1),
        ("2026-11-14", 2, 1, 1),
        ("2026-12-20", 2, 1, 1),
    ],
)
def test_in_an_open_period_nothing_is_overdue_whose_day_has_not_passed(
    known: str, passed: int, registers: int, heard: int
) -> None:
    found = _known_until(known)
    assert (found.count("deadlines_passed"), found.count("attestations_passed")) == (passed, registers)
    assert found.count("deadlines_ahead") == 3 - passed
    assert found.count("matters_heard") == heard


def test_where_no_day_is_known_nothing_is_overdue() -> None:
    found = Reading(NOVEMBER, query_of({name: rows for name, rows in MONTH.items() if name != "fct_coverage"}))
    assert (found.count("deadlines_passed"), found.count("matters_heard")) == (0, 0)


def _known_until(day: str) -> Reading:
    """Return the month's reading where the warehouse knows days up to one alone."""
    (row,) = (one for one in MONTH["fct_coverage"] if one["day"] == "2026-11-14")
    return Reading(NOVEMBER, query_of(MONTH | {"fct_coverage": [row | {"day": day}]}))


def test_a_figure_that_nobody_declared_is_refused() -> None:
    with pytest.raises(ReportError, match="No metric is called weather"):
        _reading().metric("weather")


def test_a_metric_of_an_undeclared_population_is_refused() -> None:
    with pytest.raises(ValidationError, match="not declared: weather"):
        Metrics(populations={}, metrics={"rain": Metric(of="weather", value="count(*)", unit="mm", label="Mưa")})


def test_an_override_of_rows_is_what_is_counted() -> None:
    rows = MONTH | {"rpt_inspections": [{"outcome": "reminder", "inspections": 5, "published": 0}]}
    assert Reading(NOVEMBER, query_of(rows)).count("inspections") == 5
