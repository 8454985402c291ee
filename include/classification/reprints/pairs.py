"""Pairs of texts of which one contains the other, decided in full; the heart of reprints and releases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints import candidates, shingles
from include.classification.reprints.passages import Passage, ReadText, passages
from include.classification.reprints.verification import Overlaps, compare, shingle
from include.classification.syllables import Hashes, read_syllables

VERSION = "containment-5-4-1"
CONTAINMENT_MINIMUM = 0.3


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
        """The larger of the two shares: what decided."""
        return max(self.of_left, self.of_right)


def outlet_numbers(outlet_ids: Sequence[str | None]) -> NDArray[np.int64]:
    """Number outlets in order of their ids; -1 where the outlet is unknown."""
    known = sorted({outlet for outlet in outlet_ids if outlet})
    numbers = {outlet: number for number, outlet in enumerate(known)}
    return np.array([numbers[outlet] if outlet else -1 for outlet in outlet_ids], np.int64)


def _read_texts(texts: Sequence[str], numbers: NDArray[np.int64]) -> dict[int, ReadText]:
    """Read the syllables of the texts that appear in accepted pairs."""
    wanted = np.unique(numbers).tolist()
    read = read_syllables([texts[number] for number in wanted])
    return {
        number: ReadText(
            texts[number],
            read.starts[read.bounds[place] : read.bounds[place + 1]],
            read.ends[read.bounds[place] : read.bounds[place + 1]],
        )
        for place, number in enumerate(wanted)
    }


def accepted(overlaps: Overlaps) -> NDArray[np.int64]:
    """Return the numbers of the pairs that share enough."""
    of_left, of_right = overlaps.containment()
    return np.flatnonzero(np.maximum(of_left, of_right) >= CONTAINMENT_MINIMUM)


def read_pairs(texts: Sequence[str], numbers: NDArray[np.int64], left_out: Hashes) -> list[Pair]:
    """Read suspected pairs in full and return those that hold, in the order given.

    Args:
        texts: All texts.
        numbers: Two columns of text numbers.
        left_out: Sampled shingles that are boilerplate, ascending.
    """
    involved, places = np.unique(numbers, return_inverse=True)
    shingled = shingle([texts[number] for number in involved.tolist()], left_out)
    overlaps = compare(shingled, shingled, places.reshape(-1, 2))
    kept = accepted(overlaps)
    of_left, of_right = overlaps.containment()
    read = _read_texts(texts, numbers[kept])
    bounds = np.searchsorted(overlaps.runs[:, 0], np.stack([kept, kept + 1]))
    return [
        Pair(
            left=int(numbers[k, 0]),
            right=int(numbers[k, 1]),
            of_left=float(of_left[k]),
            of_right=float(of_right[k]),
            shared=int(overlaps.shared[k]),
            passages=tuple(
                passages(read[int(numbers[k, 0])], read[int(numbers[k, 1])], overlaps.runs[first:after, 1:])
            ),
        )
        for k, first, after in zip(kept.tolist(), *bounds.tolist(), strict=True)
    ]


def find_pairs(texts: Sequence[str], outlet_ids: Sequence[str | None]) -> list[Pair]:
    """Return every pair of texts of different outlets of which one contains the other.

    Args:
        texts: NFC.
        outlet_ids: Outlet of each text; None where unknown, and then no pair is left out for its outlet.
    """
    outlets = outlet_numbers(outlet_ids)
    postings = candidates.index(shingles.fingerprint(texts))
    left_out = candidates.crowded(postings, outlets)
    suspects = candidates.suspects_within(candidates.without(postings, left_out), len(texts))
    numbers = np.stack([suspects.lefts, suspects.rights], axis=1)
    is_foreign = (outlets[numbers[:, 0]] != outlets[numbers[:, 1]]) | (outlets[numbers[:, 0]] < 0)
    return read_pairs(texts, numbers[is_foreign], left_out)
