"""Reprints of drawn cities: what is found of them, and what several outlets print of a third that is taken for one.

Each city has reprints, a wire that three outlets print, an announcement, a standing text that an aggregator prints
every day and a newspaper too, and lists of prices in one form. The texts are read without their pages; which agency a
wire names is read from its page, and once more taken as drawn.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from include.classification.admitted import Article as Read
from include.classification.origins import shared_credit, shared_origins
from include.classification.reprints.direction import arrange
from include.classification.reprints.matching import Match, published
from include.classification.reprints.pairs import Pair, find_pairs
from include.classification.reprints.series import OwnItem, is_of_series, left_spans, right_spans
from include.observing.article import observe_article
from include.observing.observation import Observation
from include.pages.extraction.article import extract_page
from include.pages.page import open_page
from include.sample_city.drawing.article_pages import article_page
from include.sample_city.drawing.city import SHARED, draw_city
from include.sample_city.drawing.declaration import Article, City

SEEDS = range(1, 201)
WHAT = {
    "wire": "a wire, its agency as read",
    "known wire": "a wire, its agency known",
    "release": "an announcement",
    "rubric": "a standing text",
    "prices": "a form with figures",
}


def run() -> list[dict[str, Any]]:
    """Return the share of reprints that count, and of each kind of shared text the pairs that do."""
    counts: Counter[str] = Counter()
    for seed in SEEDS:
        city = draw_city(seed, with_shared=True)
        counts["drawn"] += sum(bool(a.original) and a.draft.topic not in SHARED for a in city.articles)
        agencies = {str(article.number): _agency_read(article) for article in city.articles if article.agency}
        counts["wires"] += len(agencies)
        counts["wires read"] += sum(bool(agency) for agency in agencies.values())
        for topic, is_counted in _pairs(city, agencies):
            counts[f"{topic} counted" if is_counted else f"{topic} left out"] += 1
    found, drawn = counts["reprint counted"], counts["drawn"]
    rows = [_row(f"{drawn} reprints in {len(SEEDS)} drawn cities, found and evidence", found / drawn, ">= .995")]
    for topic, what in WHAT.items():
        alike = counts[f"{topic} left out"] + counts[f"{topic} counted"]
        rows.append(_row(f"{what}, {alike} pairs found alike: taken for reprints", counts[f"{topic} counted"], "0"))
    wires = counts["wires"]
    rows.append(_row(f"{wires} wires: agency read from the page", counts["wires read"] / wires, ">= .95"))
    rows.append(_row("other pairs taken for reprints", counts["other counted"], "0"))
    return rows


def _row(what: str, value: float, mark: str) -> dict[str, Any]:
    """Return one row."""
    return {"what": what, "value": round(value, 4), "unit": "share" if mark != "0" else "pairs", "mark": mark}


def _agency_read(article: Article) -> str:
    """Return the agency that is read from an article's page, nothing where none is."""
    page = open_page(article_page(article, []).encode(), article.url)
    facts = {fact.observation: fact for fact in observe_article(page, extract_page(page))}
    return str(facts[Observation.CREDITED_AGENCY].value or "")


def _read(article: Article) -> Read:
    """Return a drawn article as classification reads it."""
    text = "\n".join((article.draft.summary, *article.draft.paragraphs))
    return Read(
        str(article.number), "", article.outlet.outlet_id, "", article.published_at, 0.0, article.day,
        article.draft.title, text,
    )  # fmt: skip


def _pairs(city: City, agencies: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Yield every pair of different outlets: what it is, and whether the product counts it as a reprint.

    Args:
        city: With what outlets share.
        agencies: Read from the pages of wires, by article.
    """
    articles = [_read(article) for article in city.articles]
    pairs = find_pairs([a.text for a in articles], [a.outlet_id for a in articles], with_own=True)
    own = _own_items(articles, pairs)
    foreign = [pair for pair in pairs if articles[pair.left].outlet_id != articles[pair.right].outlet_id]
    matches = [_match(articles, pair, own) for pair in foreign]
    credited = {str(a.number): a.original.outlet.name if a.original else a.agency for a in city.articles}
    names = {outlet.outlet_id: (outlet.name.casefold(),) for outlet in city.outlets}
    for pair, match, origin in zip(foreign, matches, shared_origins(matches, []), strict=True):
        what, is_evidence = _what(city.articles[pair.left], city.articles[pair.right]), pair.is_evidence and not origin
        yield what, is_evidence and not shared_credit(match, credited | agencies, names)
        if what == "wire":
            yield "known wire", is_evidence and not shared_credit(match, credited, names)


def _what(left: Article, right: Article) -> str:
    """Return what a pair is: a reprint, a kind of shared text, two reprints of one article, or something else."""
    earlier, later = sorted((left, right), key=lambda article: article.published_at)
    if later.draft.topic in SHARED and earlier.draft.topic == later.draft.topic:
        # What a newspaper prints of the aggregator's standing text is taken from there
        return "copy" if later.draft.topic == "rubric" and later.outlet.is_press else later.draft.topic
    if later.original is earlier:
        return "reprint"
    return "siblings" if later.original and later.original is earlier.original else "other"


def _own_items(articles: Sequence[Read], pairs: Sequence[Pair]) -> dict[int, list[OwnItem]]:
    """Return the items of its own outlet that each article shares text with."""
    found: dict[int, list[OwnItem]] = {}
    for pair in pairs:
        left, right = articles[pair.left], articles[pair.right]
        if left.outlet_id == right.outlet_id:
            found.setdefault(pair.left, []).append(OwnItem(published(right), left_spans(pair.passages)))
            found.setdefault(pair.right, []).append(OwnItem(published(left), right_spans(pair.passages)))
    return found


def _match(articles: Sequence[Read], pair: Pair, own: dict[int, list[OwnItem]]) -> Match:
    """Return a pair as a match, marked where its later article continues a series of its outlet."""
    left, right = articles[pair.left], articles[pair.right]
    is_left_first, _ = arrange(published(left), published(right))
    later, earlier = (pair.right, left) if is_left_first else (pair.left, right)
    spans = (right_spans if is_left_first else left_spans)(pair.passages)
    is_series = is_left_first is not None and is_of_series(spans, published(earlier), own.get(later, ()))
    return Match(left, right, pair, is_series)
