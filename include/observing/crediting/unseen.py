"""What of an article's page may show its credit though no reader sees it: hidden elements, attributes, frames."""

import re
from collections.abc import Iterator
from itertools import islice

from include.observing.crediting import wordings
from include.observing.crediting.names import NameKind, Names
from include.observing.hidden import hidden_elements
from include.pages.areas import address_of, names_of
from include.pages.page import Page

_ELEMENTS_LIMIT = 200
_LENGTH_LIMIT = 120  # characters: a longer text is no credit
_HELD = re.compile(
    r"""\sdata-(?:source|nguon|origin|credit|link-?goc)(?:-(?:name|title|url|link|text))?\s*=\s*["']([^"'<>]{3,200})["']""",
    re.I,
)
_STATED = re.compile(
    r"""<meta\s[^<>]{0,80}(?:original-source|syndication-source|["']source["'])[^<>]{0,40}content\s*=\s*["']([^"'<>]{3,200})"""
    r"""|"(?:sourceOrganization|isBasedOn(?:Url)?)"\s*:\s*(?:\{[^{}]{0,200}"(?:name|url|@id)"\s*:\s*)?"([^"]{3,200})""",
    re.I,
)
_FRAMED = re.compile(r"""<iframe\b[^<>]{0,300}?src\s*=\s*["']?[^"'\s<>]{0,200}(?:nguon|source|credit|origin)""", re.I)
_ANCHOR = re.compile(r"<a\b([^<>]{0,600})>", re.I)
_CALLED = re.compile(r"(?<![a-z])(?:link-?)?(?:goc|nguon|sources?|origin(?:al)?|credits?)(?![a-z])", re.I)


def may_credit_unseen(page: Page, names: Names) -> bool:
    """Return whether something that no reader sees may say where an article comes from."""
    if any(_is_elsewhere(match[1], names) for match in _HELD.finditer(page.source)):
        return True
    if any(_is_elsewhere(match[1] or match[2], names) for match in _STATED.finditer(page.source)):
        return True
    return bool(_FRAMED.search(page.source)) or any(map(wordings.may_credit, _hidden_lines(page)))


def links_unseen(page: Page) -> Iterator[str]:
    """Yield the addresses of anchors that are called after a source and may show no words."""
    for match in _ANCHOR.finditer(page.source):
        if _CALLED.search(match[1]):
            names = names_of(match[1])
            if _CALLED.search(f"{names.get('class', '')} {names.get('id', '')}"):
                yield address_of(match[1])


def _is_elsewhere(value: str, names: Names) -> bool:
    """Return whether a value names somebody but the outlet itself."""
    words = value.strip()
    return any(letter.isalpha() for letter in words) and names.kind_of(words) not in (NameKind.OWN, NameKind.NOBODY)


def _hidden_lines(page: Page) -> Iterator[str]:
    """Yield the short texts of elements that a browser may not show."""
    for element in hidden_elements(page):
        for piece in islice(element.itertext(), _ELEMENTS_LIMIT):
            words = " ".join(piece.split())
            if 5 <= len(words) <= _LENGTH_LIMIT:
                yield words
