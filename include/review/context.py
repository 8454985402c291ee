"""What surrounds a finding: what each capture showed, passages two articles share, how similar matters were decided.

Read from landing and the published copy for the one finding that somebody looks at; nothing of it is kept.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from include.landing import store
from include.periods.days import local_day
from include.review.board import Board
from include.review.cases import Finding, Matter, PairArticle
from include.warehouse.published import rows

READ = ("capture_id", "observation", "value", "place", "is_present", "captured_at")
SHOWN_BEFORE = 3
QUOTED = 160  # characters of a passage that stand beside the other's; the whole is marked in the archived page
BEFORE = """
    select status, count(*) as days, min(verdict_date) as first_day, max(verdict_date) as last_day
    from fct_verdicts
    where outlet_id = ? and rule_id = ? and verdict_date < ?
    group by status
    order by status
"""
PRECISION = "select * from fct_rule_quality where rule_id = ?"


@dataclass(frozen=True)
class FactRead:
    """One fact that a page was read for: what it showed, and whether the place where it belongs was read."""

    observation: str
    value: str
    place: str
    is_present: bool


@dataclass(frozen=True)
class Passage:
    """Words that two articles share, as each has them."""

    original: str
    reprint: str


@dataclass(frozen=True)
class Interval:
    """One end of a picture of times: from which to which minute, counted from the earliest, an article appeared."""

    label: str
    start: float
    end: float


def facts_read(finding: Finding, capture_id: str | None, at: datetime | None) -> list[FactRead]:
    """Return what was read on a capture that a finding rests on, by fact; nothing when landing no longer holds it."""
    if capture_id is None:
        return []
    days = {finding.finding_date, *((local_day(at),) if at else ())}
    days |= {day + timedelta(days=1) for day in days}
    found = store.read("observations", sorted(days), columns=READ).to_pylist()
    mine = [row for row in found if row["capture_id"] == capture_id]
    unique = {row["observation"]: row for row in mine}
    return [
        FactRead(name, row["value"] or "", row["place"], bool(row["is_present"]))
        for name, row in sorted(unique.items())
    ]


def passages(finding: Finding, pair: Sequence[PairArticle]) -> list[Passage]:
    """Return the passages that the two articles of a finding share, in the order of the reprint."""
    ids = finding.evidence_key.split("<") if "<" in finding.evidence_key else []
    if len(ids) != 2 or len(pair) != 2:
        return []
    days = _days_of(ids)
    texts = _texts(ids, days)
    for row in store.read("reprints", _around(days)).to_pylist():
        if {row["original_article_id"], row["reprint_article_id"]} == set(ids):
            original, reprint = texts.get(row["original_article_id"]), texts.get(row["reprint_article_id"])
            if original and reprint:
                return [_passage(one, original, reprint) for one in json.loads(row["passages"])]
    return []


def _passage(found: dict[str, int], original: str, reprint: str) -> Passage:
    """Return one passage as both have it, shortened where it is long."""
    return Passage(
        _short(original[found["original_start"] : found["original_end"]]),
        _short(reprint[found["reprint_start"] : found["reprint_end"]]),
    )


def _short(text: str) -> str:
    """Return the beginning and the end of a text that is longer than what stands side by side."""
    return text if len(text) <= 2 * QUOTED else f"{text[:QUOTED]} […] {text[-QUOTED:]}"


def _days_of(article_ids: Sequence[str]) -> list[date]:
    """Return the days on which two articles were published, by the marts."""
    found = rows(
        "select distinct published_date as day from fct_articles where article_id in (select unnest(?)) "
        "and published_date is not null",
        [list(article_ids)],
    )
    return [row["day"] for row in found]


def _around(days: Sequence[date]) -> list[date]:
    """Return days and the two after each: what was landed late of them."""
    return sorted({day + timedelta(days=later) for day in days for later in range(3)})


def _texts(article_ids: Sequence[str], days: Sequence[date]) -> dict[str, str]:
    """Return the texts of articles by id, as landed around their days."""
    found = store.read("articles", _around(days), columns=["article_id", "text"]).to_pylist()
    return {row["article_id"]: row["text"] for row in found if row["article_id"] in article_ids and row["text"]}


def times(pair: Sequence[PairArticle]) -> list[Interval]:
    """Return when each of two articles appeared, in minutes from the earliest instant it may have been."""
    known = [
        (one.outlet_name, one.published_at, float(one.uncertainty_minutes or 0)) for one in pair if one.published_at
    ]
    if len(known) != 2:
        return []
    zero = min(at - timedelta(minutes=doubt) for _, at, doubt in known)
    spans = [(name, (at - zero).total_seconds() / 60, doubt) for name, at, doubt in known]
    return [Interval(name, middle - doubt, middle + doubt) for name, middle, doubt in spans]


def judged_before(matter: Matter) -> list[dict[str, Any]]:
    """Return how the rule judged the outlet on the days before a matter: days by status, first and last."""
    return rows(BEFORE, [matter.outlet_id, matter.rule_id, matter.first_day])


def precision_of(matter: Matter) -> dict[str, Any]:
    """Return how often the rule was right by reviewers' decisions; empty where it was not measured."""
    found = rows(PRECISION, [matter.rule_id])
    return found[0] if found else {}


@dataclass(frozen=True)
class Alike:
    """How matters of the same rule and cause were decided: how many by decision, and the newest reasons."""

    counts: dict[str, int]
    reasons: tuple[tuple[str, str], ...]


def decided_alike(matter: Matter, known: Board) -> Alike:
    """Return how other matters of the same rule and cause were decided, newest reasons first; no outlet is named."""
    counts, newest = known.decisions_alike(matter.rule_id, matter.cause, matter.matter_id, SHOWN_BEFORE)
    return Alike(counts, tuple((str(e.payload["decision"]), str(e.payload["reason"])) for e in newest))
