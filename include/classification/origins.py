"""Texts of a third that both articles of a pair print, such as a release or a law: neither reprints the other."""

import re
from collections.abc import Sequence

import numpy as np

from include.classification.releases import Carried, Release, find_carriers
from include.classification.reprints.matching import Match
from include.classification.reprints.shingles import shingle
from include.classification.reprints.verification import compare

SHARED_MINIMUM = 0.5
LEGAL_TEXT = "legal_text"
_LEGAL_MARK = re.compile(
    r"(?:^|\n)\s*(?:điều\s+\d+[.:]|chương\s+[ivxlc\d]+\b|\d+\.\s|[a-zđ]\)\s|căn cứ\s|khoản\s+\d+)", re.IGNORECASE
)
_ARTICLE_OF_LAW = re.compile(r"(?:^|\n)\s*điều\s+\d+[.:]", re.IGNORECASE)
LEGAL_MARKS_MINIMUM = 4
CHARACTERS_A_LEGAL_MARK = 400


def shared_text(match: Match) -> str:
    """Return what both articles of a pair have in common, as it stands in the left one."""
    text = match.left.text
    return "\n".join(text[passage.left_start : passage.left_end] for passage in match.pair.passages)


def is_legal_text(text: str) -> bool:
    """Return whether a text reads as the text of a law: numbered provisions, densely, at least one of them "Điều"."""
    marks = len(_LEGAL_MARK.findall(text))
    return (
        marks >= LEGAL_MARKS_MINIMUM
        and bool(_ARTICLE_OF_LAW.search(text))
        and len(text) <= marks * CHARACTERS_A_LEGAL_MARK
    )


def _shared_release(match: Match, official: Sequence[Release]) -> str | None:
    """Return the release that most of what a pair shares comes from."""
    if not official:
        return None
    overlaps = compare(
        shingle([shared_text(match)]),
        shingle([release.text for release in official]),
        np.array([[0, number] for number in range(len(official))]),
    )
    of_shared = overlaps.containment()[0]
    best = int(of_shared.argmax())
    return official[best].release_id if of_shared[best] >= SHARED_MINIMUM else None


def shared_origins(matches: Sequence[Match], official: Sequence[Release]) -> list[str | None]:
    """Return, for each match, the id of the release both print, ``legal_text``, or None."""
    by_article: dict[str, list[Release]] = {}
    for carried in _carried(matches, official):
        by_article.setdefault(carried.article.article_id, []).append(carried.release)
    origins: list[str | None] = []
    for match in matches:
        in_left = {release.release_id for release in by_article.get(match.left.article_id, [])}
        both = [r for r in by_article.get(match.right.article_id, []) if r.release_id in in_left]
        legal = LEGAL_TEXT if is_legal_text(shared_text(match)) else None
        origins.append(_shared_release(match, both) or legal)
    return origins


def _carried(matches: Sequence[Match], official: Sequence[Release]) -> list[Carried]:
    """Find the releases in the articles of all matches."""
    articles = {article.article_id: article for match in matches for article in (match.left, match.right)}
    return find_carriers(official, [article for _, article in sorted(articles.items())])
