"""Writes the gate's results as plain HTML pages that need no network: one a day, and an index."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from include.atomic import replace_text
from include.settings import settings
from include.validation.bounds import BoundOutcome
from include.validation.suite import RowExpectation

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #bbb;padding:.35rem .6rem;"
    "text-align:left;vertical-align:top}th{background:#f0f0f0}.failed{background:#fde9e7}.advice{background:#fff6dd}"
    "td.number{text-align:right;font-variant-numeric:tabular-nums}small{color:#555}a{color:#0b4f8a}"
)


@dataclass(frozen=True)
class DayReport:
    """What was expected of one day's articles and what was found: counts and examples, never text."""

    day: date
    article_count: int
    expectations: Sequence[tuple[RowExpectation, int, Sequence[str]]]
    bounds: Sequence[BoundOutcome]


def docs_folder() -> Path:
    """Return the folder of the pages."""
    return settings().home / "validation"


def _page(title: str, parts: Iterable[str]) -> str:
    """Return one whole page."""
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>{STYLE}</style>'
    body = f"<h1>{html.escape(title)}</h1>{''.join(parts)}"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _table(headers: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a table; each row comes with its class, its cells are already HTML."""
    head = "".join(f"<th>{html.escape(header)}</th>" for header in headers)
    body = "".join(f'<tr class="{kind}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>' for kind, cells in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _expectation_rows(report: DayReport) -> Iterable[tuple[str, Sequence[str]]]:
    """Yield one row an expectation, those that failed first."""
    for expectation, count, examples in sorted(report.expectations, key=lambda found: -found[1]):
        shown = "<br>".join(html.escape(example) for example in examples)
        cells = (
            html.escape(expectation.sentence),
            html.escape(expectation.reason),
            f"{count} of {report.article_count}",
            f"{html.escape(expectation.why)}<br><small>{shown}</small>",
        )
        yield ("failed" if count else ""), cells


def _bound_rows(report: DayReport) -> Iterable[tuple[str, Sequence[str]]]:
    """Yield one row for each bound on the day, and for each outlet's bound that was not met."""
    for outcome in report.bounds:
        if outcome.outlet_id is None or not outcome.is_within:
            kind = "" if outcome.is_within else ("failed" if outcome.is_stop else "advice")
            yield kind, (html.escape(outcome.sentence()), outcome.bound.level, html.escape(outcome.bound.why))


def _write(path: Path, text: str) -> None:
    """Replace one page in one rename."""
    replace_text(path, text)


def write_docs(report: DayReport) -> Path:
    """Write the page of one day and the index of all days, and return the day's page."""
    failed = sum(1 for _, count, _ in report.expectations if count)
    said = (
        f"<p>{report.article_count} articles; {failed} of {len(report.expectations)} expectations not met by all.</p>"
    )
    parts = [
        '<p><a href="index.html">All days</a></p>',
        said,
        "<h2>Articles</h2>",
        _table(("Expected", "Reason", "Not met by", "Why; examples"), _expectation_rows(report)),
        "<h2>Batches</h2>",
        _table(("Measure", "Level", "Why"), _bound_rows(report)),
    ]
    path = docs_folder() / f"{report.day.isoformat()}.html"
    _write(path, _page(f"Validation of {report.day.isoformat()}", parts))
    days = sorted((page.stem for page in docs_folder().glob("????-??-??.html")), reverse=True)
    links = "".join(f'<li><a href="{day}.html">{day}</a></li>' for day in days)
    _write(docs_folder() / "index.html", _page("Validation", [f"<ul>{links}</ul>"]))
    return path
