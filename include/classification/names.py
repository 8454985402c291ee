"""Finds which syllables of a Vietnamese text stand in a name: capitals that no sentence's beginning explains.

``Pháp`` is a country and ``pháp`` is law, ``Anh`` a country and ``anh`` a brother: read without case they are one.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from include.classification.syllables import Syllables, code_units

_SPACE = ord(" ")


@cache
def _capitals() -> NDArray[np.bool_]:
    """Return, for each code point of the basic plane, whether it is a capital letter."""
    return np.array([chr(point).isupper() for point in range(1 << 16)], np.bool_)


def are_names(texts: Sequence[str], read: Syllables) -> NDArray[np.bool_]:
    """Return, for each syllable read from texts, whether it begins with a capital within a sentence.

    Within is what one space alone parts from the syllable before it; a capital just before such a one counts too, so
    that a name which opens a sentence is whole.
    """
    units = code_units("\n".join(texts) + "\n")
    shift = np.cumsum([0, *(len(text) + 1 for text in texts)])[read.owners()]
    starts, ends = read.starts + shift, read.ends + shift
    is_capital = _capitals()[units[starts]]
    is_within = np.zeros(len(starts), np.bool_)
    is_within[1:] = is_capital[1:] & (starts[1:] - ends[:-1] == 1) & (units[ends[:-1]] == _SPACE)
    is_leading = np.append(is_capital[:-1] & is_within[1:], False)[: len(starts)]
    return np.asarray(is_within | is_leading)
