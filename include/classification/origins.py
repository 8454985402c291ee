"""Finds third texts that both articles of a pair print, such as a release or a law: neither reprints the other."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from include.classification.releases import Carried, Release, find_carriers
from include.classification.reprints.matching import Match
from include.classification.reprints.shingles import shingle
from include.classification.reprints.verification import compare
from include.classification.syllables import nfc

SHARED_MINIMUM = 0.5  # of what a pair shares; less may come from elsewhere
LEGAL_TEXT = "legal_text"
OFFICIAL_NOTICE = "official_notice"
OWN_SERIES = "own_series"
CROWDED = "crowded_text"
CREDIT = "credit:"
_CREDIT_BREAK = re.compile(r"[/;,+|–-]")
_NAMELESS = frozenset({"", "pv", "p.v", "phóng viên", "ctv", "btv", "bt", "tổng hợp", "th", "theo", "ảnh", "nguồn"})
NOTICE_MARKS_MINIMUM = 3
_OFFICE = r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|công an|trạm y tế) (?:phường|xã|thị trấn)"
_NEIGHBOURS = r"(?:nhân dân|bà con|hộ (?:dân|gia đình)|tổ dân phố|ông \(?bà)"
_NOTICE_MARKS = tuple(
    re.compile(mark, re.IGNORECASE | re.MULTILINE)
    for mark in (
        r"^\s*(?:thông báo|thông cáo báo chí|giấy mời|kế hoạch)\b",
        r"\bsố:?\s*\d+[a-z]?(?:/\d{4})?/(?:tb|kh|cv|gm|ubnd|tctt)\b",
        rf"\b{_OFFICE}[^.\n]{{0,60}}thông báo",
        r"\btrân trọng (?:thông báo|cảm ơn|kính mời)|\btrân trọng\s*[./]",
        r"^\s*(?:kính gửi|nơi nhận|căn cứ)\b",
        r"\b(?:tm\. |kt\. |tl\. )(?:ubnd|ủy ban|uỷ ban|chủ tịch|trưởng)",
        rf"\b(?:kính )?(?:đề nghị|rất mong|yêu cầu) (?:toàn thể |các |quý )?{_NEIGHBOURS}",
    )
)
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


def is_official_notice(text: str) -> bool:
    """Return whether a text reads as an office's announcement, printed as it was issued: by several set forms."""
    return sum(bool(mark.search(text)) for mark in _NOTICE_MARKS) >= NOTICE_MARKS_MINIMUM


def shared_credit(match: Match, credited: Mapping[str, str], names: Mapping[str, Sequence[str]]) -> str | None:
    """Return the origin that two articles credit in common, where it is the outlet of neither: one wire, printed twice.

    Args:
        match: The pair.
        credited: The agency each article credits, by article.
        names: The names each outlet is credited by, without case.
    """
    both = [_credit_parts(credited.get(article.article_id, "")) for article in (match.left, match.right)]
    own = [name for article in (match.left, match.right) for name in names.get(article.outlet_id, ())]
    common = sorted(part for part in both[0] & both[1] if not any(name in part or part in name for name in own))
    return f"{CREDIT}{common[0]}" if common else None


def _credit_parts(credit: str) -> set[str]:
    """Return the names in a credit such as "PV/TTXVN", without case and without words that name nobody."""
    parts = {" ".join(part.split()).strip(" .()") for part in _CREDIT_BREAK.split(nfc(credit).casefold())}
    return {part.removeprefix("theo ") for part in parts} - _NAMELESS


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
    """Return, for each match, the id of the release both print, what kind of text they share, or None."""
    by_article: dict[str, list[Release]] = {}
    for carried in _carried(matches, official):
        by_article.setdefault(carried.article.article_id, []).append(carried.release)
    origins: list[str | None] = []
    for match in matches:
        in_left = {release.release_id for release in by_article.get(match.left.article_id, [])}
        both = [r for r in by_article.get(match.right.article_id, []) if r.release_id in in_left]
        origins.append(_shared_release(match, both) or _kind_of_text(match))
    return origins


def _kind_of_text(match: Match) -> str | None:
    """Return what shared text shows itself to be: a law, an office's announcement, or a series of the outlet's own."""
    text = shared_text(match)
    if is_legal_text(text):
        return LEGAL_TEXT
    if is_official_notice(text):
        return OFFICIAL_NOTICE
    return OWN_SERIES if match.is_series else None


def _carried(matches: Sequence[Match], official: Sequence[Release]) -> list[Carried]:
    """Find the releases in the articles of all matches."""
    articles = {article.article_id: article for match in matches for article in (match.left, match.right)}
    return find_carriers(official, [article for _, article in sorted(articles.items())])
