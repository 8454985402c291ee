"""Finds the passages that speak of a claim, by syllables and pairs of neighbouring syllables.

The vector model of Salton (1975) with damped counts: a term repeated in a passage adds little, a rare term of the claim
adds more than in proportion. On Vietnamese claims this finds more first places than BM25 and than plain TF-IDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from include.classification.syllables import Hashes, batches, chain, read_syllables

REPETITION_WEIGHT = 0.4
RARITY_POWER = 1.5
_QUERIES_AT_ONCE = 256
_BATCH = 1 << 18


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; scores compare within one query only."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """An index of passages: the terms, ascending, how rare each is, and what it weighs in each passage."""

    terms: Hashes
    rarity: NDArray[np.float32]
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
    seen = np.bincount(columns, minlength=len(terms))
    rarity = np.log((1 + len(passages)) / (1 + seen)) + 1
    weights = (1 + REPETITION_WEIGHT * np.log(found.counts)) * rarity[columns]
    lengths = np.sqrt(np.bincount(found.owners, weights * weights, minlength=len(passages)))
    weights /= lengths[found.owners]
    by_term = csr_matrix(
        (weights.astype(np.float32), (columns, found.owners)), shape=(len(terms), len(passages)), dtype=np.float32
    )
    return Retrieval(terms, rarity.astype(np.float32), by_term)


def _queries(index: Retrieval, claims: Sequence[str]) -> csr_matrix:
    """Return the claims as rows of length one over the index's terms."""
    found = _terms(claims)
    places = np.searchsorted(index.terms, found.keys)
    known = np.flatnonzero(places < len(index.terms))
    known = known[index.terms[places[known]] == found.keys[known]]
    weights = index.rarity[places[known]] ** RARITY_POWER
    lengths = np.sqrt(np.bincount(found.owners[known], weights * weights, minlength=len(claims)))
    weights /= lengths[found.owners[known]].astype(np.float32)
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


def covered_share(index: Retrieval, claim: str, passage: str) -> float:
    """Return how much of a claim, weighed by rarity, a passage's own words cover, however long it is; 0 to 1."""
    asked, given = _terms([claim]).keys, _terms([passage]).keys
    if not len(asked) or not len(index.terms):
        return 0.0
    places = np.minimum(np.searchsorted(index.terms, asked), len(index.terms) - 1)
    rarity = np.where(index.terms[places] == asked, index.rarity[places], index.rarity.max())
    return float(rarity[np.isin(asked, given)].sum() / rarity.sum())


def _best(passages: NDArray[np.int32], scores: NDArray[np.float32], top: int) -> list[Hit]:
    """Return the best of one query."""
    if len(scores) > top:
        least = np.partition(scores, len(scores) - top)[len(scores) - top]
        passages, scores = passages[scores >= least], scores[scores >= least]
    order = np.lexsort((passages, -scores))[:top]
    return [Hit(int(passages[place]), round(float(scores[place]), 4)) for place in order.tolist()]
