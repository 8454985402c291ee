"""Finds suspects, pairs of articles whose fingerprints share enough, through an inverted index.

What many articles of one outlet share is its boilerplate (mastheads, "read also", weather forms) and is no sign of
copying: those shingles are left out, and so are those that very many articles of all outlets share.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.shingles import PRINT_BITS, Fingerprints
from include.classification.syllables import Hashes

BOILERPLATE_ARTICLES = 12  # of one outlet
CROWD_ARTICLES = 300  # of all outlets; pairs grow with the square of a group
SUSPICION_SHARE = 0.06  # of the smaller fingerprint; below the containment that is accepted, as a sample varies
SUSPICION_SHINGLES = 2
_PAIRS_AT_ONCE = 1 << 23  # 8 bytes each
_OWNER_BITS = 64 - PRINT_BITS


@dataclass(frozen=True, slots=True)
class Postings:
    """An inverted index: shingles ascending, each with the numbers of the texts that hold it."""

    shingles: Hashes
    owners: NDArray[np.int64]

    def group_bounds(self) -> NDArray[np.int64]:
        """Return where each distinct shingle begins, and the end."""
        if not len(self.shingles):
            return np.zeros(1, np.int64)
        begins = np.flatnonzero(np.diff(self.shingles)) + 1
        return np.concatenate([[0], begins, [len(self.shingles)]])


def index(prints: Fingerprints) -> Postings:
    """Build the inverted index of fingerprints.

    Raises:
        ValueError: There are more texts than 24 bits can number.
    """
    if len(prints.bounds) - 1 >= 1 << _OWNER_BITS:
        raise ValueError(f"{len(prints.bounds) - 1:,} texts are more than one index can number")
    # Shingle and owner in one number: one sort of plain integers orders by both, in place and without an index array
    keys = (prints.shingles << np.uint64(_OWNER_BITS)) | prints.owners().astype(np.uint64)
    keys.sort()
    owners = (keys & np.uint64((1 << _OWNER_BITS) - 1)).astype(np.int64)
    return Postings(keys >> np.uint64(_OWNER_BITS), owners)


def crowded(postings: Postings, outlets: NDArray[np.int64]) -> Hashes:
    """Return the shingles that are ignored: boilerplate of one outlet, or text that very many articles share.

    Args:
        postings: The index.
        outlets: Number of each text's outlet; -1 where unknown.
    """
    bounds = postings.group_bounds()
    sizes = np.diff(bounds)
    heavy = np.flatnonzero(sizes >= BOILERPLATE_ARTICLES)
    left_out = [
        postings.shingles[bounds[group]]
        for group in heavy.tolist()
        if sizes[group] > CROWD_ARTICLES
        or _is_of_one_outlet(outlets[postings.owners[bounds[group] : bounds[group + 1]]])
    ]
    return np.array(left_out, np.uint64)


def _is_of_one_outlet(outlets: NDArray[np.int64]) -> bool:
    """Return whether a shingle is boilerplate of one known outlet: enough articles of it have the shingle."""
    known = outlets[outlets >= 0]
    return len(known) >= BOILERPLATE_ARTICLES and int(np.bincount(known).max()) >= BOILERPLATE_ARTICLES


@dataclass(frozen=True, slots=True)
class Suspects:
    """Pairs of texts and how many sampled shingles they share, ordered by pair."""

    lefts: NDArray[np.int64]
    rights: NDArray[np.int64]
    shared: NDArray[np.int64]


def _tally(keys: list[Hashes], counts: list[NDArray[np.int64]]) -> tuple[Hashes, NDArray[np.int64]]:
    """Add up counts of equal keys."""
    merged = np.concatenate(keys)
    order = np.argsort(merged, kind="stable")
    merged, weights = merged[order], np.concatenate(counts)[order]
    begins = np.flatnonzero(np.diff(merged, prepend=~merged[:1]))
    return merged[begins], np.add.reduceat(weights, begins)


def _count_pairs(found: Iterator[Hashes]) -> tuple[Hashes, NDArray[np.int64]]:
    """Count how often each packed pair occurs, with a bounded number of them in memory."""
    keys: list[Hashes] = []
    counts: list[NDArray[np.int64]] = []
    for packed in _gather(found):
        packed.sort()
        begins = np.flatnonzero(np.diff(packed, prepend=~packed[:1]))
        keys.append(packed[begins])
        counts.append(np.diff(np.append(begins, len(packed))))
    if not keys:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    return (keys[0], counts[0]) if len(keys) == 1 else _tally(keys, counts)


def _gather(found: Iterator[Hashes]) -> Iterator[Hashes]:
    """Join small arrays into large ones."""
    held: list[Hashes] = []
    size = 0
    for packed in found:
        held.append(packed)
        size += len(packed)
        if size >= _PAIRS_AT_ONCE:
            yield np.concatenate(held)
            held, size = [], 0
    if size:
        yield np.concatenate(held)


def _pack(lefts: NDArray[np.int64], rights: NDArray[np.int64]) -> Hashes:
    """Pack pairs of numbers into one."""
    return (lefts.astype(np.uint64) << np.uint64(32)) | rights.astype(np.uint64)


def _pairs_within(postings: Postings) -> Iterator[Hashes]:
    """Yield every pair of texts under each shingle, the lower number first."""
    bounds = postings.group_bounds()
    ends = np.repeat(bounds[1:], np.diff(bounds))
    places = np.flatnonzero(np.arange(len(ends)) + 1 < ends)
    # Neighbours first, then the next but one, and so on: whole arrays at once, and no group is squared in memory
    step = 1
    while len(places):
        for first in range(0, len(places), _PAIRS_AT_ONCE):
            here = places[first : first + _PAIRS_AT_ONCE]
            yield _pack(postings.owners[here], postings.owners[here + step])
        step += 1
        places = places[places + step < ends[places]]


def _pairs_across(lefts: Postings, rights: Postings) -> Iterator[Hashes]:
    """Yield every pair of a left and a right text that share a shingle."""
    begins = np.searchsorted(rights.shingles, lefts.shingles, side="left")
    ends = np.searchsorted(rights.shingles, lefts.shingles, side="right")
    places = np.flatnonzero(begins < ends)
    step = 0
    while len(places):
        yield _pack(lefts.owners[places], rights.owners[begins[places] + step])
        step += 1
        places = places[begins[places] + step < ends[places]]


def _suspect(
    pairs: tuple[Hashes, NDArray[np.int64]], left_sizes: NDArray[np.int64], right_sizes: NDArray[np.int64]
) -> Suspects:
    """Keep the pairs that share enough of the smaller fingerprint to be worth reading."""
    keys, shared = pairs
    lefts, rights = (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    # Of the smaller one: a short item that was copied into a long one must not be lost by the length of the other
    smaller = np.minimum(left_sizes[lefts], right_sizes[rights])
    # One shared shingle is chance, but a very short text may have no second one
    is_suspect = (shared >= SUSPICION_SHARE * smaller) & ((shared >= SUSPICION_SHINGLES) | (smaller < 8))
    return Suspects(lefts[is_suspect], rights[is_suspect], shared[is_suspect])


def without(postings: Postings, left_out: Hashes) -> Postings:
    """Return the index without some shingles."""
    if not len(left_out):
        return postings
    places = np.minimum(np.searchsorted(left_out, postings.shingles), len(left_out) - 1)
    kept = left_out[places] != postings.shingles
    return Postings(postings.shingles[kept], postings.owners[kept])


def suspects_within(postings: Postings, texts: int) -> Suspects:
    """Return the suspects among the texts of one index."""
    sizes = np.bincount(postings.owners, minlength=texts)
    return _suspect(_count_pairs(_pairs_within(postings)), sizes, sizes)


def suspects_across(lefts: Postings, rights: Postings, left_texts: int, right_sizes: NDArray[np.int64]) -> Suspects:
    """Return the suspects between the texts of two indexes.

    Args:
        lefts: The one index.
        rights: The other; may be narrowed to shingles of the first.
        left_texts: How many texts the first indexes.
        right_sizes: Fingerprint sizes of the texts of the second, before it was narrowed.
    """
    left_sizes = np.bincount(lefts.owners, minlength=left_texts)
    return _suspect(_count_pairs(_pairs_across(lefts, rights)), left_sizes, right_sizes)
