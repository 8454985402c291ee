"""Matches one day's articles with each other and with the days before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from include.classification.admitted import Article
from include.classification.reprints import candidates
from include.classification.reprints.candidates import Postings, Suspects
from include.classification.reprints.pairs import Pair, read_pairs
from include.classification.reprints.window import DayPrints, Window
from include.classification.syllables import Hashes


@dataclass(frozen=True, slots=True)
class Match:
    """Two articles of different outlets of which one contains the other; ``pair`` counts ``left`` first."""

    left: Article
    right: Article
    pair: Pair


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What one earlier day shares with the day in hand, narrowed to that day's shingles."""

    day: date
    article_ids: NDArray[np.str_]
    outlet_ids: NDArray[np.str_]
    sizes: NDArray[np.int64]
    postings: Postings


def _narrow(prints: DayPrints, shingles: Hashes) -> Postings:
    """Keep of an index what is filed under some shingles, which are ascending."""
    if not len(shingles):
        return Postings(prints.postings.shingles[:0], prints.postings.owners[:0])
    places = np.minimum(np.searchsorted(shingles, prints.postings.shingles), len(shingles) - 1)
    kept: NDArray[np.bool_] = shingles[places] == prints.postings.shingles
    return Postings(prints.postings.shingles[kept], prints.postings.owners[kept])


def _left_out(today: DayPrints, earlier: Sequence[_Earlier]) -> Hashes:
    """Return the shingles that are boilerplate over the whole window, as far as the day in hand holds them."""
    shingles = [today.postings.shingles, *(e.postings.shingles for e in earlier)]
    outlets = [today.outlet_ids[today.postings.owners], *(e.outlet_ids[e.postings.owners] for e in earlier)]
    joined = np.concatenate(shingles)
    order = np.argsort(joined, kind="stable")
    numbers = np.unique(np.concatenate(outlets), return_inverse=True)[1]
    together = Postings(joined[order], np.arange(len(order)))
    return candidates.crowded(together, numbers[order].astype(np.int64))


def _foreign(suspects: Suspects, lefts: NDArray[np.str_], rights: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the suspects of different outlets, as two columns of numbers."""
    numbers = np.stack([suspects.lefts, suspects.rights], axis=1)
    return numbers[np.asarray(lefts[suspects.lefts] != rights[suspects.rights], np.bool_)]


def _read(articles: Sequence[Article], numbers: NDArray[np.int64], left_out: Hashes) -> list[Match]:
    """Read the suspects among some articles."""
    pairs = read_pairs([article.text for article in articles], numbers, left_out)
    return [Match(articles[pair.left], articles[pair.right], pair) for pair in pairs]


def _among(articles: list[Article], today: DayPrints, left_out: Hashes) -> list[Match]:
    """Match a day's articles with each other."""
    postings = candidates.without(today.postings, left_out)
    numbers = _foreign(candidates.suspects_within(postings, len(articles)), today.outlet_ids, today.outlet_ids)
    return _read(articles, numbers, left_out)


def _against(
    articles: list[Article], today: DayPrints, earlier: _Earlier, left_out: Hashes, window: Window
) -> list[Match]:
    """Match a day's articles with those of one earlier day."""
    postings = candidates.without(today.postings, left_out)
    kept = candidates.without(earlier.postings, left_out)
    dropped = np.bincount(earlier.postings.owners, minlength=len(earlier.sizes))
    dropped -= np.bincount(kept.owners, minlength=len(earlier.sizes))
    found = candidates.suspects_across(postings, kept, len(articles), earlier.sizes - dropped)
    numbers = _foreign(found, today.outlet_ids, earlier.outlet_ids)
    if not len(numbers):
        return []
    involved, places = np.unique(numbers[:, 1], return_inverse=True)
    others = window.some_articles(earlier.day, earlier.article_ids[involved].tolist())
    renumbered = np.stack([numbers[:, 0], places + len(articles)], axis=1)
    return _read([*articles, *others], renumbered, left_out)


def match_day(day: date, window: Window) -> list[Match]:
    """Return the matches whose later-landed article landed on a day.

    An article that an outlet changed and that landed again is matched like any other of its new day.
    """
    articles = window.articles(day)
    today = window.prints(day)
    shingles = np.unique(today.postings.shingles)
    earlier = []
    for known in window.days_before(day):
        prints = window.prints(known)
        earlier.append(_Earlier(known, prints.article_ids, prints.outlet_ids, prints.sizes, _narrow(prints, shingles)))
    left_out = _left_out(today, earlier)
    found = _among(articles, today, left_out)
    for one in earlier:
        found += _against(articles, today, one, left_out, window)
    return found
