"""Common runs of syllables as passages: offsets in both texts between which the characters are equal."""

import re
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.shingles import SHINGLE_LENGTH

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Characters ``left_start`` to ``left_end`` of one text, equal to ``right_start`` to ``right_end`` of another."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int

    def turned(self) -> "Passage":
        """Return the same passage with the texts exchanged."""
        return Passage(self.right_start, self.right_end, self.left_start, self.left_end)


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with the offsets of its syllables."""

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def raw(self, first: int, length: int) -> str:
        """Return the characters of so many syllables from one on."""
        return self.text[self.starts[first] : self.ends[first + length - 1]]

    def between(self, first: int, last: int) -> str:
        """Return the characters from one syllable to another, both included, runs of blanks as one."""
        return _BLANKS.sub(" ", self.text[self.starts[first] : self.ends[last]])


def _equal_stretch(left: ReadText, right: ReadText, first: tuple[int, int], most: int) -> int:
    """Return how many syllables from there on read alike, letter by letter, with what stands between them."""
    if left.raw(first[0], most) == right.raw(first[1], most):
        return most

    def differs(length: int) -> bool:
        return left.between(first[0], first[0] + length - 1) != right.between(first[1], first[1] + length - 1)

    return bisect_right(range(1, most + 1), False, key=differs)


def _passages_of_run(left: ReadText, right: ReadText, run: tuple[int, int, int]) -> list[Passage]:
    """Cut one run where letters, case or punctuation differ; pieces shorter than a shingle are dropped."""
    left_first, right_first, length = run
    found, done = [], 0
    while length - done >= SHINGLE_LENGTH:
        first = (left_first + done, right_first + done)
        equal = _equal_stretch(left, right, first, length - done)
        if equal >= SHINGLE_LENGTH:
            last_left, last_right = first[0] + equal - 1, first[1] + equal - 1
            found.append(
                Passage(
                    int(left.starts[first[0]]),
                    int(left.ends[last_left]),
                    int(right.starts[first[1]]),
                    int(right.ends[last_right]),
                )
            )
        done += max(equal, 1)
    return found


def passages(left: ReadText, right: ReadText, runs: NDArray[np.int64]) -> list[Passage]:
    """Return the passages of a pair in the order of the left text.

    Args:
        left: The one text.
        right: The other.
        runs: First syllable left, first syllable right, syllables; one row a run.
    """
    return [passage for run in runs.tolist() for passage in _passages_of_run(left, right, (run[0], run[1], run[2]))]
