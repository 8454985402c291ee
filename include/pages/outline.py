"""The outline of a parsed page: what each element is called and how much text it holds, computed once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from include.pages.blocks import INLINE, SILENT

LONG_LINE = 60  # characters of one line that only prose has
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATORS = re.compile(r"[\s_/.:]+|--+")
_CALLED_BY = frozenset(("class", "id", "data-role", "itemprop"))
_CALLED_BY_MORE = etree.XPath("descendant-or-self::*[@id or @data-role or @itemprop]")
_NAME_LIMIT = 300


@dataclass(slots=True)
class Size:
    """What one element holds.

    Attributes:
        tag: Its tag.
        name: What it is called: its class, id and role, in lower case and joined by hyphens.
        characters: Of visible text.
        linked: Of them, those inside anchors.
        prose: Of them, those in lines as long as only paragraphs are, and not mostly links.
        line: Of its own line, inline elements included, as they go to the line of the block around it.
        line_linked: Of that line, those inside anchors.
        has_heading: Whether it holds a heading of the first rank.
        has_blocks: Whether it holds elements that are lines of their own.
    """

    tag: str = ""
    name: str = ""
    characters: int = 0
    line: int = 0
    linked: int = 0
    prose: int = 0
    line_linked: int = 0
    has_heading: bool = False
    has_blocks: bool = False


class Outline:
    """Names and sizes of all elements of a tree, as it is when this is made.

    Attributes:
        elements: The elements in document order.
        texts: The pieces of text in document order.
        owners: For each piece the element it stands in, or behind which it stands.
        tails: For each piece whether it stands behind its owner.
    """

    def __init__(self, tree: Any) -> None:
        self.elements = list(tree.iter(etree.Element))
        self.texts: list[str] = []
        self.owners: list[Any] = []
        self.tails: list[bool] = []
        self._ordered: list[Size] = []
        lengths_behind = self._read(tree)
        self._sizes: dict[Any, Size] = dict(zip(self.elements, self._ordered, strict=True))
        self._sum_up(lengths_behind)

    def sized(self) -> Iterator[tuple[Any, Size]]:
        """Return the elements in document order, each with its size."""
        return zip(self.elements, self._ordered, strict=True)

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

    def _read(self, tree: Any) -> list[int]:
        """Read the elements without their children, and return how much text stands behind each.

        Most have a class and no other name, so that those with others are found all at once. No function is called
        for blank text: there are thousands of pieces on a page.
        """
        lengths, keep_size, called_by_more = [], self._ordered.append, set(_CALLED_BY_MORE(tree))
        for element in self.elements:
            text, tail, tag = element.text, element.tail, element.tag
            own = len(text.strip()) if text else 0
            behind = len(tail.strip()) if tail else 0
            if own:
                self._keep(text, element, is_tail=False)
            if behind:
                self._keep(tail, element, is_tail=True)
            lengths.append(behind)
            name = called(element) if element in called_by_more else _plain(element.get("class"))
            keep_size(Size(tag, name, own, own))
        return lengths

    def _keep(self, text: str, owner: Any, *, is_tail: bool) -> None:
        """Keep a piece of text that is not blank."""
        self.texts.append(text)
        self.owners.append(owner)
        self.tails.append(is_tail)

    def _sum_up(self, lengths_behind: list[int]) -> None:
        """Complete every element after its children, and add it to its parent."""
        sizes = self._sizes
        together = zip(reversed(self.elements), reversed(self._ordered), reversed(lengths_behind), strict=True)
        for element, size, behind in together:
            tag = size.tag
            if tag in SILENT:
                size.characters = size.line = size.linked = size.prose = 0
            elif tag == "a":
                size.linked, size.line_linked = size.characters, size.line
            elif tag == "h1":
                size.has_heading = True
            is_inline = tag in INLINE
            if not is_inline and size.line >= LONG_LINE and 2 * size.line_linked < size.line:
                size.prose += size.line
            parent = sizes.get(element.getparent())
            if parent is not None:
                _add(parent, size, behind, is_inline)


def _add(parent: Size, size: Size, behind: int, is_inline: bool) -> None:
    """Add what an element holds, and the text behind it, to its parent."""
    if behind:
        parent.characters += behind
        parent.line += behind
    if size.characters:
        parent.characters += size.characters
        parent.linked += size.linked
        parent.prose += size.prose
    if size.has_heading:
        parent.has_heading = True
    if is_inline:
        parent.line += size.line
        parent.line_linked += size.line_linked
        parent.has_blocks = parent.has_blocks or size.has_blocks
    else:
        parent.has_blocks = True


@lru_cache(maxsize=16384)
def plain_name(name: str) -> str:
    """Return a name as it is compared: lower case, its parts joined by hyphens."""
    return _SEPARATORS.sub("-", _CAMEL.sub("-", name)).lower().strip("-")


def called(element: Any) -> str:
    """Return what an element is called, by its class, id and roles in the order in which they are written."""
    return _plain(" ".join(value for attribute, value in element.items() if attribute in _CALLED_BY and value))


def _plain(name: str | None) -> str:
    """Return a name as it is compared; empty where there is none, as for most elements."""
    return plain_name(name[:_NAME_LIMIT]) if name else ""
