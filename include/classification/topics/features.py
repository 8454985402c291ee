"""Turns texts into hashed counts of syllables and pairs of neighbouring syllables.

No word segmenter: pairs of syllables do as well on Vietnamese news at ten times the speed.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from include.classification.syllables import batches, ngrams, read_syllables

BITS = 20
BUCKETS = 1 << BITS
_BATCH = 1 << 18


def _count_batch(texts: Sequence[str]) -> csr_matrix:
    """Count the buckets of one batch."""
    read = read_syllables(texts)
    pairs, firsts = ngrams(read.hashes, read.bounds, 2)
    owners = read.owners()
    shift = np.uint64(64 - BITS)
    buckets = np.concatenate([read.hashes, pairs]) >> shift
    rows = np.concatenate([owners, owners[firsts]]).astype(np.uint64)
    keys = np.sort((rows << np.uint64(BITS)) | buckets)
    begins = np.flatnonzero(np.diff(keys, prepend=~keys[:1])) if len(keys) else np.zeros(0, np.int64)
    counts = np.diff(np.append(begins, len(keys)))
    kept = keys[begins]
    columns = (kept & np.uint64(BUCKETS - 1)).astype(np.int32)
    bounds = np.searchsorted(kept >> np.uint64(BITS), np.arange(len(texts) + 1, dtype=np.uint64))
    return csr_matrix((counts.astype(np.float32), columns, bounds.astype(np.int32)), shape=(len(texts), BUCKETS))


def count_buckets(texts: Sequence[str]) -> csr_matrix:
    """Return how often each bucket occurs in each text; shape: texts by 2^20, sorted, float32."""
    parts = [_count_batch(texts[first:after]) for first, after in batches(texts, _BATCH)]
    return vstack(parts, format="csr") if parts else csr_matrix((0, BUCKETS), dtype=np.float32)


def damp(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    """Let the tenth mention of a word weigh less than the first: 1 + ln(count)."""
    return np.asarray(1 + np.log(counts), np.float32)
