"""Bounds how many suspects of a day are read in full: where very many texts are alike, each with the most alike.

Ten thousand near-copies of one form, or a wire that hundreds print with changes, would make pairs by the square of
their number. What is not read is counted, and no pair of such a text is evidence: an earlier original may be among what
was not read.
"""

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.candidates import CROWD_ARTICLES

SUSPECTS_A_TEXT = CROWD_ARTICLES
# Of a day's texts on average; a day of the press has two or three. Small days, and what one wire makes, are never cut.
SUSPECTS_A_TEXT_ON_AVERAGE = 10
SUSPECTS_A_DAY = 50_000
NOBODY = -1


def _ranks(texts: NDArray[np.int64], shared: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each suspect among those of its text, from 0 on; the most shared first, then as given."""
    order = np.lexsort((-shared, texts))
    ordered = texts[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    ranks = np.empty(len(texts), np.int64)
    ranks[order] = np.arange(len(texts)) - np.repeat(begins, np.diff(np.append(begins, len(texts))))
    return ranks


def within_limit(members: NDArray[np.int64], shared: NDArray[np.int64], texts: int) -> NDArray[np.bool_]:
    """Return which suspects are read: those most alike to one of their texts, up to the day's limit.

    Args:
        members: Two columns: the day's texts in each pair; -1 for one of another day.
        shared: Sampled shingles that each pair shares.
        texts: How many texts the day has.
    """
    pairs, sides = np.nonzero(members != NOBODY)
    ranks = np.full(members.shape, np.iinfo(np.int64).max)
    ranks[pairs, sides] = _ranks(members[pairs, sides], shared[pairs])
    best = ranks.min(axis=1)
    bound = max(SUSPECTS_A_DAY, SUSPECTS_A_TEXT_ON_AVERAGE * texts)
    limit = SUSPECTS_A_TEXT if len(best) <= bound else min(SUSPECTS_A_TEXT, int(np.partition(best, bound)[bound]))
    return np.asarray(best < limit, np.bool_)
