"""Elements to text: paragraphs as lines, in NFC."""

import unicodedata
from collections.abc import Collection
from typing import Any

_SILENT_WORDS = "script style noscript template iframe object svg form button select textarea"
_INLINE_WORDS = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong
sub sup time tt u var wbr
"""
SILENT = frozenset(_SILENT_WORDS.split())
INLINE = frozenset(_INLINE_WORDS.split())


def one_line(text: str | None) -> str | None:
    """Return text on one line, in NFC; nothing when there is none."""
    return unicodedata.normalize("NFC", " ".join((text or "").split())) or None


def block_text(element: Any, left_out: Collection[Any] = ()) -> str:
    """Return the text of an element: one line a block, without scripts, forms and what is left out, in NFC."""
    pieces: list[str] = []
    _collect(element, pieces, left_out)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\x00"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def _collect(root: Any, pieces: list[str], left_out: Collection[Any]) -> None:
    """Append the texts below an element in document order, with a zero mark at each block's borders."""
    todo: list[tuple[Any, bool]] = [(root, False)]
    while todo:
        element, is_leaving = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = tag not in INLINE
        if is_leaving:
            pieces.append("\x00" if is_block else "")
            pieces.append(element.tail or "" if element is not root else "")
            continue
        if not tag or tag in SILENT or (element in left_out and element is not root):
            pieces.append(element.tail or "" if element is not root else "")
            continue
        pieces.append("\x00" if is_block else "")
        pieces.append((element.text or "").replace("\x00", ""))
        todo.append((element, True))
        todo.extend((child, False) for child in reversed(element))
