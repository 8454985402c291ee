"""Which articles of a large day cover enough of a claim to be read: one pass, which keeps the claims' terms alone.

An index of every term of a hundred thousand articles takes five gigabytes; of what the claims ask, some megabytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from include.classification.retrieval import Background, are_close, known_terms, read_terms
from include.classification.syllables import Hashes, batches, read_syllables

_CLAIMS_AT_ONCE = 64
_ROUNDING = 1e-6  # by which sums of float32 may fall short of the share they stand for


@dataclass(frozen=True, slots=True)
class Survey:
    """What the articles of a collection have of the terms of some claims.

    Attributes:
        background: How often each term occurs.
        asked: Claims by terms: ones.
        had: Articles by terms: ones.
    """

    background: Background
    asked: csr_matrix
    had: csr_matrix


def _which(terms: Hashes, texts: Sequence[str]) -> csr_matrix:
    """Return which of some terms each text has: texts by terms, ones."""
    keys, owners = read_terms(read_syllables(texts))
    known, places = known_terms(terms, keys)
    cells = np.unique(owners[known] * max(len(terms), 1) + places)
    rows, columns = np.divmod(cells, max(len(terms), 1))
    return csr_matrix((np.ones(len(cells), np.float32), (rows, columns)), shape=(len(texts), len(terms)))


def survey(claims: Sequence[str], articles: Iterable[Sequence[str]]) -> Survey:
    """Count the terms of some claims in a collection, a batch of articles at a time."""
    terms = np.unique(read_terms(read_syllables(claims))[0])
    asked = _which(terms, claims)
    parts = [csr_matrix((0, len(terms)), dtype=np.float32)]
    parts += [_which(terms, some[first:after]) for some in articles for first, after in batches(some)]
    had = vstack(parts, format="csr")
    seen = np.bincount(had.indices, minlength=len(terms))
    return Survey(Background(terms, seen, had.shape[0]), asked, had)


def covering(found: Survey, least: float, most: int) -> Iterator[NDArray[np.int64]]:
    """Yield for each claim the articles whose words cover at least a share of it, the best ones up to a limit."""
    rarity = found.background.rarity * are_close(found.background.terms)
    for first in range(0, found.asked.shape[0], _CLAIMS_AT_ONCE):
        weights = found.asked[first : first + _CLAIMS_AT_ONCE].multiply(rarity).tocsr()
        covers = (weights @ found.had.T).tocsr()
        totals = np.asarray(weights.sum(axis=1)).reshape(-1)
        for claim in range(covers.shape[0]):
            here = slice(covers.indptr[claim], covers.indptr[claim + 1])
            shares, articles = covers.data[here] / totals[claim], covers.indices[here].astype(np.int64)
            order = np.lexsort((articles, -shares))[:most]
            yield articles[order[shares[order] >= least - _ROUNDING]]
