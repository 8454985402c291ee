"""Which pairs share enough: by containment, or reworded throughout, by short runs in order over the whole text.

Changing three words in ten leaves one shingle in six, but leaves them everywhere and in their order; unrelated articles
and updates of one running story share what they share in one or two blocks.
"""

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.shingles import SHINGLE_LENGTH
from include.classification.reprints.verification import Overlaps

CONTAINMENT_MINIMUM = 0.3
REWORDED_CONTAINMENT_MINIMUM = 0.1
REWORDED_COVER_MINIMUM = 0.2
REWORDED_ORDER_MINIMUM = 0.7
STRETCHES = 16
REWORDED_STRETCHES_MINIMUM = 12


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


def _in_order(overlaps: Overlaps) -> NDArray[np.float64]:
    """Return the share of each pair's runs that come in the order of both texts."""
    pairs, rights = overlaps.runs[:, 0], overlaps.runs[:, 2]
    is_next = np.diff(pairs) == 0
    followers = np.bincount(pairs[1:][is_next], minlength=len(overlaps.shared))
    ordered = np.bincount(pairs[1:][is_next], np.diff(rights)[is_next] > 0, minlength=len(overlaps.shared))
    return np.asarray(ordered / np.maximum(followers, 1), np.float64)


def is_reworded(overlaps: Overlaps) -> NDArray[np.bool_]:
    """Tell which pairs are one text reworded throughout."""
    containment = np.maximum(*overlaps.containment())
    covered = np.bincount(overlaps.runs[:, 0], overlaps.runs[:, 3], minlength=len(containment))
    return np.asarray(
        (containment >= REWORDED_CONTAINMENT_MINIMUM)
        & (covered >= REWORDED_COVER_MINIMUM * _shorter(overlaps))
        & (_stretches(overlaps) >= REWORDED_STRETCHES_MINIMUM)
        & (_in_order(overlaps) >= REWORDED_ORDER_MINIMUM)
    )


def accepted(overlaps: Overlaps) -> NDArray[np.int64]:
    """Return the numbers of the pairs that share enough, ascending."""
    is_contained = np.maximum(*overlaps.containment()) >= CONTAINMENT_MINIMUM
    return np.flatnonzero(is_contained | is_reworded(overlaps))
