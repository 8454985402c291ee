"""Fingerprints of texts: the sampled shingles by which two articles are suspected of sharing text.

A shingle is a run of five syllables. One in four is kept, chosen by its own hash, so that two texts keep the same ones
(Broder's sampling modulo m, 1997). Sampled shingles only raise a suspicion; `verification` counts all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from include.classification.syllables import Hashes, batches, chain, read_syllables

SHINGLE_LENGTH = 5
SAMPLED_ONE_IN = 4
HASH_BITS = 40


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


def _sample_batch(texts: Sequence[str]) -> Fingerprints:
    """Fingerprint one batch."""
    read = read_syllables(texts)
    shingles, firsts = chain(read.hashes, read.bounds, SHINGLE_LENGTH)
    kept = np.flatnonzero(shingles & np.uint64(SAMPLED_ONE_IN - 1) == 0)
    owners = np.searchsorted(read.bounds, firsts[kept], side="right") - 1
    hashes = shingles[kept] >> np.uint64(64 - HASH_BITS)
    keys = np.unique((owners.astype(np.uint64) << np.uint64(HASH_BITS)) | hashes)
    bounds = np.searchsorted(keys >> np.uint64(HASH_BITS), np.arange(len(texts) + 1, dtype=np.uint64))
    return Fingerprints(keys & np.uint64((1 << HASH_BITS) - 1), bounds)


def fingerprint(texts: Sequence[str]) -> Fingerprints:
    """Return the fingerprints of the texts in their order; texts of fewer than five syllables have none."""
    parts = [_sample_batch(texts[first:after]) for first, after in batches(texts)] or [_sample_batch([])]
    sizes = np.concatenate([[0], *(part.sizes for part in parts)])
    return Fingerprints(np.concatenate([part.shingles for part in parts]), np.cumsum(sizes, dtype=np.int64))
