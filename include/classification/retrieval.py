"""Finds the passages that speak of a claim, by syllables and pairs of neighbouring syllables.

The vector model of Salton (1975) with damped counts: a term repeated in a passage adds little, a pair less than its
syllables. What is found is then put in its last order. On Vietnamese claims this finds more first places than BM25 and
than plain TF-IDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from include.classification.reranking import reorder
from include.classification.syllables import Hashes, batches, chain, read_syllables

REPETITION_WEIGHT = 0.4
PAIR_WEIGHT = 0.8
_QUERIES_AT_ONCE = 128
_BATCH = 1 << 18


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; scores compare within one query only."""

    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """An index of passages.

    Attributes:
        terms: Ascending; those of pairs are odd.
        rarity: Of each term.
        by_term: Terms by passages: what a term weighs in a passage; passages have length one.
        by_passage: The same, turned.
    """

    terms: Hashes
    rarity: NDArray[np.float32]
    by_term: csr_matrix
    by_passage: csr_matrix

    def is_pair(self) -> NDArray[np.bool_]:
        """Tell which terms are pairs of syllables."""
        return np.asarray((self.terms & np.uint64(1)).astype(np.bool_))


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
    weights[(found.keys & np.uint64(1)).astype(np.bool_)] *= PAIR_WEIGHT
    lengths = np.sqrt(np.bincount(found.owners, weights * weights, minlength=len(passages)))
    weights /= lengths[found.owners]
    by_term = csr_matrix(
        (weights.astype(np.float32), (columns, found.owners)), shape=(len(terms), len(passages)), dtype=np.float32
    )
    return Retrieval(terms, rarity.astype(np.float32), by_term, by_term.T.tocsr())


def _queries(index: Retrieval, claims: Sequence[str]) -> csr_matrix:
    """Return the claims as rows of length one over the index's terms."""
    found = _terms(claims)
    places = np.searchsorted(index.terms, found.keys)
    known = np.flatnonzero(places < len(index.terms))
    known = known[index.terms[places[known]] == found.keys[known]]
    weights = index.rarity[places[known]]
    lengths = np.sqrt(np.bincount(found.owners[known], weights * weights, minlength=len(claims)))
    weights /= lengths[found.owners[known]].astype(np.float32)
    return csr_matrix((weights, (found.owners[known], places[known])), shape=(len(claims), len(index.terms)))


def search(index: Retrieval, claims: Sequence[str], top: int) -> list[list[Hit]]:
    """Return the best passages of each claim, best first, equal scores in the order of passages."""
    queries = _queries(index, claims)
    is_pair = index.is_pair()
    found: list[list[Hit]] = []
    for first in range(0, len(claims), _QUERIES_AT_ONCE):
        some = queries[first : first + _QUERIES_AT_ONCE]
        asked = csr_matrix((np.where(is_pair[some.indices], 0, some.data), some.indices, some.indptr), shape=some.shape)
        scores = reorder((some @ index.by_term).tocsr(), asked, index.by_passage, index.by_term)
        for row in range(scores.shape[0]):
            begin, end = scores.indptr[row], scores.indptr[row + 1]
            found.append(_best(scores.indices[begin:end], scores.data[begin:end], top))
    return found


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of a claim the words of one passage cover.

    Attributes:
        share: Weighed by rarity, pairs of syllables counted too; 0 to 1.
        found: Syllables of the claim that the passage has, rarest first.
        missing: Those it lacks.
    """

    share: float
    found: tuple[str, ...]
    missing: tuple[str, ...]


def cover(index: Retrieval, claim: str, passage: str) -> Cover:
    """Return how much of a claim a passage's own words cover, however long the passage is."""
    asked, given = _terms([claim]).keys, _terms([passage]).keys
    if not len(asked) or not len(index.terms):
        return Cover(0.0, (), ())
    rarity, is_given = _rarity(index, asked), np.isin(asked, given)
    read = read_syllables([claim])
    keys = read.hashes & ~np.uint64(1)
    ordered = np.argsort(-_rarity(index, keys), kind="stable").tolist()
    spelt = {int(keys[n]): claim[int(read.starts[n]) : int(read.ends[n])].lower() for n in ordered}
    had = set(asked[is_given].tolist())
    found, missing = ([word for key, word in spelt.items() if (key in had) is wanted] for wanted in (True, False))
    return Cover(float(rarity[is_given].sum() / rarity.sum()), tuple(found), tuple(missing))


def _rarity(index: Retrieval, keys: Hashes) -> NDArray[np.float32]:
    """Return how rare terms are; one that no passage has is as rare as any."""
    places = np.minimum(np.searchsorted(index.terms, keys), len(index.terms) - 1)
    return np.where(index.terms[places] == keys, index.rarity[places], index.rarity.max())


def _best(passages: NDArray[np.int32], scores: NDArray[np.float32], top: int) -> list[Hit]:
    """Return the best of one query."""
    if len(scores) > top:
        least = np.partition(scores, len(scores) - top)[len(scores) - top]
        passages, scores = passages[scores >= least], scores[scores >= least]
    order = np.lexsort((passages, -scores))[:top]
    return [Hit(int(passages[place]), round(float(scores[place]), 4)) for place in order.tolist()]
