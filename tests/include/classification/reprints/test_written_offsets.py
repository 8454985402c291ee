"""Offsets in texts as they were given."""

import unicodedata

from include.classification.reprints.passages import Passage
from include.classification.reprints.written_offsets import as_written


def test_offsets_found_in_nfc_point_into_the_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Hà Nội sạch đẹp")
    start = unicodedata.normalize("NFC", text).index("Nội")
    found = as_written(text, "Nội", [Passage(start, start + 3, 0, 3)])[0]
    assert unicodedata.normalize("NFC", text[found.left_start : found.left_end]) == "Nội"
    assert (found.right_start, found.right_end) == (0, 3)


def test_nothing_changes_in_composed_texts() -> None:
    assert as_written("Hà Nội", "Hà Nội", [Passage(0, 2, 3, 6)]) == [Passage(0, 2, 3, 6)]
