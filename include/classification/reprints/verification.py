"""Reads suspected pairs in full: containment both ways and the runs of syllables they have in common.

Suspicion came from a sample; here every shingle counts, save those that belong to boilerplate.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.shingles import HASH_BITS, SAMPLED_ONE_IN, SHINGLE_LENGTH
from include.classification.syllables import Hashes, batches, chain, read_syllables

_PLACE_BITS = 18
_HASH_BITS = 32
_PAIRS_AT_ONCE = 1 << 13
LONGEST_SYLLABLES = (1 << _PLACE_BITS) - 1


@dataclass(frozen=True, slots=True)
class Shingled:
    """All shingles of several texts in the order of the texts.

    Attributes:
        hashes: 32 bits of each shingle; shingle j of a text begins at its syllable j.
        is_counted: False for shingles that lie in boilerplate.
        bounds: Text i holds ``bounds[i]`` to ``bounds[i + 1]``.
    """

    hashes: NDArray[np.uint32]
    is_counted: NDArray[np.bool_]
    bounds: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What pairs have in common, one entry a pair.

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


def _spread(
    is_sampled: NDArray[np.bool_], is_left_out: NDArray[np.bool_], bounds: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which shingles count: those not wedged between sampled shingles that were left out."""
    count = len(is_sampled)
    places = np.arange(count)
    owners = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    before = np.maximum.accumulate(np.where(is_sampled, places, -1))
    after = np.minimum.accumulate(np.where(is_sampled, places, count)[::-1])[::-1]
    has_before = (before >= 0) & (before >= bounds[owners])
    has_after = after < bounds[owners + 1]
    left_out_before = is_left_out[np.maximum(before, 0)] | ~has_before
    left_out_after = is_left_out[np.minimum(after, count - 1)] | ~has_after
    return ~(left_out_before & left_out_after & (has_before | has_after))


def _shingle_batch(texts: Sequence[str], left_out: Hashes) -> Shingled:
    """Shingle one batch."""
    read = read_syllables(texts)
    shingles, firsts = chain(read.hashes, read.bounds, SHINGLE_LENGTH)
    bounds = np.searchsorted(firsts, read.bounds)
    is_counted = np.ones(len(shingles), np.bool_)
    if len(left_out) and len(shingles):
        is_sampled = shingles & np.uint64(SAMPLED_ONE_IN - 1) == 0
        is_left_out = is_sampled & np.isin(shingles >> np.uint64(64 - HASH_BITS), left_out)
        is_counted = _spread(is_sampled, is_left_out, bounds)
    return Shingled((shingles >> np.uint64(64 - _HASH_BITS)).astype(np.uint32), is_counted, bounds)


def shingle(texts: Sequence[str], left_out: Hashes) -> Shingled:
    """Return all shingles of the texts.

    Args:
        texts: In the order in which pairs will number them.
        left_out: Sampled shingles that count for nothing, ascending.
    """
    parts = [_shingle_batch(texts[first:after], left_out) for first, after in batches(texts)]
    parts = parts or [_shingle_batch([], left_out)]
    sizes = np.concatenate([[0], *(np.diff(part.bounds) for part in parts)])
    return Shingled(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.is_counted for part in parts]),
        np.cumsum(sizes, dtype=np.int64),
    )


def _keys(shingled: Shingled, numbers: NDArray[np.int64]) -> tuple[Hashes, NDArray[np.int64], NDArray[np.int64]]:
    """Return packed (pair, shingle) keys ascending without repetition, the place of each, and how many a pair has."""
    begins = shingled.bounds[numbers]
    sizes = np.minimum(shingled.bounds[numbers + 1] - begins, LONGEST_SYLLABLES)
    pairs = np.repeat(np.arange(len(numbers)), sizes)
    places = np.arange(len(pairs)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    taken = np.repeat(begins, sizes) + places
    counted = shingled.is_counted[taken]
    taken, pairs, places = taken[counted], pairs[counted], places[counted]
    packed = pairs.astype(np.uint64) << np.uint64(_HASH_BITS + _PLACE_BITS)
    packed |= shingled.hashes[taken].astype(np.uint64) << np.uint64(_PLACE_BITS)
    packed |= places.astype(np.uint64)
    packed.sort()
    keys = packed >> np.uint64(_PLACE_BITS)
    is_first = np.diff(keys, prepend=~keys[:1]) != 0
    keys, packed = keys[is_first], packed[is_first]
    owners = (keys >> np.uint64(_HASH_BITS)).astype(np.int64)
    at = (packed & np.uint64(LONGEST_SYLLABLES)).astype(np.int64)
    return keys, at, np.bincount(owners, minlength=len(numbers))


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
    return np.stack(
        [pairs[begins], lefts[begins], rights[begins], lefts[lasts] - lefts[begins] + SHINGLE_LENGTH], axis=1
    )


def _compare(lefts: Shingled, rights: Shingled, pairs: NDArray[np.int64]) -> Overlaps:
    """Compare one lot of pairs."""
    left_keys, left_places, left_counts = _keys(lefts, pairs[:, 0])
    right_keys, right_places, right_counts = _keys(rights, pairs[:, 1])
    found = np.searchsorted(right_keys, left_keys)
    hits = np.flatnonzero(found < len(right_keys))
    hits = hits[right_keys[found[hits]] == left_keys[hits]]
    owners = (left_keys[hits] >> np.uint64(_HASH_BITS)).astype(np.int64)
    runs = _join_runs(owners, left_places[hits], right_places[found[hits]])
    return Overlaps(np.bincount(owners, minlength=len(pairs)), left_counts, right_counts, runs)


def compare(lefts: Shingled, rights: Shingled, pairs: NDArray[np.int64]) -> Overlaps:
    """Return what each pair has in common.

    Args:
        lefts: Shingles of the texts that the first column numbers.
        rights: Shingles of the texts that the second column numbers; may be the same.
        pairs: Two columns of text numbers.
    """
    lots = [
        (first, _compare(lefts, rights, pairs[first : first + _PAIRS_AT_ONCE]))
        for first in range(0, len(pairs), _PAIRS_AT_ONCE)
    ]
    lots = lots or [(0, _compare(lefts, rights, np.zeros((0, 2), np.int64)))]
    return Overlaps(
        np.concatenate([lot.shared for _, lot in lots]),
        np.concatenate([lot.lefts for _, lot in lots]),
        np.concatenate([lot.rights for _, lot in lots]),
        np.concatenate([lot.runs + np.array([first, 0, 0, 0]) for first, lot in lots]),
    )
