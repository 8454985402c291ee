"""Matches one day's articles with each other and with the days before them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from include.classification.admitted import Article
from include.classification.reprints import candidates
from include.classification.reprints.candidates import Postings, Suspects
from include.classification.reprints.pairs import Pair, read_pairs
from include.classification.reprints.shingles import PRINT_BITS
from include.classification.reprints.window import DayPrints, Window
from include.classification.syllables import Hashes

LOT_PAIRS = 1 << 12
Articles = Callable[[NDArray[np.int64]], list[Article]]
_FIRST_BITS = 26
_SHIFT = np.uint64(PRINT_BITS - _FIRST_BITS)


@dataclass(frozen=True, slots=True)
class Match:
    """Two articles of different outlets of which one contains the other; ``pair`` counts ``left`` first."""

    left: Article
    right: Article
    pair: Pair


@dataclass(frozen=True, slots=True)
class _Day:
    """The fingerprints of one day, of an earlier one only what the day in hand holds too.

    Attributes:
        prints: As kept.
        outlets: Number of each article's outlet, the same over all days.
        postings: The inverted index, narrowed.
    """

    day: date
    prints: DayPrints
    outlets: NDArray[np.int64]
    postings: Postings


class _Sieve:
    """Tells which shingles are among some; most others are turned away by their first bits alone, without a search."""

    def __init__(self, postings: Postings) -> None:
        """Learn the shingles of an index."""
        self._wanted = postings.shingles[postings.group_bounds()[:-1]]
        self._is_begun = np.zeros(1 << _FIRST_BITS, np.bool_)
        self._is_begun[self._wanted >> _SHIFT] = True

    def narrow(self, postings: Postings) -> Postings:
        """Keep of an index what is filed under these shingles."""
        near = np.flatnonzero(self._is_begun[postings.shingles >> _SHIFT])
        shingles = postings.shingles[near]
        places = np.minimum(np.searchsorted(self._wanted, shingles), max(len(self._wanted) - 1, 0))
        kept = near[self._wanted[places] == shingles]
        return Postings(postings.shingles[kept], postings.owners[kept])


def _days(day: date, window: Window) -> tuple[_Day, list[_Day]]:
    """Return the day in hand, and the days before it narrowed to its shingles."""
    prints = window.prints(day)
    sieve = _Sieve(prints.postings)
    numbers: dict[str, int] = {}
    today = _Day(day, prints, _number(prints.outlet_ids, numbers), prints.postings)
    earlier = []
    for known in window.days_before(day):
        held = window.prints(known)
        narrowed = sieve.narrow(held.postings)
        light = replace(held, postings=Postings(held.postings.shingles[:0], held.postings.owners[:0]))
        earlier.append(_Day(known, light, _number(held.outlet_ids, numbers), narrowed))
    return today, earlier


def _number(outlet_ids: NDArray[np.str_], numbers: dict[str, int]) -> NDArray[np.int64]:
    """Return the number of each outlet; those not met before are given the next ones."""
    return np.array([numbers.setdefault(outlet, len(numbers)) for outlet in outlet_ids.tolist()], np.int64)


def _left_out(days: Sequence[_Day]) -> Hashes:
    """Return the shingles that are boilerplate over the whole window, as far as the day in hand holds them."""
    shingles = np.concatenate([one.postings.shingles for one in days])
    outlets = np.concatenate([one.outlets[one.postings.owners] for one in days])
    order = np.argsort(shingles, kind="stable")
    return candidates.crowded(Postings(shingles[order], np.arange(len(order))), outlets[order])


def _foreign(suspects: Suspects, lefts: NDArray[np.int64], rights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the suspects of different outlets, as two columns of numbers."""
    numbers = np.stack([suspects.lefts, suspects.rights], axis=1)
    return np.asarray(numbers[lefts[suspects.lefts] != rights[suspects.rights]], np.int64)


def _lots(numbers: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Cut suspects into lots of which no more articles than a slice's are read at once, pairs of one left together."""
    ordered = numbers[np.lexsort((numbers[:, 1], numbers[:, 0]))]
    for first in range(0, len(ordered), LOT_PAIRS):
        yield ordered[first : first + LOT_PAIRS]


def _read(lefts: Articles, rights: Articles, suspects: NDArray[np.int64], left_out: Hashes) -> Iterator[list[Match]]:
    """Read suspects, a bounded number of articles at once.

    Args:
        lefts: Gives articles by the numbers of the first column.
        rights: Gives articles by the numbers of the second.
        suspects: Two columns of numbers.
        left_out: Shingles that are boilerplate.
    """
    for lot in _lots(suspects):
        (of_left, left_places), (of_right, right_places) = (np.unique(side, return_inverse=True) for side in lot.T)
        articles = [*lefts(of_left), *rights(of_right)]
        numbers = np.stack([left_places, right_places + len(of_left)], axis=1)
        pairs = read_pairs([article.text for article in articles], numbers, left_out)
        yield [Match(articles[pair.left], articles[pair.right], pair) for pair in pairs]


def _against(today: _Day, earlier: _Day, left_out: Hashes) -> NDArray[np.int64]:
    """Return the suspects of a day and one earlier day."""
    kept = candidates.without(earlier.postings, left_out)
    sizes = earlier.prints.sizes - np.bincount(earlier.postings.owners, minlength=len(earlier.outlets))
    sizes += np.bincount(kept.owners, minlength=len(earlier.outlets))
    found = candidates.suspects_across(today.postings, kept, len(today.outlets), sizes)
    return _foreign(found, today.outlets, earlier.outlets)


def match_day(day: date, window: Window) -> Iterator[list[Match]]:
    """Yield the matches whose later-landed article landed on a day, some at once.

    An article that an outlet changed and that landed again is matched like any other of its new day.
    """
    today, earlier = _days(day, window)
    left_out = _left_out([today, *earlier])
    today = replace(today, postings=candidates.without(today.postings, left_out))
    within = _foreign(candidates.suspects_within(today.postings, len(today.outlets)), today.outlets, today.outlets)
    lefts = partial(_articles, window, today)
    yield from _read(lefts, lefts, within, left_out)
    for one in earlier:
        yield from _read(lefts, partial(_articles, window, one), _against(today, one, left_out), left_out)


def _articles(window: Window, one: _Day, numbers: NDArray[np.int64]) -> list[Article]:
    """Return the articles of a day by their numbers, ascending."""
    return window.articles(one.day).some(one.prints.article_ids[numbers].tolist())
