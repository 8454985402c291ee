"""Drawn mastheads and articles: how many of their fields are read right, unread, or wrongly said to be missing.

A run draws 100,000 pages, half of each. ``PAGES_SEED`` draws other pages; the seed is printed, and how far the run is.
A wrong field is printed with the draw it came from.
"""

import os
import sys
import time
from collections import Counter
from typing import Any

from include.observing.home_page import observe_masthead
from include.pages.page import open_page
from tests.support.layouts.judging import MISSING, SHOWN, Tally
from tests.support.layouts.judging_articles import outcomes
from tests.support.layouts.mastheads import FIELDS, draw_masthead

MASTHEADS, ARTICLES = 50_000, 50_000
AT_ONCE = 1_000  # articles that are drawn from one seed
PROGRESS_EVERY = 5_000
SEED = int(os.environ.get("PAGES_SEED", "20261127"))
ARTICLE_SHOWN = ("right", "wrong", "unread", "false absence")
ARTICLE_MISSING = ("absent", "missing unread", "invented")


def run() -> list[dict[str, Any]]:
    """Return the rows of this benchmark: all fields together, then each."""
    print(f"pages drawn from {SEED}", file=sys.stderr)
    return [*_mastheads(), *_articles()]


def _report_progress(what: str, drawn: int, whole: int) -> None:
    """Print how many pages are done, every few thousand."""
    if drawn % PROGRESS_EVERY == 0:
        print(f"{time.strftime('%H:%M:%S')} {drawn:,} of {whole:,} {what}", file=sys.stderr, flush=True)


def _mastheads() -> list[dict[str, Any]]:
    """Draw mastheads and return their rows."""
    tally = Tally()
    for number in range(MASTHEADS):
        _report_progress("mastheads", number, MASTHEADS)
        drawn = draw_masthead(f"{SEED}:{number}")
        facts = observe_masthead(open_page(drawn.html.encode(), "https://a.example.vn/"))
        tally.add(drawn, {fact.observation.value: (fact.is_present, fact.value, fact.place) for fact in facts})
    for seed, name, outcome, value in tally.wrongs:
        if outcome in ("false_absence", "wrong", "invented"):
            print(f"masthead {seed}: {name} {outcome}, read {value!r}", file=sys.stderr)
    rows = _rows("mastheads", tally.counts, SHOWN, MISSING, "false_absence")
    return rows + [row for name in FIELDS for row in _of_field("mastheads", name, tally.counts, SHOWN, MISSING)]


def _articles() -> list[dict[str, Any]]:
    """Draw articles and return their rows; where a credit names an unknown one, nothing can be said to be right."""
    counts: Counter[tuple[str, str]] = Counter()
    for seed in range(SEED, SEED + ARTICLES // AT_ONCE):
        _report_progress("articles", (seed - SEED) * AT_ONCE, ARTICLES)
        for field, outcome, drawn, place in outcomes(seed, AT_ONCE):
            counts[field, outcome] += 1
            if outcome in ("false absence", "wrong", "invented"):
                print(f"article {seed}:{place}: {field} {outcome}, {drawn.parts}", file=sys.stderr)
    rows = _rows("articles", counts, ARTICLE_SHOWN, ARTICLE_MISSING, "false absence")
    names = sorted({name for name, _ in counts})
    return rows + [row for name in names for row in _of_field("articles", name, counts, ARTICLE_SHOWN, ARTICLE_MISSING)]


def _rows(
    what: str, counts: Counter[tuple[str, str]], shown: tuple[str, ...], missing: tuple[str, ...], false: str
) -> list[dict[str, Any]]:
    """Return the rows of all fields together."""
    return [
        _row(f"{what}: shown fields said to be missing with the place seen", _total(counts, false), "fields", "0"),
        _row(f"{what}: shown fields read right", _share(counts, ("right",), shown), "share", ">= 0.95"),
        _row(f"{what}: shown fields unread", _share(counts, ("unread",), shown), "share", "<= 0.10"),
        _row(f"{what}: missing fields seen to be missing", _share(counts, ("absent",), missing), "share", ">= 0.90"),
        _row(f"{what}: fields invented", _total(counts, "invented"), "fields", ""),
    ]


def _of_field(
    what: str, name: str, counts: Counter[tuple[str, str]], shown: tuple[str, ...], missing: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return the rows of one field."""
    own: Counter[tuple[str, str]] = Counter({key: count for key, count in counts.items() if key[0] == name})
    return [
        _row(f"{what}, {name}: read right of {_total(own, *shown)} shown", _share(own, ("right",), shown), "share", ""),
        _row(
            f"{what}, {name}: seen to be missing of {_total(own, *missing)} that are",
            _share(own, ("absent",), missing), "share", "",
        ),
    ]  # fmt: skip


def _total(counts: Counter[tuple[str, str]], *outcomes_of: str) -> int:
    """Return how often these outcomes came about."""
    return sum(count for (_, outcome), count in counts.items() if outcome in outcomes_of)


def _share(counts: Counter[tuple[str, str]], of: tuple[str, ...], among: tuple[str, ...]) -> float:
    """Return the share of outcomes among several."""
    return round(_total(counts, *of) / max(1, _total(counts, *among)), 4)


def _row(what: str, value: float, unit: str, mark: str) -> dict[str, Any]:
    """Return one row; there is no peer."""
    return {"what": what, "value": value, "unit": unit, "mark": mark}
