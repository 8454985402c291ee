"""Pairs of texts of which one contains the other, decided in full; the heart of reprints and releases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from include.classification.reprints import candidates
from include.classification.reprints.acceptance import EVIDENCE_MINIMUM, accepted
from include.classification.reprints.forms import are_forms
from include.classification.reprints.letters import read_letters
from include.classification.reprints.passages import Passage, passages
from include.classification.reprints.shingles import read_both, shingle
from include.classification.reprints.verification import Overlaps, compare, without_boilerplate
from include.classification.syllables import Hashes

VERSION = "containment-5-4-5"
_PAIRS_AT_ONCE = 1 << 14


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by number, how much of each is in the other, and where.

    Attributes:
        of_left: Share of the left text's shingles found in the right one.
        of_right: Share of the right text's shingles found in the left one.
        shared: How many distinct shingles they share.
        passages: In the order of the left text.
    """

    left: int
    right: int
    of_left: float
    of_right: float
    shared: int
    passages: tuple[Passage, ...]

    @property
    def containment(self) -> float:
        """The larger of the two shares: what decided that the pair was found."""
        return max(self.of_left, self.of_right)

    @property
    def shared_by_both(self) -> float:
        """The mean of the two shares: what decides whether the pair is evidence."""
        return (self.of_left + self.of_right) / 2

    @property
    def is_evidence(self) -> bool:
        """Whether readers would call the one a reprint of the other; less in common is a question to people."""
        return self.shared_by_both >= EVIDENCE_MINIMUM


def outlet_numbers(outlet_ids: Sequence[str | None]) -> NDArray[np.int64]:
    """Number outlets in order of their ids; -1 where the outlet is unknown."""
    known = sorted({outlet for outlet in outlet_ids if outlet})
    numbers = {outlet: number for number, outlet in enumerate(known)}
    return np.array([numbers[outlet] if outlet else -1 for outlet in outlet_ids], np.int64)


def _describe(texts: Sequence[str], numbers: NDArray[np.int64], overlaps: Overlaps) -> list[Pair]:
    """Return the accepted pairs of one lot with their passages."""
    kept = accepted(overlaps)
    of_left, of_right = overlaps.containment()
    involved, places = np.unique(numbers[kept], return_inverse=True)
    runs = overlaps.runs[np.isin(overlaps.runs[:, 0], kept)]
    runs[:, 0] = np.searchsorted(kept, runs[:, 0])
    letters = read_letters([texts[number] for number in involved.tolist()])
    aligned = passages(letters, places.reshape(-1, 2), runs)
    is_form = are_forms(letters, places.reshape(-1, 2), runs, np.minimum(of_left, of_right)[kept]).tolist()
    lefts, rights = numbers[kept].T.tolist()
    shares = of_left[kept].tolist(), of_right[kept].tolist(), overlaps.shared[kept].tolist()
    found = [Pair(*figures) for figures in zip(lefts, rights, *shares, aligned, strict=True)]
    return [pair for pair, form in zip(found, is_form, strict=True) if not form]


def _read_lots(
    texts: Sequence[str], shingles: csr_matrix, rows: NDArray[np.int64], numbers: NDArray[np.int64]
) -> list[Pair]:
    """Read suspected pairs, a bounded number at once.

    Args:
        texts: All texts.
        shingles: Of the texts, or of those involved.
        rows: Two columns: the rows of the shingles that each pair compares.
        numbers: Two columns: the texts of each pair.
    """
    found = []
    for first in range(0, len(numbers), _PAIRS_AT_ONCE):
        lot = slice(first, first + _PAIRS_AT_ONCE)
        found += _describe(texts, numbers[lot], compare(shingles, shingles, rows[lot]))
    return found


def read_pairs(texts: Sequence[str], numbers: NDArray[np.int64], left_out: Hashes) -> list[Pair]:
    """Read suspected pairs in full and return those that hold, in the order given.

    Args:
        texts: All texts.
        numbers: Two columns of text numbers.
        left_out: Sampled shingles that are boilerplate, ascending.
    """
    involved, rows = np.unique(numbers, return_inverse=True)
    shingles = without_boilerplate(shingle([texts[number] for number in involved.tolist()]), left_out)
    return _read_lots(texts, shingles, rows.reshape(-1, 2), numbers)


def find_pairs(texts: Sequence[str], outlet_ids: Sequence[str | None], *, with_own: bool = False) -> list[Pair]:
    """Return every pair of texts of different outlets of which one contains the other.

    Args:
        texts: NFC.
        outlet_ids: Outlet of each text; None where unknown, and then no pair is left out for its outlet.
        with_own: Return the pairs within one outlet too.
    """
    outlets = outlet_numbers(outlet_ids)
    prints, shingles = read_both(texts)
    postings = candidates.index(prints)
    left_out = candidates.crowded(postings, outlets)
    suspects = candidates.suspects_within(candidates.without(postings, left_out), len(texts))
    del prints, postings
    numbers = np.stack([suspects.lefts, suspects.rights], axis=1)
    is_foreign = (outlets[numbers[:, 0]] != outlets[numbers[:, 1]]) | (outlets[numbers[:, 0]] < 0)
    numbers = numbers if with_own else numbers[is_foreign]
    return _read_lots(texts, without_boilerplate(shingles, left_out), numbers, numbers)
