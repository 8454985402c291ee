"""Classifies the admitted articles of some days: topics, places, releases, reprints, fact-checks.

Each day's partitions are replaced whole; running it twice changes nothing, and neither does the order of the days.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from include.classification import corrections, fact_checks, releases
from include.classification.admitted import AdmittedDay, Article
from include.classification.cores import over_cores
from include.classification.lists import agreements, announcers, credit_names, licences
from include.classification.origins import CROWDED, shared_credit, shared_origins
from include.classification.places.recognition import place_rows
from include.classification.places.release_places import release_place_rows
from include.classification.reprints.chains import Sources, resolve_days
from include.classification.reprints.matching import Match, match_day
from include.classification.reprints.rows import reprint_row
from include.classification.reprints.window import Window
from include.classification.topics.classification import topic_rows
from include.landing import contract, store

log = logging.getLogger(__name__)


def _columns(table: str, day: date, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Return rows in the schema of a landing table."""
    return pa.Table.from_pylist([{**row, "day": day} for row in rows], schema=contract.table(table).schema)


def _carrier_rows(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return the rows of release_carriers of some articles."""
    return releases.carrier_rows(releases.find_carriers(releases.releases(), articles))


def _release_place_rows(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return the rows of release_places of some articles."""
    return release_place_rows(releases.find_carriers(releases.releases(), articles))


BY_ARTICLE: dict[str, Callable[[Sequence[Article]], list[dict[str, Any]]]] = {
    "article_topics": topic_rows,
    "article_places": place_rows,
    "release_carriers": _carrier_rows,
    "release_places": _release_place_rows,
}
BY_DAY: dict[str, Callable[[date, AdmittedDay], list[dict[str, Any]]]] = {
    "fact_check_matches": lambda _, articles: fact_checks.match_rows(fact_checks.fact_checks(), articles),
    "correction_links": corrections.link_rows,
}
ALONE = (*BY_ARTICLE, *BY_DAY)


def _classify_slice(day: date, tables: Sequence[str], articles: Sequence[Article]) -> dict[str, pa.Table]:
    """Return the rows of the tables that each article has by itself."""
    return {table: _columns(table, day, BY_ARTICLE[table](articles)) for table in tables}


def _classify_by_article(day: date, tables: Sequence[str], articles: AdmittedDay) -> dict[str, pa.Table]:
    """Return the rows of the tables that each article has by itself, slices of the day on all cores."""
    found: dict[str, list[pa.Table]] = {table: [_columns(table, day, [])] for table in tables}
    for part in over_cores(partial(_classify_slice, day, tables), articles.slices() if tables else ()):
        for table, rows in part.items():
            found[table].append(rows)
    return {table: pa.concat_tables(parts).unify_dictionaries() for table, parts in found.items()}


def classify_alone(day: date, tables: Iterable[str] = ALONE) -> dict[str, int]:
    """Write the tables that depend on the day's own articles and the registers; returns counts by table."""
    wanted, articles = set(tables), AdmittedDay(day)
    found = _classify_by_article(day, [table for table in BY_ARTICLE if table in wanted], articles)
    found |= {table: _columns(table, day, BY_DAY[table](day, articles)) for table in BY_DAY if table in wanted}
    for table, rows in found.items():
        store.write(table, day, rows)
    return {"articles": len(articles), **{table: rows.num_rows for table, rows in found.items()}}


class Credits:
    """The agencies that articles credit, each day read only once."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._by_day: dict[date, dict[str, str]] = {}

    def of(self, days: Iterable[date]) -> dict[str, str]:
        """Return the agency that each article landed on some days credits, by article."""
        found: dict[str, str] = {}
        for day in days:
            if day not in self._by_day:
                self._by_day[day] = credited_agencies(day)
            found.update(self._by_day[day])
        return found


def credited_agencies(day: date) -> dict[str, str]:
    """Return the agency that each article landed on a day credits, by article."""
    seen = store.read("observations", [day], columns=["article_id", "observation", "value", "is_present"])
    credits = seen.filter(pc.and_(pc.equal(seen["observation"], "credited_agency"), seen["is_present"]))
    pairs = zip(credits["article_id"].to_pylist(), credits["value"].to_pylist(), strict=True)
    return {article_id: value for article_id, value in pairs if article_id and value}


def _earlier_pairs(days: Iterable[date]) -> set[tuple[str, str]]:
    """Return the pairs stored for some days, of articles that landed more than once in the window."""
    stored = [store.read("reprints", [day], columns=["reprint_article_id", "original_article_id"]) for day in days]
    rows = pa.concat_tables(stored).to_pydict() if stored else {}
    return set(zip(*rows.values(), strict=True)) if rows else set()


def _classify_reprints(day: date, window: Window, credits: Credits) -> dict[str, int]:
    """Write the reprints whose later article landed on a day; a pair that an earlier partition has stays there.

    Returns:
        How many pairs the day has, how many suspected ones were not read, how many articles were compared with none.
    """
    official, names = releases.releases(), credit_names()
    parts = [_columns("reprints", day, [])]
    credited: dict[str, str] | None = None
    known: set[tuple[str, str]] = set()
    matched = match_day(day, window)
    for matches in matched.batches:
        if credited is None:
            credited = credits.of([*window.days_before(day), day])
            known = _earlier_pairs(window.days_before(day))
        rows = [
            reprint_row(match, _origin(match, origin, credited, names), credited, names)
            for match, origin in zip(matches, shared_origins(matches, official), strict=True)
        ]
        rows = [row for row in rows if (row["reprint_article_id"], row["original_article_id"]) not in known]
        parts.append(_columns("reprints", day, rows))
    rows_of_day = pa.concat_tables(parts)
    store.write("reprints", day, rows_of_day)
    return {
        "reprints": int(rows_of_day.num_rows),
        "reprint_pairs_unread": matched.unread,
        "articles_uncompared": matched.uncompared,
    }


def _origin(
    match: Match, origin: str | None, credited: Mapping[str, str], names: Mapping[str, Sequence[str]]
) -> str | None:
    """Return what both articles of a pair have from a third: known by the text, by their credits, or by the crowd."""
    return origin or shared_credit(match, credited, names) or (CROWDED if match.is_crowded else None)


def _days_to_match(days: Sequence[date], window: Window) -> list[date]:
    """Return the days asked for, and those already matched whose window holds one of them."""
    later = {after for day in days for after in window.days_after(day) if store.partitions("reprints", [after])}
    return sorted({*days, *later})


def match_days(days: Sequence[date]) -> dict[str, int]:
    """Match the articles of some days with those before them and return how many pairs those days hold and lack.

    Later days that were matched already are matched again, so that a day landed late finds its reprints.
    """
    window, credits = Window(), Credits()
    found = {day: _classify_reprints(day, window, credits) for day in _days_to_match(days, window)}
    resolve_days(days, Sources(licences(), agreements(), announcers()))
    counts: Counter[str] = Counter()
    for day in days:
        counts.update(found[day])
    return dict(counts)


def classify_days(days: list[date]) -> dict[str, int]:
    """Classify the admitted articles of some days and return counts of rows by table."""
    asked = sorted(set(days))
    counts: Counter[str] = Counter()
    for day in asked:
        counts.update(classify_alone(day))
    counts.update(match_days(asked))
    log.info("classified %s", json.dumps({"days": len(asked), **counts}))
    return {"days": len(asked), **counts}
