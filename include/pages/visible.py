"""What a reader sees of a page, line by line, and where each piece of it lies in the source.

A light scanner of its own instead of a tree: a tree forgets offsets, and every observation needs one as evidence.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from include.pages.areas import Area as Area
from include.pages.areas import address_of, area_of
from include.pages.blocks import INLINE


class Run(NamedTuple):
    """A stretch of text without markup: its place in the visible text and in the source."""

    start: int
    end: int
    source_start: int
    source_end: int


class Link(NamedTuple):
    """An anchor: its address as written and the visible text it covers."""

    href: str
    start: int
    end: int


class Line(NamedTuple):
    """A block of text as one line."""

    start: int
    end: int
    area: int


@dataclass(slots=True)
class Part:
    """An element that is a footer, a header or a place for comments, and what fills it."""

    area: int
    source_start: int
    source_end: int = 0
    characters: int = 0
    images: int = 0
    scripts: int = 0


@dataclass(slots=True)
class Visible:
    """The visible text and its parts; lines are separated by line feeds."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    _source: str = ""
    _folded: dict[int, str] = field(default_factory=dict)
    _earliest: list[int] = field(default_factory=list)

    def line_text(self, line: Line) -> str:
        """Return the text of a line."""
        return self.text[line.start : line.end]

    def folded(self, line: Line) -> str:
        """Return the text of a line for comparing; all lines are folded together, once."""
        if not self._folded:
            folded = unicodedata.normalize("NFC", self.text).casefold().split("\n")
            self._folded = {line.start: text.strip() for line, text in zip(self.lines, folded, strict=False)}
        return self._folded[line.start]

    def links_over(self, line: Line) -> Iterator[Link]:
        """Yield the links that overlap a line, in the order of their ends; of a crowd of them only the first."""
        if not self._earliest:  # by link the earliest start of it and all that end after it
            self._earliest = [*accumulate((link.start for link in reversed(self.links)), min)][::-1]
        first = bisect_right(self.links, line.start, key=lambda link: link.end)
        for index in range(first, min(first + _CROWD, len(self.links))):
            if self._earliest[index] >= line.end:
                return
            if self.links[index].start < line.end:
                yield self.links[index]

    def holding(self, lines: list[Line], words: tuple[str, ...]) -> list[int]:
        """Return the indexes of the lines that hold one of the words, compared folded."""
        texts = [self.folded(line) for line in lines]
        whole = "\n".join(texts)
        met = [word for word in words if word in whole]
        return [n for n, text in enumerate(texts) if any(word in text for word in met)] if met else []

    def snippet(self, start: int, end: int, limit: int = 200) -> tuple[str, int] | None:
        """Return the source of the longest run within a stretch of visible text, and its offset there."""
        inside = [run for run in self.runs if run.start < end and run.end > start]
        if not inside:
            return None
        run = max(inside, key=lambda run: min(run.end, end) - max(run.start, start))
        first = _source_offset(self._source, run, max(start, run.start))
        last = _source_offset(self._source, run, min(end, run.end))
        if first is None or last is None:
            first, last = run.source_start, run.source_end
        found = self._source[first : min(last, first + limit)]
        stripped = found.strip()
        return (stripped, first + found.index(stripped)) if stripped else None


_CROWD = 1000  # links over one line: more are nobody's to read
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|template(?![^>]{0,300}\bshadowroot)|noscript|svg|iframe|object)\b(?P<rawattrs>[^>]{0,4000}+)>"
    r"(?P<content>.*?)(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<attrs>[^<>\"']*+(?:(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}')[^<>\"']*+)*)>"
    r"|<[!?/]?[^<>]{0,4000}+>",
    re.S | re.I,
)
_VOID_WORDS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_WORDS.split())
_INLINE = INLINE | {"img"}
_HEAD_TAGS = {"head", "title", "noscript"}  # a head may hold them, and what has no end or raw text
_UNSEEN = {"head", "title", "textarea", "select", "button"}
_PARTS, _HIDDEN = Area.FOOTER | Area.HEADER | Area.COMMENTS, Area.HIDDEN
_UNPRINTED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")  # signs that nobody sees
_UNIT = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);|\s+|.", re.I | re.S)


def read_visible(source: str) -> Visible:
    """Scan a decoded page once and return what is seen of it."""
    return _Scanner(source).scan()


class _Scanner:
    """Walks over the tokens of a page and keeps the stack of open elements.

    What fills a part is counted for the page as a whole and set off at the part's borders, so that deep nesting costs
    no more than flat text.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Visible(_source=source)
        self.pieces: list[str] = []
        self.length = 0
        self.line_start = 0
        self.line_area = Area.NOWHERE
        self.is_after_blank = True
        self.stack: list[tuple[str, int, Part | None]] = []
        self.open_tags: dict[str, int] = {}
        self.area = Area.NOWHERE
        self.unseen = 0
        self.anchors: list[tuple[str, int]] = []
        self.characters = self.images = self.scripts = 0

    def scan(self) -> Visible:
        """Return the whole page's visible text."""
        position = 0
        for token in _TOKEN.finditer(self.source):
            start, end = token.span()
            if position < start and not self.unseen and not self.area & _HIDDEN:
                self._add(position, start)
            position = end
            kind = token.lastgroup
            if kind == "attrs":
                self._add_tag(token)
            elif kind == "content":
                self._add_raw(token["raw"].lower(), token["rawattrs"], token["content"])
        if position < len(self.source) and not self.unseen and not self.area & _HIDDEN:
            self._add(position, len(self.source))
        if self.length > self.line_start:
            self._break()
        for _, _, part in self.stack:
            self._fill(part)
        self.found.text = "".join(self.pieces)
        return self.found

    def _add(self, start: int, end: int) -> None:
        """Add the text between two tokens."""
        raw = self.source[start:end]
        if self.is_after_blank:
            raw = raw.lstrip()
            if not raw:
                return
        text = _collapse(raw)
        if not text:
            return
        if text != " ":
            self.found.runs.append(Run(self.length, self.length + len(text), end - len(raw), end))
            self.line_area |= self.area
            self.characters += len(text)
        self.pieces.append(text)
        self.length += len(text)
        self.is_after_blank = text[-1].isspace()

    def _break(self) -> None:
        """End the line, which holds something."""
        self.found.lines.append(Line(self.line_start, self.length, self.line_area))
        self.pieces.append("\n")
        self.length += 1
        self.line_start = self.length
        self.is_after_blank = True
        self.line_area = Area.NOWHERE

    def _add_raw(self, tag: str, attributes: str, content: str) -> None:
        """Take note of a script or drawing; its content is not text."""
        if tag == "script":
            self.found.scripts.append(f"{attributes} {content}")
            self.scripts += 1
        elif tag in ("svg", "object"):
            self.images += 1

    def _add_tag(self, token: re.Match[str]) -> None:
        """Open or close an element."""
        is_closing, tag, attributes = token.group("close", "tag", "attrs")
        tag = tag.lower()
        if self.length > self.line_start and tag not in _INLINE:
            self._break()
        if is_closing:
            self._close(tag, token.end())
        elif tag not in _VOID:
            if self.unseen and tag not in _HEAD_TAGS and self.open_tags.get("head"):
                self._close("head", token.start())  # what no head holds ends one that nobody closed
            self._open(tag, attributes, token.start())
        elif tag == "img":
            self.images += 1

    def _open(self, tag: str, attributes: str, start: int) -> None:
        """Push an element with the areas its name, class and id give it."""
        if tag == "a":
            self.anchors.append((address_of(attributes), self.length))
        area = area_of(tag, attributes)
        part = None
        if area & _PARTS:
            part = Part(area, start, 0, -self.characters, -self.images, -self.scripts)
            self.found.parts.append(part)
        self.stack.append((tag, self.area, part))
        self.open_tags[tag] = self.open_tags.get(tag, 0) + 1
        self.area |= area
        self.unseen += tag in _UNSEEN

    def _close(self, tag: str, end: int) -> None:
        """Pop up to the element that is closed; a stray end tag closes nothing."""
        if tag == "a" and self.anchors:
            href, start = self.anchors.pop()
            if href:
                self.found.links.append(Link(href, start, self.length))
        if not self.open_tags.get(tag):
            return
        popped = ""
        while popped != tag:
            popped, self.area, part = self.stack.pop()
            self.open_tags[popped] -= 1
            self.unseen -= popped in _UNSEEN
            if part:
                self._fill(part)
                part.source_end = end

    def _fill(self, part: Part | None) -> None:
        """Set what fills a part: what the page held when it ended, less what it held when it began."""
        if part:
            part.characters += self.characters
            part.images += self.images
            part.scripts += self.scripts


def _collapse(raw: str) -> str:
    """Return raw text with entities decoded, blanks collapsed and letters composed."""
    text = _UNPRINTED.sub("", html.unescape(raw) if "&" in raw else raw)
    if not text:
        return ""
    collapsed = " ".join(text.split())
    if not collapsed:
        return " "
    if text[0].isspace():
        collapsed = f" {collapsed}"
    if text[-1].isspace():
        collapsed = f"{collapsed} "
    return unicodedata.normalize("NFC", collapsed)


def _source_offset(source: str, run: Run, position: int) -> int | None:
    """Return the offset in the source of a position in a run; nothing when composing has shifted it."""
    wanted, seen, blank = position - run.start, 0, False
    for unit in _UNIT.finditer(source, run.source_start, run.source_end):
        if seen >= wanted:
            return unit.start()
        shown = html.unescape(unit[0])
        if shown.isspace():
            seen += not blank
            blank = True
        else:
            seen += len(_UNPRINTED.sub("", shown))
            blank = False
    return run.source_end if seen >= wanted else None
