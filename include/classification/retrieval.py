"""Finds the passages that speak of a claim: BM25 over syllables and pairs of neighbouring syllables.

Okapi BM25 as in Robertson and Zaragoza, 2009; the inverse document frequency is Lucene's, which is never negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from include.classification.syllables import Hashes, batches, chain, read_syllables

SATURATION = 1.2
LENGTH_WEIGHT = 0.6
_QUERIES_AT_ONCE = 256
_BATCH = 1 << 18


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; scores compare within one query only."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """An index of passages: the terms, ascending, and what each weighs in each passage."""

    terms: Hashes
    weights: csr_matrix


@dataclass(frozen=True, slots=True)
class _Terms:
    """Terms of several texts: keys, and the text of each, ordered by text and term, with counts."""

    keys: Hashes
    owners: NDArray[np.int64]
    counts: NDArray[np.int64]


def _terms_of_batch(texts: Sequence[str], first: int) -> _Terms:
    """Count the terms of one batch whose first text has a number."""
    read = read_syllables(texts)
    pairs, places = chain(read.hashes, read.bounds, 2)
    owners = read.owners()
    keys = np.concatenate([read.hashes & ~np.uint64(1), pairs | np.uint64(1)])
    rows = np.concatenate([owners, owners[places]])
    order = np.lexsort((keys, rows))
    keys, rows = keys[order], rows[order]
    is_first = np.ones(len(keys), np.bool_)
    is_first[1:] = (np.diff(keys) != 0) | (np.diff(rows) != 0)
    begins = np.flatnonzero(is_first)
    return _Terms(keys[begins], rows[begins] + first, np.diff(np.append(begins, len(keys))))


def _terms(texts: Sequence[str]) -> _Terms:
    """Count the terms of all texts."""
    parts = [_terms_of_batch(texts[first:after], first) for first, after in batches(texts, _BATCH)]
    parts = parts or [_terms_of_batch([], 0)]
    return _Terms(
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.owners for part in parts]),
        np.concatenate([part.counts for part in parts]),
    )


def build(passages: Sequence[str]) -> Retrieval:
    """Index passages; a passage without syllables is never found."""
    found = _terms(passages)
    terms, columns = np.unique(found.keys, return_inverse=True)
    lengths = np.bincount(found.owners, found.counts, minlength=len(passages))
    seen = np.bincount(columns, minlength=len(terms))
    rarity = np.log1p((len(passages) - seen + 0.5) / (seen + 0.5))
    relative = lengths / max(float(lengths.mean()) if len(lengths) else 0.0, 1.0)
    slowed = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative)
    weights = rarity[columns] * found.counts * (SATURATION + 1) / (found.counts + slowed[found.owners])
    by_term = csr_matrix(
        (weights.astype(np.float32), (columns, found.owners)), shape=(len(terms), len(passages)), dtype=np.float32
    )
    return Retrieval(terms, by_term)


def _queries(index: Retrieval, claims: Sequence[str]) -> csr_matrix:
    """Return the claims as rows over the index's terms."""
    found = _terms(claims)
    places = np.searchsorted(index.terms, found.keys)
    known = np.flatnonzero(places < len(index.terms))
    known = known[index.terms[places[known]] == found.keys[known]]
    weights = np.ones(len(known), np.float32)
    return csr_matrix((weights, (found.owners[known], places[known])), shape=(len(claims), len(index.terms)))


def search(index: Retrieval, claims: Sequence[str], top: int) -> list[list[Hit]]:
    """Return the best passages of each claim, best first, equal scores in the order of passages."""
    queries = _queries(index, claims)
    found: list[list[Hit]] = []
    for first in range(0, len(claims), _QUERIES_AT_ONCE):
        scores = queries[first : first + _QUERIES_AT_ONCE] @ index.weights
        for row in range(scores.shape[0]):
            begin, end = scores.indptr[row], scores.indptr[row + 1]
            found.append(_best(scores.indices[begin:end], scores.data[begin:end], top))
    return found


def _best(passages: NDArray[np.int32], scores: NDArray[np.float32], top: int) -> list[Hit]:
    """Return the best of one query."""
    if len(scores) > top:
        least = np.partition(scores, len(scores) - top)[len(scores) - top]
        passages, scores = passages[scores >= least], scores[scores >= least]
    order = np.lexsort((passages, -scores))[:top]
    return [Hit(int(passages[place]), round(float(scores[place]), 4)) for place in order.tolist()]
