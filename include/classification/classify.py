"""Classifies the admitted articles of some days: topics, places, releases, reprints, fact-checks.

Each day's partitions are replaced whole; running it twice changes nothing, and neither does the order of the days.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow.compute as pc

from include.classification import corrections, fact_checks, releases
from include.classification.admitted import Article, admitted
from include.classification.lists import agreements, credit_names, licences
from include.classification.origins import shared_origins
from include.classification.places.recognition import place_rows
from include.classification.places.release_places import release_place_rows
from include.classification.reprints.chains import resolve_days
from include.classification.reprints.matching import match_day
from include.classification.reprints.rows import reprint_row
from include.classification.reprints.window import Window
from include.classification.topics.classification import topic_rows
from include.landing import store

log = logging.getLogger(__name__)


def _write(table: str, day: date, rows: Sequence[dict[str, Any]]) -> int:
    """Replace one partition and return how many rows it has."""
    store.write(table, day, [{**row, "day": day} for row in rows])
    return len(rows)


def _carrier_rows(_: date, articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return the rows of release_carriers of a day."""
    return releases.carrier_rows(releases.find_carriers(releases.releases(), articles))


def _release_place_rows(_: date, articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return the rows of release_places of a day."""
    return release_place_rows(releases.find_carriers(releases.releases(), articles))


ALONE: dict[str, Callable[[date, Sequence[Article]], list[dict[str, Any]]]] = {
    "article_topics": lambda _, articles: topic_rows(articles),
    "article_places": lambda _, articles: place_rows(articles),
    "release_carriers": _carrier_rows,
    "release_places": _release_place_rows,
    "fact_check_matches": lambda _, articles: fact_checks.match_rows(fact_checks.fact_checks(), articles),
    "correction_links": corrections.link_rows,
}


def classify_alone(day: date, tables: Iterable[str] = ALONE) -> dict[str, int]:
    """Write the tables that depend on the day's own articles and the registers; returns counts by table."""
    articles = admitted(day)
    return {"articles": len(articles), **{name: _write(name, day, ALONE[name](day, articles)) for name in tables}}


class Credits:
    """The agencies that articles credit, each day read once."""

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


def _reprint_keys(day: date) -> set[tuple[str, str]]:
    """Return the pairs stored for a day."""
    rows = store.read("reprints", [day], columns=["reprint_article_id", "original_article_id"]).to_pylist()
    return {(row["reprint_article_id"], row["original_article_id"]) for row in rows}


def _classify_reprints(day: date, window: Window, credits: Credits) -> int:
    """Write the reprints whose later article landed on a day."""
    matches = match_day(day, window)
    official = releases.releases()
    credited = credits.of([*window.days_before(day), day]) if matches else {}
    names = credit_names()
    origins = shared_origins(matches, official)
    rows = [reprint_row(match, origin, credited, names) for match, origin in zip(matches, origins, strict=True)]
    return _write("reprints", day, _once(rows, window.days_before(day)))


def _once(rows: Sequence[dict[str, Any]], earlier: Iterable[date]) -> list[dict[str, Any]]:
    """Leave out pairs that an earlier partition holds already: an article that landed again, changed."""
    known = {key for day in earlier for key in _reprint_keys(day)} if rows else set()
    return [row for row in rows if (row["reprint_article_id"], row["original_article_id"]) not in known]


def _days_to_match(days: Sequence[date], window: Window) -> list[date]:
    """Return the days asked for, and those already matched whose window holds one of them."""
    later = {after for day in days for after in window.days_after(day) if store.partitions("reprints", [after])}
    return sorted({*days, *later})


def match_days(days: Sequence[date]) -> int:
    """Match the articles of some days with those before them and return how many pairs those days hold.

    Later days that were matched already are matched again, so that a day landed late finds its reprints.
    """
    window, credits = Window(), Credits()
    found = {day: _classify_reprints(day, window, credits) for day in _days_to_match(days, window)}
    resolve_days(days, licences(), agreements())
    return sum(found[day] for day in days)


def classify_days(days: list[date]) -> dict[str, int]:
    """Classify the admitted articles of some days and return counts of rows by table."""
    asked = sorted(set(days))
    counts: Counter[str] = Counter()
    for day in asked:
        counts.update(classify_alone(day))
    counts["reprints"] = match_days(asked)
    log.info("classified %s", json.dumps({"days": len(asked), **counts}))
    return {"days": len(asked), **counts}
