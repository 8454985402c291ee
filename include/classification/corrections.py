"""Links a correction notice to the article of the same outlet that it corrects, by the address or title it names."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from include.classification.admitted import AdmittedDay, Article
from include.classification.syllables import nfc, read_syllables
from include.landing import store

VERSION = "correction-link-2"
LOOK_BACK_DAYS = 90  # articles older than this are not searched
TITLE_SHARE_MINIMUM = 0.8  # of the syllables of both titles: notices quote titles with a word added or dropped
_OBSERVED = ["article_id", "observation", "value", "is_present"]
_NAMED = ["article_id", "outlet_id", "title", "canonical_url"]


def _named_targets(day: date) -> dict[str, str]:
    """Return what each notice of a day says that it corrects: an address or a title."""
    rows = store.read("observations", [day], columns=_OBSERVED).to_pylist()
    return {
        row["article_id"]: nfc(row["value"]).strip()
        for row in rows
        if row["observation"] == "corrected_article" and row["is_present"] and row["value"] and row["article_id"]
    }


def title_share(named: str, title: str) -> float:
    """Return the share of distinct syllables that two titles have in common, of those either has; 0 to 1."""
    read = read_syllables([named, title])
    first = set(read.hashes[: read.bounds[1]].tolist())
    second = set(read.hashes[read.bounds[1] :].tolist())
    return len(first & second) / len(first | second) if first | second else 0.0


class _Published:
    """The articles of one outlet, found by address, or by title where a notice names no address."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        """Index articles by their addresses."""
        self._rows = rows
        self._by_address: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            self._by_address.setdefault(row["canonical_url"].rstrip("/"), []).append(row)

    def matches(self, target: str) -> list[tuple[float, str]]:
        """Return each article that a notice may mean: the confidence, 0 to 1, and the article's id."""
        if target.startswith(("http://", "https://")):
            return [(1.0, row["article_id"]) for row in self._by_address.get(target.rstrip("/"), ())]
        shares = ((title_share(target, nfc(row["title"] or "")), row["article_id"]) for row in self._rows)
        return [(share, article_id) for share, article_id in shares if share >= TITLE_SHARE_MINIMUM]


def _link(notice: Article, target: str, published: _Published) -> list[dict[str, Any]]:
    """Return the link of one notice, if its article is among those that its outlet published."""
    ranked = sorted(
        (found for found in published.matches(target) if found[1] != notice.article_id),
        key=lambda found: (-found[0], found[1]),
    )
    if not ranked:
        return []
    return [
        {
            "notice_article_id": notice.article_id,
            "corrected_article_id": ranked[0][1],
            "link_kind": "address" if target.startswith("http") else "title",
            "explanation": target,
            "classifier_version": VERSION,
            "confidence": round(ranked[0][0], 4),
        }
    ]


def link_rows(day: date, articles: AdmittedDay) -> list[dict[str, Any]]:
    """Return rows of correction_links, without their day, for the notices among a day's articles."""
    targets = _named_targets(day)
    notices = articles.some(targets)
    searched = [day - timedelta(days=back) for back in range(LOOK_BACK_DAYS + 1)]
    links = []
    for outlet, own in groupby(sorted(notices, key=_outlet), key=_outlet):
        published = _Published(store.read("articles", searched, parts=[outlet], columns=_NAMED).to_pylist())
        links += [link for notice in own for link in _link(notice, targets[notice.article_id], published)]
    return links


def _outlet(article: Article) -> str:
    """Return the outlet of an article."""
    return article.outlet_id
