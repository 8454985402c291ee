"""Finds articles that may concern a claim that a named fact-checker has published; a person always decides.

A match is no accusation: an article that corrects a false report resembles it as much as one that repeats it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from include.classification.admitted import AdmittedDay, Article
from include.classification.lists import newest, unique
from include.classification.retrieval import Cover, Hit, Retrieval, build, cover, search
from include.classification.survey import covering, survey
from include.classification.syllables import nfc

VERSION = "syllable-stretches-3"
CANDIDATES = 5  # rows of one claim and day
SEARCHED = 10  # twice as many, as some cover too little of the claim
READ_IN_FULL = 50  # articles of one claim that the survey lets through
COVERED_MINIMUM = 0.4  # share of a claim's words, weighed by rarity
WORDS_SHOWN = 8


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


def match_rows(checks: Sequence[FactCheck], day: AdmittedDay) -> list[dict[str, Any]]:
    """Return rows of fact_check_matches, without their day: a few candidates a claim, best first.

    An article is a candidate only when its words cover a good part of the claim.
    """
    if not checks or not len(day):
        return []
    claims = [check.claim for check in checks]
    found = survey(claims, ([article.whole for article in some] for some in day.slices()))
    covers = list(covering(found, COVERED_MINIMUM, READ_IN_FULL))
    articles = day.some({str(day.article_ids[number]) for numbers in covers for number in numbers.tolist()})
    texts = [article.whole for article in articles]
    index = build(texts, found.background)
    return [
        row
        for check, hits in zip(checks, search(index, claims, SEARCHED), strict=True)
        for row in _candidates(check, hits, index, texts, articles)
    ]


def _candidates(
    check: FactCheck, hits: Sequence[Hit], index: Retrieval, texts: Sequence[str], articles: Sequence[Article]
) -> list[dict[str, Any]]:
    """Return the rows of one claim: the passages found that cover enough of it."""
    covers = [(hit, cover(index, check.claim, texts[hit.passage])) for hit in hits]
    enough = [(hit, covered) for hit, covered in covers if covered.share >= COVERED_MINIMUM]
    return [
        {
            "fact_check_id": check.fact_check_id,
            "article_id": articles[hit.passage].article_id,
            "explanation": _explain(covered),
            "classifier_version": VERSION,
            "rank": rank,
            "score": hit.score,
            "confidence": round(covered.share, 4),
        }
        for rank, (hit, covered) in enumerate(enough[:CANDIDATES], start=1)
    ]


def _explain(covered: Cover) -> str:
    """Return, as JSON, the rarest words of a claim that an article has and lacks."""
    return json.dumps(
        {"found": covered.found[:WORDS_SHOWN], "missing": covered.missing[:WORDS_SHOWN]}, ensure_ascii=False
    )
