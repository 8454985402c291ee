"""Shingles of texts: every one for reading a pair in full, one in four for suspecting it in the first place.

A shingle is a run of five syllables. The one in four is chosen by its own hash, so that two texts keep the same ones
(Broder's sampling modulo m, 1997).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from include.classification.syllables import Hashes, batches, ngrams, read_syllables

SHINGLE_LENGTH = 5
SAMPLED_ONE_IN = 4
PRINT_BITS = 40  # leaves 24 of a 64-bit key for the number of the text: 16 million texts a day
COLUMN_BITS = 31  # scipy numbers the columns of a sparse matrix by int32
COLUMNS = (1 << COLUMN_BITS) - 1
_PLACE_BITS = 18  # of a text the first 262,144 syllables are compared
LONGEST_SYLLABLES = 1 << _PLACE_BITS
_COLUMN_SHIFT = np.uint64(64 - COLUMN_BITS)
_PRINT_SHIFT = np.uint64(64 - PRINT_BITS)
_SAMPLE_MASK = np.uint64(SAMPLED_ONE_IN - 1)


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The sampled shingles of several texts.

    Attributes:
        shingles: Hashes of 40 bits, ascending within each text and without repetition.
        bounds: Text i holds ``bounds[i]`` to ``bounds[i + 1]``.
    """

    shingles: Hashes
    bounds: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many sampled shingles each text has."""
        return np.diff(self.bounds)

    def owners(self) -> NDArray[np.int64]:
        """Return, for each shingle, the number of its text."""
        return np.repeat(np.arange(len(self.bounds) - 1), self.sizes)


def _chains(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int64], NDArray[np.int64]]:
    """Return the shingles of one batch, the text of each, and the syllable it begins at, from 0 in each text."""
    read = read_syllables(texts)
    shingles, firsts = ngrams(read.hashes, read.bounds, SHINGLE_LENGTH)
    sizes = np.maximum(np.diff(read.bounds) - SHINGLE_LENGTH + 1, 0)
    owners = np.repeat(np.arange(len(texts)), sizes)
    return shingles, owners, firsts - read.bounds[owners]


def _is_sampled(shingles: Hashes) -> NDArray[np.bool_]:
    """Return which shingles are sampled: by the lowest bits that a column keeps, so that both views agree."""
    return np.asarray((shingles >> _COLUMN_SHIFT) & _SAMPLE_MASK == 0)


def _prints(shingles: Hashes, owners: NDArray[np.int64], texts: int) -> Fingerprints:
    """Sample the shingles of one batch."""
    kept = np.flatnonzero(_is_sampled(shingles))
    keys = (owners[kept].astype(np.uint64) << np.uint64(PRINT_BITS)) | (shingles[kept] >> _PRINT_SHIFT)
    keys.sort()
    keys = keys[np.diff(keys, prepend=~keys[:1]) != 0]
    bounds = np.searchsorted(keys >> np.uint64(PRINT_BITS), np.arange(texts + 1, dtype=np.uint64))
    return Fingerprints(keys & np.uint64((1 << PRINT_BITS) - 1), bounds)


def _matrix(shingles: Hashes, owners: NDArray[np.int64], places: NDArray[np.int64], texts: int) -> csr_matrix:
    """Return the shingles of one batch as a sparse matrix: texts by shingles, holding 1 + the first place of each."""
    within = places < LONGEST_SYLLABLES
    columns = np.minimum(shingles[within] >> _COLUMN_SHIFT, np.uint64(COLUMNS - 1))
    packed = (columns << np.uint64(_PLACE_BITS)) | places[within].astype(np.uint64)
    packed |= owners[within].astype(np.uint64) << np.uint64(COLUMN_BITS + _PLACE_BITS)
    packed.sort()
    keys = packed >> np.uint64(_PLACE_BITS)
    is_first = np.diff(keys, prepend=~keys[:1]) != 0
    keys, packed = keys[is_first], packed[is_first]
    bounds = np.searchsorted(keys >> np.uint64(COLUMN_BITS), np.arange(texts + 1, dtype=np.uint64))
    data = (packed & np.uint64(LONGEST_SYLLABLES - 1)).astype(np.int32) + 1
    indices = (keys & np.uint64((1 << COLUMN_BITS) - 1)).astype(np.int32)
    return csr_matrix((data, indices, bounds.astype(np.int32)), shape=(texts, COLUMNS))


def _cuts(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Cut texts into batches small enough for the packing of :func:`_matrix`."""
    most = 1 << (64 - COLUMN_BITS - _PLACE_BITS - 1)
    return [(begin, min(begin + most, after)) for first, after in batches(texts) for begin in range(first, after, most)]


def join_prints(parts: Sequence[Fingerprints]) -> Fingerprints:
    """Put fingerprints one after the other."""
    sizes = np.concatenate([[0], *(part.sizes for part in parts)])
    shingles = np.concatenate([np.zeros(0, np.uint64), *(part.shingles for part in parts)])
    return Fingerprints(shingles, np.cumsum(sizes, dtype=np.int64))


def _join_matrices(parts: Sequence[csr_matrix]) -> csr_matrix:
    """Put matrices one below the other."""
    if not parts:
        return csr_matrix((0, COLUMNS), dtype=np.int32)
    joined = vstack(parts, format="csr")
    joined.has_sorted_indices = joined.has_canonical_format = True
    return joined


def fingerprint(texts: Sequence[str]) -> Fingerprints:
    """Return the fingerprints of the texts in their order; texts of fewer than five syllables have none."""
    parts = []
    for first, after in _cuts(texts):
        shingles, owners, _ = _chains(texts[first:after])
        parts.append(_prints(shingles, owners, after - first))
    return join_prints(parts)


def shingle(texts: Sequence[str]) -> csr_matrix:
    """Return all shingles of the texts: texts by hashes of 31 bits, holding 1 + the first syllable of each.

    Of a text longer than 262,144 syllables the rest is not read.
    """
    return _join_matrices([_matrix(*_chains(texts[first:after]), after - first) for first, after in _cuts(texts)])


def read_both(texts: Sequence[str]) -> tuple[Fingerprints, csr_matrix]:
    """Return fingerprints and all shingles of the texts in one reading."""
    prints, matrices = [], []
    for first, after in _cuts(texts):
        shingles, owners, places = _chains(texts[first:after])
        prints.append(_prints(shingles, owners, after - first))
        matrices.append(_matrix(shingles, owners, places, after - first))
    return join_prints(prints), _join_matrices(matrices)
