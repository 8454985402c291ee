"""The outline of a parsed page: what each element is called and how much text it holds, worked out once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from include.pages.blocks import INLINE, SILENT

LONG_LINE = 60  # characters of one line that only prose has
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATORS = re.compile(r"[\s_/.:]+|--+")
_CALLED_BY = ("class", "id", "data-role", "itemprop", "role", "data-testid", "data-component")
_NAME_LIMIT = 300


@dataclass(slots=True)
class Size:
    """What one element holds.

    Attributes:
        name: What it is called: its class, id and role, in lower case and joined by hyphens.
        characters: Of visible text.
        linked: Of them, those inside anchors.
        prose: Of them, those in lines as long as only paragraphs are, and not mostly links.
        line: Of its own line, inline elements included, as they go to the line of the block around it.
        line_linked: Of that line, those inside anchors.
        has_heading: Whether it holds a heading of the first rank.
        has_blocks: Whether it holds elements that are lines of their own.
    """

    name: str = ""
    characters: int = 0
    linked: int = 0
    prose: int = 0
    line: int = 0
    line_linked: int = 0
    has_heading: bool = False
    has_blocks: bool = False


class Outline:
    """Names and sizes of all elements of a tree, as it is when this is made."""

    def __init__(self, tree: Any) -> None:
        self._sizes: dict[Any, Size] = {}
        elements = list(tree.iter(etree.Element))
        for element in elements:
            text = element.text
            own = len(text.strip()) if text and element.tag not in SILENT else 0
            self._sizes[element] = Size(called(element), own, 0, 0, own)
        for element in reversed(elements):
            self._close(element)

    def of(self, element: Any) -> Size:
        """Return the size of an element."""
        return self._sizes[element]

    def name(self, element: Any) -> str:
        """Return what an element is called."""
        return self._sizes[element].name

    def text(self, element: Any, limit: int) -> str | None:
        """Return the text of an element on one line, or nothing where it is longer than a limit or empty."""
        size = self._sizes[element]
        if not 0 < size.characters <= limit:
            return None
        return " ".join(element.text_content().split()) or None

    def _close(self, element: Any) -> None:
        """Complete an element, whose children are complete, and add it to its parent."""
        size, tag = self._sizes[element], element.tag
        if tag in SILENT:
            size.characters = size.line = size.linked = size.prose = 0
        if tag == "a":
            size.linked, size.line_linked = size.characters, size.line
        size.has_heading = size.has_heading or tag == "h1"
        is_inline = tag in INLINE
        if not is_inline and size.line >= LONG_LINE and 2 * size.line_linked < size.line:
            size.prose += size.line
        parent = self._sizes.get(element.getparent())
        if parent is None:
            return
        tail = len(element.tail.strip()) if element.tail else 0
        parent.characters += size.characters + tail
        parent.linked += size.linked
        parent.prose += size.prose
        parent.line += tail
        parent.has_heading = parent.has_heading or size.has_heading
        parent.has_blocks = parent.has_blocks or size.has_blocks or not is_inline
        if is_inline:
            parent.line += size.line
            parent.line_linked += size.line_linked


@lru_cache(maxsize=16384)
def plain_name(name: str) -> str:
    """Return a name as it is compared: lower case, its parts joined by hyphens."""
    return _SEPARATORS.sub("-", _CAMEL.sub("-", name)).lower().strip("-")


def called(element: Any) -> str:
    """Return what an element is called, by its class, id and role; empty for most."""
    attributes = element.attrib
    if not attributes:
        return ""
    names = [value for attribute in _CALLED_BY if (value := attributes.get(attribute))]
    return plain_name(" ".join(names)[:_NAME_LIMIT]) if names else ""
