"""Reads Vietnamese texts as syllables: 64-bit hashes with character offsets, whole batches at a time.

A syllable is a maximal run of letters, digits and underscores, compared without case and without the invisible
characters in it. Hashes are polynomials over the
code points modulo 2^64 (Karp and Rabin, 1987), taken from one running sum over the batch, so that no Python runs per
syllable. They depend on nothing but the text: the same on every computer.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]

BATCH_CHARACTERS = 1 << 17
_BASE = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_INVISIBLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables of several texts, one after the other.

    Attributes:
        hashes: One hash a syllable.
        starts: Offset of its first character in its own text.
        ends: Offset just after its last character.
        bounds: Text i holds the syllables ``bounds[i]`` to ``bounds[i + 1]``.
    """

    hashes: Hashes
    starts: Offsets
    ends: Offsets
    bounds: Offsets

    def owners(self) -> Offsets:
        """Return, for each syllable, the number of its text."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


def mix(values: Hashes) -> Hashes:
    """Scatter hashes so that every bit of the answer depends on every bit given (Stafford's variant 13)."""
    mixed = values ^ (values >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def nfc(text: str) -> str:
    """Return the text in NFC, unchanged where it is so already."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


@cache
def _values() -> Hashes:
    """Return one value per code point of the basic plane: 0 outside syllables, the same for both cases."""
    folded = np.zeros(1 << 16, np.uint64)
    for point in range(0xFFFF):
        letter = chr(point)
        if letter.isalnum() or letter == "_":
            lower = letter.lower()
            folded[point] = (ord(lower) if len(lower) == 1 else point) + 1
    return np.where(folded > 0, mix(folded * np.uint64(_BASE)) | np.uint64(1), np.uint64(0))


@cache
def are_invisible() -> NDArray[np.bool_]:
    """Return, for each code point of the basic plane, whether readers see nothing of it: soft hyphens, joiners.

    Whoever prints a text with soft hyphens in its words prints the same text.
    """
    found = np.zeros(1 << 16, np.bool_)
    for first, last in _INVISIBLE:
        found[first : last + 1] = True
    return found


def powers(length: int) -> tuple[Hashes, Hashes]:
    """Return at least ``length`` powers of the base and of its inverse modulo 2^64."""
    return _powers(1 << max(length - 2, BATCH_CHARACTERS).bit_length())


@cache
def _powers(length: int) -> tuple[Hashes, Hashes]:
    """Return ``length`` powers of both."""
    base = np.full(length, _BASE, np.uint64)
    inverses = np.full(length, pow(_BASE, -1, _MASK + 1), np.uint64)
    base[0] = inverses[0] = 1
    return np.multiply.accumulate(base), np.multiply.accumulate(inverses)


def code_units(text: str) -> NDArray[np.uint16]:
    """Return one code unit a character; characters beyond the basic plane become a non-letter."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    if len(encoded) != 2 * len(text):
        encoded = _ASTRAL.sub("\uffff", text).encode("utf-16-le", "surrogatepass")
    return np.frombuffer(encoded, np.uint16)


def _read_batch(texts: Sequence[str]) -> Syllables:
    """Read one batch; texts are joined by line feeds, which belong to no syllable."""
    units = code_units("\n".join(texts) + "\n")
    seen = np.flatnonzero(~are_invisible()[units])
    units = units[seen]
    values = np.take(_values(), units)
    is_inside = np.zeros(len(units) + 1, np.bool_)
    is_inside[1:] = values != 0
    edges = np.flatnonzero(is_inside[1:] != is_inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    base, inverses = powers(len(units) + 1)
    sums = np.zeros(len(units) + 1, np.uint64)
    np.cumsum(values * base[: len(units)], out=sums[1:])
    hashes = mix((sums[ends] - sums[starts]) * inverses[starts])
    starts, ends = seen[starts], seen[ends - 1] + 1
    firsts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    bounds = np.searchsorted(starts, firsts)
    shift = np.repeat(firsts[:-1], np.diff(bounds))
    return Syllables(hashes, starts - shift, ends - shift, bounds)


def batches(texts: Sequence[str], characters: int = BATCH_CHARACTERS) -> list[tuple[int, int]]:
    """Return batches of about so many characters: the number of the first text, and the one after the last."""
    cuts, size, first = [], 0, 0
    for number, text in enumerate(texts):
        size += len(text)
        if size >= characters:
            cuts.append((first, number + 1))
            first, size = number + 1, 0
    if first < len(texts):
        cuts.append((first, len(texts)))
    return cuts


def read_syllables(texts: Sequence[str]) -> Syllables:
    """Return the syllables of the texts in their order; a text of one word or none is no error."""
    parts = [_read_batch(texts[first:after]) for first, after in batches(texts)] or [_read_batch([])]
    sizes = np.concatenate([[0], *(np.diff(part.bounds) for part in parts)])
    return Syllables(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.cumsum(sizes, dtype=np.int64),
    )


def ngrams(hashes: Hashes, bounds: Offsets, length: int) -> tuple[Hashes, NDArray[np.int64]]:
    """Return the hashes of all n-grams of syllables within one text, and where each begins.

    Args:
        hashes: Of the syllables of several texts.
        bounds: Of those texts.
        length: Syllables of each n-gram.

    Returns:
        One hash an n-gram, and the number of its first syllable, ascending.
    """
    count = len(hashes) - length + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    runs = hashes[:count].copy()
    for step in range(1, length):
        runs *= np.uint64(_BASE)
        runs += hashes[step : step + count]
    owners = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    within = np.flatnonzero(owners[:count] == owners[length - 1 :])
    return mix(runs[within]), within
