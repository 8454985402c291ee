"""Draws a month's blind sample: some places where something was found, as many where nothing was, over all rules.

Each rule gets the same number of places as far as it has them; chance decides which rules get one more, and which of a
rule's places are drawn. So the probability of every place is known, and is kept with it: only with it can one say from
a few dozen answers how much a rule overlooks. The order is that of a hash of a seed and the place: whoever knows the
seed, which is the ledger's newest hash at the draw, draws the same places from the same published copy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from include.ledger.entries import Entry, append_all_if, entries, newest_hash
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.warehouse.published import rows

ACTOR = "sampling"
SUBJECT = "sample/"
DRAWN_OF_EACH = 20
ARTICLE_GRAIN = "article"
FOUND, MET = "found", "met"
FRAMES = {
    FOUND: "select rule_id, outlet_id, finding_date as day, finding_id as place, article_id from fct_findings "
    "where finding_date >= {first} and finding_date < {end}",
    MET: "select rule_id, outlet_id, verdict_date as day, outlet_id || '|' || cast(verdict_date as text) as place, "
    "cast(null as text) as article_id from fct_verdicts "
    "where status = 'met' and verdict_date >= {first} and verdict_date < {end}",
}
"""What is drawn from: each place where something was found, and each day on which a rule was met."""
COUNTED = "select rule_id, count(*) as places from ({frame}) as frame group by rule_id order by rule_id"
PICKED = """
    select frame.*, rules.grain from ({frame}) as frame
    inner join dim_rules as rules on frame.rule_id = rules.rule_id
    where frame.rule_id = ?
    order by md5(? || '|' || frame.place), frame.place limit ?
"""
ARTICLES = """
    select article_id, count(*) over () as articles from fct_articles
    where outlet_id = ? and published_date = ? order by md5(? || '|' || article_id), article_id limit 1
"""


@dataclass(frozen=True)
class Share:
    """How many places of one rule are drawn, and with which probability each of them was."""

    places: int
    probability: float


@dataclass(frozen=True)
class Drawn:
    """One place that was drawn.

    Attributes:
        item: Its id, which says nothing of what was found there.
        stratum: Whether something was found there (``found``) or nothing was (``met``).
        rule_id: The rule.
        outlet_id: The outlet.
        day: The day it was judged on.
        finding_id: What was found; empty in the other stratum.
        article_id: The article, where the rule is about articles; empty elsewhere.
        probability: With which it was drawn.
        seed: Of the draw.
    """

    item: str
    stratum: str
    rule_id: str
    outlet_id: str
    day: date
    finding_id: str
    article_id: str
    probability: float
    seed: str


def shares(sizes: Mapping[str, int], wanted: int, seed: str) -> dict[str, Share]:
    """Return how many places of each rule are drawn.

    Every rule gets as many as every other, as far as it has them. What is left after that goes one by one to rules
    that have more, chosen by chance: the probability of their places counts with that chance.

    Args:
        sizes: Number of places by rule.
        wanted: How many are drawn in all; fewer where there are fewer.
        seed: Of the draw.
    """
    level = 0
    while sum(min(size, level + 1) for size in sizes.values()) <= wanted and level < max(sizes.values(), default=0):
        level += 1
    larger = sorted((rule for rule, size in sizes.items() if size > level), key=lambda rule: _place(seed, rule))
    left = min(wanted - sum(min(size, level) for size in sizes.values()), len(larger))
    lucky = frozenset(larger[:left])
    chance = left / len(larger) if larger else 0.0
    return {
        rule: Share(min(size, level) + (rule in lucky), (level + chance) / size if size > level else 1.0)
        for rule, size in sizes.items()
        if size > 0
    }


def _place(seed: str, name: str) -> str:
    """Return where a name stands in the order of a seed."""
    return sha256(f"{seed}|{name}".encode()).hexdigest()


def month_before(day: date) -> tuple[date, date]:
    """Return the first day of the last whole month before a day, and the day after its last."""
    end = day.replace(day=1)
    return (end - timedelta(days=1)).replace(day=1), end


def subject_of(first: date) -> str:
    """Return the ledger's subject for the sample of a month."""
    return f"{SUBJECT}{first:%Y-%m}"


def draw_month(at: datetime) -> list[Entry]:
    """Draw the sample of the last whole month once it is judged to its end; nothing when that was done.

    Args:
        at: The present instant.
    """
    first, end = month_before(local_day(at))
    if entries(EntryKind.SAMPLE_DRAWN, subject_of(first)) or not _is_judged(end):
        return []
    seed = newest_hash()
    drawn = sorted((one for stratum in FRAMES for one in _draw(stratum, first, end, seed)), key=lambda one: one.item)
    payloads: list[dict[str, Any]] = [asdict(one) for one in drawn]

    def allows(known: Any) -> bool:
        return not known

    return append_all_if(allows, EntryKind.SAMPLE_DRAWN, subject_of(first), payloads, ACTOR, at)


def _is_judged(end: date) -> bool:
    """Return whether the published copy holds verdicts of the last day before a day."""
    last = end - timedelta(days=1)
    return bool(rows("select 1 as found from fct_verdicts where verdict_date = ? limit 1", [last]))


def _draw(stratum: str, first: date, end: date, seed: str) -> Iterator[Drawn]:
    """Yield the places of one stratum that are drawn of a month."""
    frame = FRAMES[stratum].format(first=f"date '{first}'", end=f"date '{end}'")
    counted = rows(COUNTED.format(frame=frame))
    sizes = {row["rule_id"]: row["places"] for row in counted}
    for rule_id, share in shares(sizes, DRAWN_OF_EACH, f"{seed}|{stratum}").items():
        for row in rows(PICKED.format(frame=frame), [rule_id, seed, share.places]):
            yield _drawn(stratum, row, share.probability, seed)


def _drawn(stratum: str, row: dict[str, Any], probability: float, seed: str) -> Drawn:
    """Return a place as it is kept; of a day on which a rule about articles was met one article is drawn."""
    article_id = row["article_id"] or ""
    if stratum == MET and row["grain"] == ARTICLE_GRAIN:
        found = rows(ARTICLES, [row["outlet_id"], row["day"], seed])
        article_id = found[0]["article_id"] if found else ""
        probability /= found[0]["articles"] if found else 1
    item = _place(seed, f"{stratum}|{row['rule_id']}|{row['place']}")[:16]
    finding_id = row["place"] if stratum == FOUND else ""
    day = row["day"]
    return Drawn(item, stratum, row["rule_id"], row["outlet_id"], day, finding_id, article_id, probability, seed)
