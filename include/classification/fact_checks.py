"""Articles that may speak of a claim that a named fact-checker has published; always for a person's choice.

A match is no accusation: an article that corrects a false report resembles it as much as one that repeats it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from include.classification.admitted import Article
from include.classification.lists import newest, unique
from include.classification.retrieval import build, covered_share, search
from include.classification.syllables import nfc

VERSION = "syllable-pairs-1"
CANDIDATES = 5
LOOKED_AT = 10
COVERED_MINIMUM = 0.4


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A claim that was checked, as its checker worded it."""

    fact_check_id: str
    claim: str


def fact_checks() -> list[FactCheck]:
    """Return the fact-checks of the newest register, ordered by id."""
    return [
        FactCheck(row["fact_check_id"], nfc(row["claim"])) for row in unique(newest("fact_checks"), "fact_check_id")
    ]


def match_rows(checks: Sequence[FactCheck], articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return rows of fact_check_matches, without their day: a few candidates a claim, best first.

    An article is a candidate only when its words cover a good part of the claim.
    """
    if not checks or not articles:
        return []
    texts = [f"{article.title}\n{article.text}" for article in articles]
    index = build(texts)
    rows = []
    for check, hits in zip(checks, search(index, [check.claim for check in checks], LOOKED_AT), strict=True):
        found = [hit for hit in hits if covered_share(index, check.claim, texts[hit.passage]) >= COVERED_MINIMUM]
        rows += [
            {
                "fact_check_id": check.fact_check_id,
                "article_id": articles[hit.passage].article_id,
                "classifier_version": VERSION,
                "rank": rank,
                "score": hit.score,
            }
            for rank, hit in enumerate(found[:CANDIDATES], start=1)
        ]
    return rows
