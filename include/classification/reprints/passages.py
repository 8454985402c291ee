"""Common runs of syllables as passages: offsets in both texts between which the characters are equal but for blanks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.letters import Letters
from include.classification.reprints.shingles import SHINGLE_LENGTH

_RUNS_AT_ONCE = 1 << 15


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Characters ``left_start`` to ``left_end`` of one text, equal to ``right_start`` to ``right_end`` of another."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int

    def swapped(self) -> "Passage":
        """Return the same passage with the texts exchanged."""
        return Passage(self.right_start, self.right_end, self.left_start, self.left_end)


def unroll(sizes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for the members of groups of some sizes, the group of each and its place there."""
    groups = np.repeat(np.arange(len(sizes)), sizes)
    return groups, np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _equal_stretches(letters: Letters, runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Cut runs where letters, case or punctuation differ; pieces shorter than a shingle are dropped.

    Args:
        letters: The texts.
        runs: Pair, first syllable left, first syllable right (both numbered over all texts), syllables.

    Returns:
        Rows of the same kind.
    """
    groups, places = unroll(runs[:, 3])
    lefts, rights = runs[groups, 1] + places, runs[groups, 2] + places
    is_equal = letters.written[lefts] == letters.written[rights]
    goes_on = np.zeros(len(groups), np.bool_)
    goes_on[1:] = (groups[1:] == groups[:-1]) & is_equal[1:] & is_equal[:-1]
    goes_on[1:] &= letters.after[lefts[:-1]] == letters.after[rights[:-1]]
    begins = np.flatnonzero(is_equal & ~goes_on)
    breaks = np.append(np.flatnonzero(~goes_on), len(groups))
    lengths = breaks[np.searchsorted(breaks, begins, side="right")] - begins
    begins, lengths = begins[lengths >= SHINGLE_LENGTH], lengths[lengths >= SHINGLE_LENGTH]
    return np.stack([runs[groups[begins], 0], lefts[begins], rights[begins], lengths], axis=1)


def passages(letters: Letters, texts: NDArray[np.int64], runs: NDArray[np.int64]) -> list[tuple[Passage, ...]]:
    """Return the passages of each pair in the order of its runs.

    Args:
        letters: Texts as written.
        texts: Two columns: which of them each pair compares.
        runs: Pair, first syllable left, first syllable right, syllables; one row a common run, ordered by pair.
    """
    placed = runs.copy()
    placed[:, 1] += letters.bounds[texts[runs[:, 0], 0]]
    placed[:, 2] += letters.bounds[texts[runs[:, 0], 1]]
    lots = [placed[first : first + _RUNS_AT_ONCE] for first in range(0, len(placed), _RUNS_AT_ONCE)]
    found = np.concatenate([np.zeros((0, 4), np.int64), *(_equal_stretches(letters, lot) for lot in lots)])
    pairs, lefts, rights, lengths = found.T
    last = lengths - 1
    ends = (letters.starts[lefts], letters.ends[lefts + last], letters.starts[rights], letters.ends[rights + last])
    every = [Passage(*offsets) for offsets in zip(*(column.tolist() for column in ends), strict=True)]
    return _by_pair(every, np.searchsorted(pairs, np.arange(len(texts) + 1)).tolist())


def _by_pair(every: Sequence[Passage], bounds: Sequence[int]) -> list[tuple[Passage, ...]]:
    """Cut passages into those of each pair."""
    return [tuple(every[first:after]) for first, after in pairwise(bounds)]
