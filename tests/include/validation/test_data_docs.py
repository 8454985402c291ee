"""The pages that show what the gate saw."""

from datetime import date
from pathlib import Path

from include.validation.bounds import BoundOutcome
from include.validation.data_docs import DayReport, docs_folder, write_docs
from include.validation.suite import suite

DAY = date(2026, 11, 3)


def _report(day: date = DAY) -> DayReport:
    declared = suite("articles")
    expectations = [(declared.rows[3], 2, ["http://a.example.vn/<b>"]), (declared.rows[4], 0, [])]
    bounds = [BoundOutcome(declared.batches[0], day, None, 10.0), BoundOutcome(declared.batches[3], day, "bao_a", 0.9)]
    return DayReport(day, 10, expectations, bounds)


def test_a_page_shows_expectations_counts_examples_and_bounds(home: Path) -> None:
    page = write_docs(_report()).read_text(encoding="utf-8")
    for words in ("missing_title", "2 of 10", "quarantined_share is 0.9", "rows is 10", "layout"):
        assert words in page
    assert "http://a.example.vn/&lt;b&gt;" in page


def test_pages_read_without_a_network(home: Path) -> None:
    page = write_docs(_report()).read_text(encoding="utf-8")
    assert "<script" not in page and "<link" not in page and "src=" not in page
    assert page.startswith("<!doctype html>")


def test_the_index_lists_every_day_newest_first(home: Path) -> None:
    write_docs(_report())
    write_docs(_report(date(2026, 11, 4)))
    index = (docs_folder() / "index.html").read_text(encoding="utf-8")
    assert index.index("2026-11-04") < index.index("2026-11-03")
    assert list(docs_folder().glob("*.part")) == []
