"""What may show a masthead although it is not visible text: hidden elements, styles, attributes, bare links."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from include.observing.masthead import shapes
from include.observing.masthead.announced import FIELDS
from include.observing.masthead.folding import fold
from include.observing.masthead.labels import Label, Vocabulary
from include.observing.masthead.unclaimed import unmistakable
from include.observing.masthead.unlabelled import STRONG
from include.observing.observation import Observation
from include.pages.page import Page
from include.pages.styles import drawn_words

_ELEMENTS_LIMIT = 200  # hidden elements that are read; a masthead is one of the last
_LENGTH_LIMIT = 1500  # characters of one element
_PIECES_LIMIT = 1_000
_SHORTEST = 6  # characters of a piece that shows something
_ATTRIBUTES_LIMIT = 5_000
_SPOKEN = re.compile(
    r"""\s(?:alt|title|value|aria-label|data-[\w-]{1,30})\s*=\s*(?:"([^"<>]{6,300})"|'([^'<>]{6,300})')""", re.I
)
_CALLED = re.compile(r"""href\s*=\s*["']?\s*(mailto|tel|callto|sms|zalo|viber)\s*:""", re.I)
_NO_VALUE = {Label.EMAIL, Label.PHONE, Label.FAX, Label.DESK_PHONE, Label.OTHER, Label.COPYRIGHT}


def unseen_fields(page: Page, vocabulary: Vocabulary) -> set[Observation]:
    """Return the fields that a page may show where its visible text does not: each of them cannot count as missing."""
    found = set[Observation]()
    drawn = islice(drawn_words(page.source), _PIECES_LIMIT)
    for words in chain(drawn, islice(_hidden_words(page), _PIECES_LIMIT)):
        found |= _announced(words, vocabulary) | (shapes.could_be(words) & STRONG) | unmistakable(words)
    for match in islice(_SPOKEN.finditer(page.source), _ATTRIBUTES_LIMIT):
        words = match[1] or match[2]
        found |= _named(words, vocabulary)
        if any(letter.isdigit() or letter == "@" for letter in words):
            found |= shapes.could_be(words) & STRONG
    for match in islice(_CALLED.finditer(page.source), _ELEMENTS_LIMIT):
        found.add(Observation.CONTACT_EMAIL if match[1].lower() == "mailto" else Observation.CONTACT_PHONE)
    return found


def _hidden_words(page: Page) -> Iterator[str]:
    """Yield the words of elements that a browser may not show, the last of the page first."""
    for element in reversed(page.hidden):
        pieces = [" ".join(piece.split()) for piece in islice(element.itertext(), _ELEMENTS_LIMIT)]
        yield " ".join(pieces)[:_LENGTH_LIMIT]
        yield from (piece[:_LENGTH_LIMIT] for piece in pieces if len(piece) >= _SHORTEST)


def _named(words: str, vocabulary: Vocabulary) -> frozenset[Observation]:
    """Return the fields that an attribute announces: it is a label and nothing else, or one with a colon."""
    folded = fold(words)
    label = vocabulary.opening(folded)
    if label is None or label.label in _NO_VALUE or not (label.has_colon or not folded[label.end :].strip(" :.")):
        return frozenset()
    return FIELDS.get(label.label, frozenset())


def _announced(words: str, vocabulary: Vocabulary) -> set[Observation]:
    """Return the fields whose labels a hidden text holds with something behind them."""
    folded = fold(words)
    found = set[Observation]()
    for label in vocabulary.find(folded):
        if label.has_colon and label.label not in _NO_VALUE and folded[label.end :].strip():
            found |= FIELDS.get(label.label, frozenset())
    return found
