"""The overview lists matters by period, the rows behind them and each report's state; no outlet stands there."""

from typing import Any

import pytest

from include.errors import ReportError
from include.periods.report_period import ReportPeriod
from include.reporting.approve import approve
from include.reporting.compose import Snapshot
from include.reporting.overview import kind_asked, matter_rows, overview_chart, period_lines, report_lines
from tests.include.reporting.conftest import DIRECTOR
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MATTERS, MONTH, month_query

COUNTS = dict.fromkeys(("split", "dismissed", "remedied", "referred", "merged", "withdrawn", "reopened"), 0)


def matters(period_id: str, start: int, opened: int, end: int, **said: Any) -> dict[str, Any]:
    row = {"period_id": period_id, "jurisdiction": "city", "strength": "duty", "open_at_start": start}
    return {**row, **COUNTS, "opened": opened, "open_at_end": end, **said}


ROWS = MONTH | {
    "rpt_matters": [
        matters("2026-11", 1, 3, 3),
        matters("2026-10", 0, 1, 1),
        matters("2026-12", 3, 0, 3),
        matters("2027-01", 3, 0, 3),
        matters("2026", 0, 4, 3),
        matters("2026-11", 0, 9, 9, strength="advisory"),
        matters("2026-11", 0, 9, 9, jurisdiction="ministry"),
    ],
    "dim_outlets": [{"outlet_id": one, "kind": "aggregator"} for one in {m["outlet_id"] for m in MATTERS}],
}


def test_periods_that_have_begun_are_listed_newest_first_by_kind() -> None:
    lines = period_lines("monthly", query_of(ROWS))
    assert [line.period.period_id for line in lines] == ["2026-11", "2026-10"]
    assert (lines[0].open_at_start, lines[0].came, lines[0].went, lines[0].open_at_end) == (1, 3, 1, 3)
    assert [line.period.period_id for line in period_lines("yearly", query_of(ROWS))] == ["2026"]
    assert period_lines("quarterly", query_of(ROWS)) == []


def test_the_rows_behind_a_period_name_no_outlet() -> None:
    rows = matter_rows(ReportPeriod.parse("2026-11"), query_of(ROWS))
    assert rows
    assert not {"outlet_id", "outlet_name"} & set(rows[0])
    assert len({row["matter_id"] for row in rows}) == len(rows)


def test_before_the_first_build_and_the_first_period_there_is_no_picture() -> None:
    assert overview_chart("monthly", query_of({})) is None
    chart = overview_chart("monthly", query_of(ROWS))
    assert chart is not None
    assert chart.labels[-1] == "11/2026"


def test_each_report_is_listed_with_how_far_it_has_come(snapshot: Snapshot) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    (line,) = report_lines()
    assert (line.state, line.issued, line.mails) == ("approved", None, {"queued": 2})


def test_an_unknown_kind_of_period_is_refused() -> None:
    assert kind_asked("yearly") == "yearly"
    with pytest.raises(ReportError, match="monthly"):
        kind_asked("'; drop table")


def test_the_sample_rows_are_what_the_report_reads() -> None:
    assert month_query("select count(*) as n from fct_matters")[0]["n"] == len(MATTERS)
