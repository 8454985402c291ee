"""Words that a page's styles draw: no element holds them, and readers see them all the same."""

import re
from collections.abc import Iterator

_DRAWN = re.compile(r"""\bcontent\s*:\s*["']([^"'<>{}]{5,200})["']""", re.I)
_ESCAPED = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
_SHORTEST = 5
_LAST_LETTER = 0x10FFFF


def drawn_words(source: str) -> Iterator[str]:
    """Yield the texts of ``content: "…"`` in the styles and attributes of a page, escaped letters as letters."""
    for match in _DRAWN.finditer(source):
        words = _ESCAPED.sub(_letter, match[1]).strip()
        if len(words) >= _SHORTEST:  # the sign of a font of icons is shorter
            yield words


def _letter(match: re.Match[str]) -> str:
    """Return an escaped letter; a number that is none stands for nothing."""
    number = int(match[1], 16)
    return chr(number) if number <= _LAST_LETTER and not 0xD800 <= number <= 0xDFFF else ""
