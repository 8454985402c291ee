"""Offsets in a text as it was given, where it was read in NFC and given otherwise."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from include.classification.reprints.passages import Passage


def _clusters(text: str) -> list[str]:
    """Cut a text before each character that is no combining mark."""
    cuts = [place for place, letter in enumerate(text) if place and not unicodedata.combining(letter)]
    return [text[first:after] for first, after in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _written(text: str, offsets: Sequence[int]) -> list[int]:
    """Return, for offsets in the NFC of a text, the offsets in the text itself."""
    if unicodedata.is_normalized("NFC", text):
        return list(offsets)
    clusters = _clusters(text)
    given = [0, *accumulate(len(cluster) for cluster in clusters)]
    read = [0, *accumulate(len(unicodedata.normalize("NFC", cluster)) for cluster in clusters)]
    return [given[min(bisect_left(read, offset), len(given) - 1)] for offset in offsets]


def as_written(left: str, right: str, passages: Sequence[Passage]) -> list[Passage]:
    """Return passages found in the NFC of two texts with offsets in the texts as given."""
    return [
        Passage(*ends)
        for ends in zip(
            _written(left, [passage.left_start for passage in passages]),
            _written(left, [passage.left_end for passage in passages]),
            _written(right, [passage.right_start for passage in passages]),
            _written(right, [passage.right_end for passage in passages]),
            strict=True,
        )
    ]
