"""Makes any text drawable in one font: long words may break, letters that the font lacks are replaced and counted.

PDF/A forbids a glyph that is missing, and the engine then draws nothing at all: one sign in an outlet's reply would
block a report. Which characters a font has only its engine knows, so the engine is asked, once for each character.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import typst

from include.reporting.render.fonts import Font, font_record
from include.text import texts_of, with_texts_changed

STAND_IN = "□"
LONGEST_WORD = 24
"""Letters after which a word may break; Vietnamese words have seven at most, addresses have hundreds."""

ASKED = 120
"""Characters beyond the sure ones that the engine is asked for; a report that holds more is an attack on its time."""

_SURE = re.compile(r"[ -~\t\r\n\u00a0À-ʯ\u1e00-\u1eff–—‘’“”…•½□\u200b]*")  # letters of Vietnamese and what type needs
_PIECE = re.compile(r"[^\s/-]+")  # the engine breaks after slash and hyphen by itself
_JOINT = re.compile(r"(?<=[.@_])(?=\w)")
TEXT_MM, PADDING_MM, LETTER_MM = 165, 3, 2.6
NARROWEST = 9
"""Letters that any column of a table is taken to hold: two more than the longest word of Vietnamese."""
_BREAK = "\u200b"
_LACKS = "could not be displayed"
_PROBE = """
#set text(font: sys.inputs.font, fallback: false)
#for one in sys.inputs.letters.split("\u001f") [#par[a#(one)a *a#(one)a* _a#(one)a_ *_a#(one)a_*]]
"""


def drawable(words: dict[str, Any], font: Font) -> tuple[dict[str, Any], int]:
    """Return words that the font can draw, and how many characters of them were replaced.

    Args:
        words: Everything that stands on the pages, as plain JSON values.
        font: What they are drawn in.
    """
    beyond = set(_SURE.sub("", "".join(texts_of(words))))
    lacking = frozenset(_lacking(font, font_record(font)["sha256"], tuple(sorted(beyond))))
    replaced = 0

    def fit(text: str) -> str:
        nonlocal replaced
        letters = []
        for letter in text:
            plain = _plain(letter) if letter in lacking else letter
            replaced += plain != letter
            letters.append(plain)
        return breakable("".join(letters))

    return with_texts_changed(words, fit), replaced


def fit_cells(words: dict[str, Any]) -> dict[str, Any]:
    """Return the words of pages in whose tables every word that is wider than its column may break.

    Addresses break behind a dot first. Figures and dates stay whole: their columns are as wide as they need.
    """
    for section in (*words["sections"], *words.get("annexes", ())):
        for block in section["blocks"]:
            if block["block"] == "table":
                whole = sum(block["weights"])
                widths = [TEXT_MM * weight / whole - PADDING_MM for weight in block["weights"]]
                holds = [max(NARROWEST, int(width / LETTER_MM)) for width in widths]
                most = [
                    size if alignment == "left" else 0
                    for size, alignment in zip(holds, block["alignments"], strict=True)
                ]
                block["rows"] = [
                    [_fit(text, size) if size else text for text, size in zip(row, most, strict=True)]
                    for row in block["rows"]
                ]
    return words


def _fit(text: str, most: int) -> str:
    """Return a cell's text whose pieces longer than its column may break."""

    def part(found: re.Match[str]) -> str:
        if len(found[0]) <= most:
            return found[0]
        return _BREAK.join(breakable(one, most) for one in _JOINT.split(found[0]))

    return _PIECE.sub(part, text)


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """Return a text whose long words may break, never between a letter and its marks."""

    def part(found: re.Match[str]) -> str:
        behind = text[found.end() : found.end() + 1]
        return found[0] if unicodedata.combining(behind) else found[0] + _BREAK

    return re.sub(rf"\S{{{longest}}}(?=\S)", part, text)


def _plain(letter: str) -> str:
    """Return what stands for a character that the font lacks: its plain form where it has one, such as fi for ﬁ."""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain != letter and _SURE.fullmatch(plain) else STAND_IN


@lru_cache(maxsize=64)
def _lacking(font: Font, _files: str, letters: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of the characters a font cannot draw in every style; those beyond the limit count as lacking.

    The hash of the font's files is what another font at the same path is told by.
    """
    asked, rest = letters[:ASKED], letters[ASKED:]
    return (*_cannot_draw(font, asked), *rest)


def _cannot_draw(font: Font, letters: Sequence[str]) -> list[str]:
    """Return the characters that cannot be drawn, by halving the ones that fail together."""
    if not letters or _draws(font, letters):
        return []
    if len(letters) == 1:
        return list(letters)
    middle = len(letters) // 2
    return _cannot_draw(font, letters[:middle]) + _cannot_draw(font, letters[middle:])


def _draws(font: Font, letters: Sequence[str]) -> bool:
    """Return whether the engine draws all the characters as PDF/A."""
    try:
        typst.compile(  # type: ignore[misc]  # its stub has a type variable that nothing gives
            _PROBE.encode(),
            font_paths=[str(font.folder)] if font.folder else [],
            ignore_system_fonts=True,
            sys_inputs={"font": font.family, "letters": "\u001f".join(letters)},
            pdf_standards=["a-2b"],
        )
    except typst.TypstError as error:
        if _LACKS in str(error):
            return False
        raise
    return True


def is_lacking(error: typst.TypstError) -> bool:
    """Return whether the engine refused a document for a glyph that its font lacks."""
    return _LACKS in str(error)


def surely_drawable(words: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Return words with every character replaced that is not surely drawable, and how many were.

    Signs may be drawn alone and not beside each other; this is what then remains.
    """
    replaced = 0

    def fit(text: str) -> str:
        nonlocal replaced
        letters = [letter if _SURE.fullmatch(letter) else STAND_IN for letter in text]
        replaced += sum(old != fitted for old, fitted in zip(text, letters, strict=True))
        return breakable("".join(letters))

    return with_texts_changed(words, fit), replaced
