"""Reads texts letter by letter: a hash of each syllable as it is written, and of what stands after it.

Syllables are found without case; passages must read alike in case and punctuation too. Runs of blanks count as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from include.classification.syllables import Hashes, Offsets, are_invisible, batches, mix, powers, read_syllables

_LAST_BLANK = 0x3000
_LAST_BASIC = 0xFFFF


@dataclass(frozen=True, slots=True)
class Letters:
    """The syllables of several texts as written, one after the other.

    Attributes:
        written: Hash of each syllable's letters, with their case.
        after: Hash of what stands between a syllable and the next of its text.
        are_figures: Whether each begins with a digit.
        starts: Offset of its first character in its own text.
        ends: Offset just after its last character.
        bounds: Text i holds the syllables ``bounds[i]`` to ``bounds[i + 1]``.
    """

    written: Hashes
    after: Hashes
    are_figures: NDArray[np.bool_]
    starts: Offsets
    ends: Offsets
    bounds: Offsets


@cache
def _is_blank() -> NDArray[np.bool_]:
    """Return of every code point up to the last blank one whether it is blank; the point after them is not."""
    return np.array([chr(point).isspace() for point in range(_LAST_BLANK + 2)], np.bool_)


def _spans(points: NDArray[np.uint32], firsts: Offsets, ends: Offsets) -> Hashes:
    """Return the hashes of spans of characters, runs of blanks read as one and invisible characters as none."""
    seen = np.flatnonzero((points > _LAST_BASIC) | ~are_invisible()[np.minimum(points, _LAST_BASIC)])
    is_blank = _is_blank()[np.minimum(points[seen], _LAST_BLANK + 1)]
    is_next = np.ones(len(seen), np.bool_)
    is_next[1:] = ~(is_blank[1:] & is_blank[:-1])
    is_kept = np.zeros(len(points), np.bool_)
    is_kept[seen[is_next]] = True
    values = np.where(is_blank, np.uint32(32), points[seen])[is_next].astype(np.uint64)
    base, inverse = powers(len(values))
    sums = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(mix(values + np.uint64(1)) * base[: len(values)], out=sums[1:])
    kept_before = np.concatenate([[0], np.cumsum(is_kept)])
    first, end = kept_before[firsts], kept_before[ends]
    return np.asarray((sums[end] - sums[first]) * inverse[first], np.uint64)


def _read_batch(texts: Sequence[str]) -> Letters:
    """Read one batch; texts are joined by line feeds."""
    read = read_syllables(texts)
    lengths = np.array([0, *(len(text) + 1 for text in texts)])
    shift = np.repeat(np.cumsum(lengths)[:-1], np.diff(read.bounds))
    starts, ends = read.starts + shift, read.ends + shift
    points = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    following = np.maximum(np.append(starts[1:], ends[-1:]), ends)
    written, after = np.split(_spans(points, np.append(starts, ends), np.append(ends, following)), 2)
    first = points[starts]
    are_figures = (first >= ord("0")) & (first <= ord("9"))
    return Letters(written, after, are_figures, read.starts, read.ends, read.bounds)


def read_letters(texts: Sequence[str]) -> Letters:
    """Return the syllables of the texts as they are written, in their order."""
    parts = [_read_batch(texts[first:after]) for first, after in batches(texts)] or [_read_batch([])]
    sizes = np.concatenate([[0], *(np.diff(part.bounds) for part in parts)])
    return Letters(
        np.concatenate([part.written for part in parts]),
        np.concatenate([part.after for part in parts]),
        np.concatenate([part.are_figures for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.cumsum(sizes, dtype=np.int64),
    )
