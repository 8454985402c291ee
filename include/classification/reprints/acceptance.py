"""Which pairs share enough: by containment, or reworded throughout, by short runs in their places over the whole text.

Changing three words in ten leaves one shingle in six, but leaves them everywhere and in their places; two reports of
one event share whole sentences, moved about. Evidence asks more, and of both texts: an article that prints a release of
which another prints some sentences shares much of itself and little of the other. Less is a question to people.
"""

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.shingles import SHINGLE_LENGTH
from include.classification.reprints.verification import Overlaps

# Chosen on one half of real and planted pairs, measured on the other: benchmarks/reprint_thresholds.py
CONTAINMENT_MINIMUM = 0.3
REWORDED_CONTAINMENT_MINIMUM = 0.1
REWORDED_COVER_MINIMUM = 0.2
REWORDED_PLACE_MINIMUM = 0.8
DRIFT_SYLLABLES = 10  # from the pair's usual distance
STRETCHES = 16  # into which the shorter text is divided
REWORDED_STRETCHES_MINIMUM = 11
# Of the mean of both shares; chosen on readers' labels, measured on the other half: benchmarks/reprint_labels.py
EVIDENCE_MINIMUM = 0.65


def _shorter(overlaps: Overlaps) -> NDArray[np.int64]:
    """Return the length of each pair's shorter text, in syllables, as far as it is distinct."""
    return np.minimum(overlaps.lefts, overlaps.rights) + SHINGLE_LENGTH - 1


def _stretches(overlaps: Overlaps) -> NDArray[np.int64]:
    """Return in how many sixteenths of its shorter text each pair has a common run."""
    pairs, lefts, rights, lengths = overlaps.runs.T
    is_left = overlaps.lefts[pairs] <= overlaps.rights[pairs]
    places = np.where(is_left, lefts, rights)
    whole = _shorter(overlaps)[pairs]
    first = places * STRETCHES // whole
    last = np.minimum((places + lengths - 1) * STRETCHES // whole, STRETCHES - 1)
    seen = np.zeros((len(overlaps.shared), STRETCHES), np.bool_)
    for stretch in range(STRETCHES):
        seen[pairs[(first <= stretch) & (stretch <= last)], stretch] = True
    return np.asarray(seen.sum(axis=1), np.int64)


def _in_place(overlaps: Overlaps) -> NDArray[np.float64]:
    """Return the share of each pair's runs that stand at the pair's usual distance from each other."""
    pairs, distances = overlaps.runs[:, 0], overlaps.runs[:, 2] - overlaps.runs[:, 1]
    counts = np.bincount(pairs, minlength=len(overlaps.shared))
    # The median, not the mean: one quotation that was moved to the top must not shift what counts as the usual distance
    ranked = distances[np.lexsort((distances, pairs))]
    middles = np.minimum(np.cumsum(counts) - counts + counts // 2, max(len(ranked) - 1, 0))
    usual = ranked[middles] if len(ranked) else np.zeros(len(counts), np.int64)
    is_near = np.abs(distances - usual[pairs]) <= DRIFT_SYLLABLES
    return np.asarray(np.bincount(pairs, is_near, minlength=len(counts)) / np.maximum(counts, 1), np.float64)


def is_reworded(overlaps: Overlaps) -> NDArray[np.bool_]:
    """Return which pairs are one text reworded throughout."""
    # The larger of both ways: a short item taken from a long one is contained wholly, small as its share there is
    containment = np.maximum(*overlaps.containment())
    covered = np.bincount(overlaps.runs[:, 0], overlaps.runs[:, 3], minlength=len(containment))
    return np.asarray(
        (containment >= REWORDED_CONTAINMENT_MINIMUM)
        & (covered >= REWORDED_COVER_MINIMUM * _shorter(overlaps))
        & (_stretches(overlaps) >= REWORDED_STRETCHES_MINIMUM)
        & (_in_place(overlaps) >= REWORDED_PLACE_MINIMUM)
    )


def accepted(overlaps: Overlaps) -> NDArray[np.int64]:
    """Return the numbers of the pairs that share enough, ascending."""
    is_contained = np.maximum(*overlaps.containment()) >= CONTAINMENT_MINIMUM
    return np.flatnonzero(is_contained | is_reworded(overlaps))
