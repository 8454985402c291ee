"""Puts the passages that a first search found in their last order.

First comes the one that also covers most of the claim's own words. After it come those that are like it: a claim that
invents something shares little with its own passage, but its passage speaks of what the best one speaks of (Rocchio's
feedback, 1971, from one passage alone; from more it loses first places).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

COVER_WEIGHT = 0.2
COVER_CANDIDATES = 20
LIKENESS_WEIGHT = 0.4
LIKENESS_TERMS = 60


def covers(
    asked: csr_matrix, by_passage: csr_matrix, owners: NDArray[np.int64], passages: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return which share of each claim a passage covers, weighed as asked; 0 to 1.

    Args:
        asked: Claims by terms, what each syllable weighs; pairs are left out.
        by_passage: Passages by terms.
        owners: Claim of each pair that is looked at.
        passages: Passage of each.
    """
    found = by_passage[passages]
    found.data = np.ones_like(found.data)
    shares = np.asarray(asked[owners].multiply(found).sum(axis=1)).ravel()
    whole = np.asarray(asked.sum(axis=1)).ravel()[owners]
    return np.asarray(shares / np.maximum(whole, 1e-9), np.float64)


def best_places(matrix: csr_matrix, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows and places (in the data) of the best so many values of each row, best first; ties by column."""
    found = [_best_of_row(matrix, row, most) for row in range(matrix.shape[0])]
    rows = np.repeat(np.arange(len(found)), [len(places) for places in found])
    return rows, np.concatenate([np.zeros(0, np.int64), *found])


def _best_of_row(matrix: csr_matrix, row: int, most: int) -> NDArray[np.int64]:
    """Return the places of the best so many values of one row."""
    begin, end = int(matrix.indptr[row]), int(matrix.indptr[row + 1])
    values = matrix.data[begin:end]
    places = np.arange(end - begin)
    if len(values) > most:
        places = np.flatnonzero(values >= np.partition(values, len(values) - most)[len(values) - most])
    order = np.lexsort((matrix.indices[begin + places], -values[places]))[:most]
    return begin + places[order]


def first_places(scores: csr_matrix, asked: csr_matrix, by_passage: csr_matrix) -> NDArray[np.int64]:
    """Return the place (in the data) of each row's first passage; rows without any are left out, others in order."""
    rows, places = best_places(scores, COVER_CANDIDATES)
    _, begins, numbers = np.unique(rows, return_index=True, return_inverse=True)
    best = scores.data[places[begins]]
    cover = covers(asked, by_passage, rows, scores.indices[places].astype(np.int64))
    value = scores.data[places] / best[numbers] + COVER_WEIGHT * cover
    order = np.lexsort((np.arange(len(rows)), -np.round(value, 6), rows))
    return places[order[begins]]


def heaviest(rows: csr_matrix, most: int) -> csr_matrix:
    """Return the rows with their heaviest so many terms alone, each of length one."""
    owners, places = best_places(rows, most)
    data = rows.data[places]
    data = data / np.sqrt(np.bincount(owners, data * data, minlength=rows.shape[0]))[owners]
    return csr_matrix((data.astype(np.float32), (owners, rows.indices[places])), shape=rows.shape)


def reorder(scores: csr_matrix, asked: csr_matrix, by_passage: csr_matrix, by_term: csr_matrix) -> csr_matrix:
    """Return the scores with likeness to each row's first passage added, the first at least level with the next."""
    if not scores.nnz:
        return scores
    first = first_places(scores, asked, by_passage)
    rows = np.searchsorted(scores.indptr, first, side="right") - 1
    like = (heaviest(by_passage[scores.indices[first]], LIKENESS_TERMS) @ by_term).tocsr()
    values = scores.data.copy()
    level = np.zeros(scores.shape[1], np.float32)
    for number, (row, place) in enumerate(zip(rows.tolist(), first.tolist(), strict=True)):
        here = slice(scores.indptr[row], scores.indptr[row + 1])
        there = slice(like.indptr[number], like.indptr[number + 1])
        level[like.indices[there]] = like.data[there]
        values[here] += LIKENESS_WEIGHT * scores.data[here].max() * level[scores.indices[here]]
        level[like.indices[there]] = 0
        values[place] = np.nextafter(values[here].max(), np.float32(np.inf))
    return csr_matrix((values, scores.indices, scores.indptr), shape=scores.shape)
