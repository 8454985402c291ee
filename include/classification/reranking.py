"""Re-ranks the best passages that a first search found.

A passage rises when one stretch of it covers much of the claim's words, and when it has the claim's names. A long
passage has more stretches that may match by chance, so its length lowers its score.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FIRST_SEARCH_WEIGHT = 1.0
STRETCH_WEIGHT = 1.0
NAME_WEIGHT = 0.3
LENGTH_WEIGHT = -0.15
# Chosen on 496 claims, out of fold (docs/data_sheet.md, benchmarks/claims.py)
WEIGHTS = np.array([FIRST_SEARCH_WEIGHT, STRETCH_WEIGHT, NAME_WEIGHT, LENGTH_WEIGHT])
BLOCK = 40  # syllables; a stretch is two neighbouring blocks


@dataclass(frozen=True, slots=True)
class Sequences:
    """The syllables of passages as they are read.

    Attributes:
        syllables: Numbers of the syllables, passage after passage.
        is_name: Whether each is part of a name.
        bounds: Passage i holds the places ``bounds[i]`` to ``bounds[i + 1]``.
        vocabulary: How many different syllables there are.
    """

    syllables: NDArray[np.int32]
    is_name: NDArray[np.bool_]
    bounds: NDArray[np.int64]
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The distinct syllables of one claim that passages have: number, rarity, whether it is part of a name."""

    syllables: NDArray[np.int64]
    rarity: NDArray[np.float32]
    is_name: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Where the syllables of a claim stand in some passages: which passage, which place in it, which syllable."""

    passages: NDArray[np.int64]
    places: NDArray[np.int64]
    asked: NDArray[np.int32]
    is_name: NDArray[np.bool_]
    lengths: NDArray[np.int64]


class Reranking:
    """Computes the features of the passages found, claim by claim."""

    def __init__(self, sequences: Sequences) -> None:
        """Keep the passages, and room for the numbers of a claim's syllables."""
        self._sequences = sequences
        self._numbers = np.full(sequences.vocabulary, -1, np.int32)

    def _occurrences(self, claim: Claim, passages: NDArray[np.int64]) -> _Occurrences:
        """Return where the claim's syllables stand in the passages."""
        bounds = self._sequences.bounds
        lengths = bounds[passages + 1] - bounds[passages]
        owners = np.repeat(np.arange(len(passages)), lengths)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        whole = within + bounds[passages][owners]
        self._numbers[claim.syllables] = np.arange(len(claim.syllables))
        found = self._numbers[self._sequences.syllables[whole]]
        self._numbers[claim.syllables] = -1
        hits = np.flatnonzero(found >= 0)
        is_name = self._sequences.is_name[whole[hits]]
        return _Occurrences(owners[hits], within[hits], found[hits], is_name, lengths)

    def features(self, claim: Claim, passages: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the features of each passage found for a claim, one row a passage, in the order of WEIGHTS.

        Args:
            claim: The claim.
            passages: What the first search found for it.
            scores: Of the first search, above 0.
        """
        if not len(passages):
            return np.zeros((0, len(WEIGHTS)))
        found = self._occurrences(claim, passages)
        longer = np.log(found.lengths / found.lengths.min())
        return np.stack(
            [scores / scores.max(), _stretch_shares(found, claim.rarity), _name_shares(found, claim), longer], axis=1
        )


def final_scores(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the final score of passages; 1 at most, comparable within one claim."""
    return np.asarray(features @ WEIGHTS / WEIGHTS[WEIGHTS > 0].sum(), np.float64)


def _stretch_shares(found: _Occurrences, rarity: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the most of a claim, weighed by rarity, that one stretch of two blocks of each passage covers; 0 to 1."""
    blocks = found.lengths // BLOCK + 1
    first = np.cumsum(blocks) - blocks
    within = found.places // BLOCK
    has = np.zeros((int(blocks.sum()), len(rarity)), np.float32)
    has[first[found.passages] + within, found.asked] = 1
    has[first[found.passages] + np.maximum(within - 1, 0), found.asked] = 1
    return np.asarray(np.maximum.reduceat(has @ rarity, first) / rarity.sum(), np.float64)


def _name_shares(found: _Occurrences, claim: Claim) -> NDArray[np.float64]:
    """Return how much of a claim's names, weighed by rarity, each passage has as names; 0 where the claim has none."""
    has = np.zeros((len(found.lengths), len(claim.rarity)), np.float32)
    has[found.passages[found.is_name], found.asked[found.is_name]] = 1
    rarity = claim.rarity * claim.is_name
    return np.asarray(has @ rarity / max(float(rarity.sum()), 1e-9), np.float64)
