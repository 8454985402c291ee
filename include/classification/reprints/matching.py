"""Matches one day's articles with each other and with the days before them."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from include.classification.admitted import Article
from include.classification.reprints import candidates
from include.classification.reprints.candidates import Postings, Suspects
from include.classification.reprints.direction import Published, arrange
from include.classification.reprints.pairs import Pair, read_pairs
from include.classification.reprints.series import OwnItem, is_of_series, left_spans, right_spans
from include.classification.reprints.shingles import PRINT_BITS
from include.classification.reprints.suspect_limit import NOBODY, within_limit
from include.classification.reprints.window import DayPrints, Window
from include.classification.syllables import Hashes

log = logging.getLogger(__name__)
BATCH_PAIRS = 1 << 12  # pairs read at once: their articles are Python objects
Articles = Callable[[NDArray[np.int64]], list[Article]]
_FIRST_BITS = 26  # a table of 64 MB, one byte an entry
_SHIFT = np.uint64(PRINT_BITS - _FIRST_BITS)


@dataclass(frozen=True, slots=True)
class Match:
    """Two articles of different outlets of which one contains the other; ``pair`` counts ``left`` first.

    Attributes:
        is_series: Whether most of what they share stands in an item that the later one's outlet published before both.
        is_crowded: Whether so many texts are like one of the two that it was not read against all of them.
    """

    left: Article
    right: Article
    pair: Pair
    is_series: bool = False
    is_crowded: bool = False


@dataclass(frozen=True, slots=True)
class DayMatches:
    """The matches whose later-landed article landed on one day, and what was not read to find them.

    Attributes:
        batches: The matches, read while they are asked for.
        unread: Suspected pairs that were not read, as too many texts are alike.
        uncompared: Articles that were compared with none: all of their text is a standing text of their outlet, or
            printed by very many.
    """

    batches: Iterator[list[Match]]
    unread: int
    uncompared: int


def published(article: Article) -> Published:
    """Return an article's publication time as an interval."""
    return Published(article.published_middle or article.published_at, article.uncertainty_minutes)


@dataclass(frozen=True, slots=True)
class _Day:
    """The fingerprints of one day; of an earlier one only those that the current day has too.

    Attributes:
        prints: As stored on disk.
        outlets: Number of each article's outlet, the same over all days.
        postings: The inverted index, narrowed.
    """

    day: date
    prints: DayPrints
    outlets: NDArray[np.int64]
    postings: Postings


class _Membership:
    """Tests shingles for membership; a table of first bits rejects most of the others without a search."""

    def __init__(self, postings: Postings) -> None:
        """Keep the shingles of an index and mark their first bits."""
        self._wanted = postings.shingles[postings.group_bounds()[:-1]]
        self._is_begun = np.zeros(1 << _FIRST_BITS, np.bool_)
        self._is_begun[self._wanted >> _SHIFT] = True

    def narrow(self, postings: Postings) -> Postings:
        """Return the part of an index that is about these shingles."""
        near = np.flatnonzero(self._is_begun[postings.shingles >> _SHIFT])
        shingles = postings.shingles[near]
        places = np.minimum(np.searchsorted(self._wanted, shingles), max(len(self._wanted) - 1, 0))
        kept = near[self._wanted[places] == shingles]
        return Postings(postings.shingles[kept], postings.owners[kept])


def _days(day: date, window: Window) -> tuple[_Day, list[_Day]]:
    """Return the current day, and the days before it narrowed to its shingles."""
    prints = window.prints(day)
    known_shingles = _Membership(prints.postings)
    numbers: dict[str, int] = {}
    today = _Day(day, prints, _number(prints.outlet_ids, numbers), prints.postings)
    earlier = []
    for known in window.days_before(day):
        held = window.prints(known)
        narrowed = known_shingles.narrow(held.postings)
        light = replace(held, postings=Postings(held.postings.shingles[:0], held.postings.owners[:0]))
        earlier.append(_Day(known, light, _number(held.outlet_ids, numbers), narrowed))
    return today, earlier


def _number(outlet_ids: NDArray[np.str_], numbers: dict[str, int]) -> NDArray[np.int64]:
    """Return the number of each outlet; new outlets get the next ones."""
    return np.array([numbers.setdefault(outlet, len(numbers)) for outlet in outlet_ids.tolist()], np.int64)


def _left_out(days: Sequence[_Day]) -> Hashes:
    """Return the shingles that are boilerplate over the whole window, as far as the current day has them."""
    shingles = np.concatenate([one.postings.shingles for one in days])
    outlets = np.concatenate([one.outlets[one.postings.owners] for one in days])
    order = np.argsort(shingles, kind="stable")
    return candidates.crowded(Postings(shingles[order], np.arange(len(order))), outlets[order])


@dataclass(frozen=True, slots=True)
class _Suspected:
    """The suspects between the current day and another: two columns of numbers, how much each pair shares.

    Attributes:
        is_own: Which are of one outlet.
        members: The current day's texts in each pair; -1 for one of another day.
    """

    other: _Day
    numbers: NDArray[np.int64]
    shared: NDArray[np.int64]
    is_own: NDArray[np.bool_]
    members: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> "_Suspected":
        """Return some of the suspects."""
        parts = self.numbers[chosen], self.shared[chosen], self.is_own[chosen], self.members[chosen]
        return _Suspected(self.other, *parts)


def _suspected(today: _Day, other: _Day, suspects: Suspects) -> _Suspected:
    """Mark the suspects that are of one outlet."""
    numbers = np.stack([suspects.lefts, suspects.rights], axis=1)
    is_own = today.outlets[suspects.lefts] == other.outlets[suspects.rights]
    members = numbers if other is today else np.where([True, False], numbers, NOBODY)
    return _Suspected(other, numbers, suspects.shared, is_own, members)


def _bounded(suspected: Sequence[_Suspected], texts: int) -> tuple[list[_Suspected], NDArray[np.int64]]:
    """Return the suspects to be read, and the texts of the day in each pair that is not; -1 for one of another day."""
    members = np.concatenate([one.members for one in suspected])
    is_read = within_limit(members, np.concatenate([one.shared for one in suspected]), texts)
    ends = np.cumsum([len(one.numbers) for one in suspected])[:-1]
    kept = [one.only(chosen) for one, chosen in zip(suspected, np.split(is_read, ends), strict=True)]
    return kept, members[~is_read]


def _batches(numbers: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Cut suspects into batches of bounded size, the pairs of one left text together."""
    ordered = numbers[np.lexsort((numbers[:, 1], numbers[:, 0]))]
    for first in range(0, len(ordered), BATCH_PAIRS):
        yield ordered[first : first + BATCH_PAIRS]


def _read(lefts: Articles, rights: Articles, suspects: NDArray[np.int64], left_out: Hashes) -> Iterator[list[Match]]:
    """Read suspects, a bounded number of articles at once.

    Args:
        lefts: Gives articles by the numbers of the first column.
        rights: Gives articles by the numbers of the second.
        suspects: Two columns of numbers.
        left_out: Shingles that are boilerplate.
    """
    for batch in _batches(suspects):
        (of_left, left_places), (of_right, right_places) = (np.unique(side, return_inverse=True) for side in batch.T)
        articles = [*lefts(of_left), *rights(of_right)]
        numbers = np.stack([left_places, right_places + len(of_left)], axis=1)
        pairs = read_pairs([article.text for article in articles], numbers, left_out)
        yield [Match(articles[pair.left], articles[pair.right], pair) for pair in pairs]


def _against(today: _Day, earlier: _Day, left_out: Hashes) -> _Suspected:
    """Return the suspects of a day and one earlier day."""
    kept = candidates.without(earlier.postings, left_out)
    sizes = earlier.prints.sizes - np.bincount(earlier.postings.owners, minlength=len(earlier.outlets))
    sizes += np.bincount(kept.owners, minlength=len(earlier.outlets))
    found = candidates.suspects_across(today.postings, kept, len(today.outlets), sizes)
    return _suspected(today, earlier, found)


class _Reading:
    """Reads the suspects of one day in full."""

    def __init__(self, window: Window, today: _Day, left_out: Hashes) -> None:
        """Prepare for a day and the shingles that are boilerplate."""
        self._window, self._today, self._left_out = window, today, left_out

    def read(self, other: _Day, numbers: NDArray[np.int64]) -> Iterator[list[Match]]:
        """Yield the pairs that are accepted among some suspects."""
        lefts, rights = partial(_articles, self._window, self._today), partial(_articles, self._window, other)
        yield from _read(lefts, rights, numbers, self._left_out)

    def own_items(self, suspected: Sequence[_Suspected]) -> dict[str, list[OwnItem]]:
        """Return the items of the same outlet with which some articles of the day share text, by article."""
        found: dict[str, list[OwnItem]] = {}
        for one in suspected:
            for match in chain.from_iterable(self.read(one.other, one.numbers)):
                lefts = OwnItem(published(match.right), left_spans(match.pair.passages))
                rights = OwnItem(published(match.left), right_spans(match.pair.passages))
                found.setdefault(match.left.article_id, []).append(lefts)
                found.setdefault(match.right.article_id, []).append(rights)
        return found


def _with_series(match: Match, own: Mapping[str, Sequence[OwnItem]]) -> Match:
    """Mark a match whose later article takes what is shared from its own outlet's earlier items."""
    is_left_first, _ = arrange(published(match.left), published(match.right))
    if is_left_first is None:
        return match
    earlier, later = (match.left, match.right) if is_left_first else (match.right, match.left)
    spans = (right_spans if is_left_first else left_spans)(match.pair.passages)
    return replace(match, is_series=is_of_series(spans, published(earlier), own.get(later.article_id, ())))


def _own(suspected: Sequence[_Suspected], foreign: Sequence[_Suspected]) -> list[_Suspected]:
    """Return the suspects within one outlet of the day's texts that have suspects of others."""
    involved = np.unique(np.concatenate([one.members for one in foreign]))
    involved = involved[involved != NOBODY]
    return [one.only(one.is_own & np.isin(one.members, involved).any(axis=1)) for one in suspected]


def match_day(day: date, window: Window) -> DayMatches:
    """Return the matches whose later-landed article landed on a day.

    An article that an outlet changed and that landed again is matched like any other of its new day.
    """
    today, earlier = _days(day, window)
    left_out = _left_out([today, *earlier])
    today = replace(today, postings=candidates.without(today.postings, left_out))
    texts = len(today.outlets)
    within = _suspected(today, today, candidates.suspects_within(today.postings, texts))
    suspected = [within, *(_against(today, one, left_out) for one in earlier)]
    foreign, unread = _bounded([one.only(~one.is_own) for one in suspected], texts)
    own, unread_own = _bounded(_own(suspected, foreign), texts)
    compared = np.bincount(today.postings.owners, minlength=texts)
    unread = np.concatenate([unread, unread_own])
    found = DayMatches(
        _matches(
            _Reading(window, today, left_out), foreign, own, today.prints.article_ids[np.unique(unread[unread >= 0])]
        ),
        len(unread),
        int(np.count_nonzero((compared == 0) & (today.prints.sizes > 0))),
    )
    _say_unread(today, unread, found)
    return found


def _say_unread(today: _Day, unread: NDArray[np.int64], found: DayMatches) -> None:
    """Log what was left out, and of which outlets most."""
    if found.unread or found.uncompared:
        texts = np.unique(unread[unread >= 0])
        most = Counter(today.prints.outlet_ids[texts].tolist()).most_common(3)
        log.warning(
            "reprints of %s: %d suspected pairs of %d articles were not read, too many texts are alike (most: %s); "
            "%d articles have no text of their own and were compared with none",
            today.day, found.unread, len(texts), ", ".join(f"{outlet} {count}" for outlet, count in most) or "none",
            found.uncompared,
        )  # fmt: skip


def _matches(
    reading: _Reading, foreign: Sequence[_Suspected], own: Sequence[_Suspected], crowded: NDArray[np.str_]
) -> Iterator[list[Match]]:
    """Yield the matches in batches, those marked that belong to a series or to a crowd."""
    items, crowd = reading.own_items(own), frozenset(crowded.tolist())
    for one in foreign:
        for found in reading.read(one.other, one.numbers):
            matches = [_with_series(match, items) for match in found]
            yield [
                replace(match, is_crowded=not crowd.isdisjoint((match.left.article_id, match.right.article_id)))
                for match in matches
            ]


def _articles(window: Window, one: _Day, numbers: NDArray[np.int64]) -> list[Article]:
    """Return the articles of a day by their numbers, ascending."""
    return window.articles(one.day).some(one.prints.article_ids[numbers].tolist())
