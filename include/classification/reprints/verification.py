"""Reads suspected pairs in full: containment both ways and the runs of syllables they have in common.

Suspicion came from a sample; here every shingle counts, save those that belong to boilerplate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from include.classification.reprints.shingles import (
    COLUMN_BITS,
    PRINT_BITS,
    SAMPLED_ONE_IN,
    SHINGLE_LENGTH,
)
from include.classification.syllables import Hashes

_PAIRS_AT_ONCE = 1 << 12


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The overlaps of pairs, one entry a pair.

    Attributes:
        shared: Distinct shingles of both.
        lefts: Distinct shingles of the left text.
        rights: Distinct shingles of the right text.
        runs: Pair, first syllable left, first syllable right, syllables; one row a common run, ordered.
    """

    shared: NDArray[np.int64]
    lefts: NDArray[np.int64]
    rights: NDArray[np.int64]
    runs: NDArray[np.int64]

    def containment(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the share of the left found in the right, and of the right found in the left; 0 to 1."""
        return self.shared / np.maximum(self.lefts, 1), self.shared / np.maximum(self.rights, 1)


def _is_wedged(
    is_sampled: NDArray[np.bool_], is_left_out: NDArray[np.bool_], rows: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which shingles lie between sampled ones that were left out, or at a text's edge beside one.

    Args:
        is_sampled: Of shingles in the order of their texts.
        is_left_out: Of the same; never true where not sampled.
        rows: The text of each.
    """
    count = len(rows)
    numbers = np.arange(count)
    before = np.maximum.accumulate(np.where(is_sampled, numbers, -1))
    after = np.minimum.accumulate(np.where(is_sampled, numbers, count)[::-1])[::-1]
    has_before = (before >= 0) & (rows[np.maximum(before, 0)] == rows)
    has_after = (after < count) & (rows[np.minimum(after, count - 1)] == rows)
    left_out_before = is_left_out[np.maximum(before, 0)] | ~has_before
    left_out_after = is_left_out[np.minimum(after, count - 1)] | ~has_after
    return np.asarray(left_out_before & left_out_after & (has_before | has_after), np.bool_)


def _is_among(values: NDArray[np.int32], wanted: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which values are among some, which are ascending and not none."""
    places = np.minimum(np.searchsorted(wanted, values), len(wanted) - 1)
    return np.asarray(wanted[places] == values, np.bool_)


def without_boilerplate(shingles: csr_matrix, left_out: Hashes) -> csr_matrix:
    """Return the shingles without those that lie in boilerplate.

    Args:
        shingles: As :func:`~include.classification.reprints.shingles.shingle` lays them out.
        left_out: Sampled shingles that are ignored, ascending.
    """
    if not len(left_out) or not shingles.nnz:
        return shingles
    columns = np.unique(left_out >> np.uint64(PRINT_BITS - COLUMN_BITS)).astype(np.int32)
    suspected = np.flatnonzero(shingles.indices & (SAMPLED_ONE_IN - 1) == 0)
    suspected = suspected[_is_among(shingles.indices[suspected], columns)]
    if not len(suspected):
        return shingles
    is_left_out = np.zeros(shingles.nnz, np.bool_)
    is_left_out[suspected] = True
    sizes = np.diff(shingles.indptr)
    texts = np.unique(np.searchsorted(shingles.indptr, suspected, side="right") - 1)
    rows = np.repeat(texts, sizes[texts])
    begins = np.repeat(np.cumsum(sizes[texts]) - sizes[texts], sizes[texts])
    touched = np.arange(len(rows)) - begins + shingles.indptr[rows]
    order = touched[np.lexsort((shingles.data[touched], rows))]
    is_sampled = shingles.indices[order] & (SAMPLED_ONE_IN - 1) == 0
    is_kept = np.ones(shingles.nnz, np.bool_)
    is_kept[order] = ~_is_wedged(is_sampled, is_left_out[order], rows)
    bounds = np.concatenate([[0], np.cumsum(is_kept)])[shingles.indptr].astype(np.int32)
    return csr_matrix((shingles.data[is_kept], shingles.indices[is_kept], bounds), shape=shingles.shape)


def _join_runs(pairs: NDArray[np.int64], lefts: NDArray[np.int64], rights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Join common shingles that touch or overlap at one distance into runs of syllables."""
    if not len(pairs):
        return np.zeros((0, 4), np.int64)
    order = np.lexsort((lefts, pairs))
    pairs, lefts, rights = pairs[order], lefts[order], rights[order]
    is_first = np.ones(len(pairs), np.bool_)
    is_first[1:] = (np.diff(pairs) != 0) | (np.diff(rights - lefts) != 0) | (np.diff(lefts) > SHINGLE_LENGTH)
    begins = np.flatnonzero(is_first)
    lasts = np.append(begins[1:], len(pairs)) - 1
    lengths = lefts[lasts] - lefts[begins] + SHINGLE_LENGTH
    return np.stack([pairs[begins], lefts[begins], rights[begins], lengths], axis=1)


def _ones(matrix: csr_matrix) -> csr_matrix:
    """Return the matrix with ones for places."""
    return csr_matrix((np.ones(matrix.nnz, np.int32), matrix.indices, matrix.indptr), shape=matrix.shape)


def _compare(lefts: csr_matrix, rights: csr_matrix) -> Overlaps:
    """Compare the rows of two matrices, one with one."""
    # A matrix holds places, so that multiplied by ones it keeps the places of what both rows have
    left_places = lefts.multiply(_ones(rights)).tocsr()
    right_places = _ones(lefts).multiply(rights).tocsr()
    shared = np.diff(left_places.indptr).astype(np.int64)
    pairs = np.repeat(np.arange(lefts.shape[0]), shared)
    # Places are kept from one on, since a sparse matrix drops zeros
    runs = _join_runs(pairs, left_places.data.astype(np.int64) - 1, right_places.data.astype(np.int64) - 1)
    return Overlaps(shared, np.diff(lefts.indptr).astype(np.int64), np.diff(rights.indptr).astype(np.int64), runs)


def compare(lefts: csr_matrix, rights: csr_matrix, pairs: NDArray[np.int64]) -> Overlaps:
    """Return the overlap of each pair.

    Args:
        lefts: Shingles of the texts that the first column numbers.
        rights: Shingles of the texts that the second column numbers; may be the same.
        pairs: Two columns of text numbers.
    """
    batches = []  # the sparse products of all pairs at once would need memory by the square of a crowded day
    for first in range(0, max(len(pairs), 1), _PAIRS_AT_ONCE):
        some = pairs[first : first + _PAIRS_AT_ONCE]
        found = _compare(lefts[some[:, 0]], rights[some[:, 1]])
        batches.append((found, found.runs + np.array([first, 0, 0, 0])))
    return Overlaps(
        np.concatenate([found.shared for found, _ in batches]),
        np.concatenate([found.lefts for found, _ in batches]),
        np.concatenate([found.rights for found, _ in batches]),
        np.concatenate([runs for _, runs in batches]),
    )
