"""What a reader sees of a page, line by line, and where each piece of it lies in the source.

A light scanner of its own instead of a tree: a tree forgets offsets, and every observation needs one as evidence.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntFlag

from include.ingestion.extraction.blocks import INLINE


class Area(IntFlag):
    """Parts of a page that text can lie in."""

    FOOTER = 1
    HEADER = 2
    NAVIGATION = 4
    COMMENTS = 8
    HEADING = 16
    HIDDEN = 32


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text without markup: its place in the visible text and in the source."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor: its address as written and the visible text it covers."""

    href: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A block of text as one line."""

    start: int
    end: int
    area: Area


@dataclass(slots=True)
class Part:
    """An element that is a footer, a header or a place for comments, and what fills it."""

    area: Area
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

    def line_text(self, line: Line) -> str:
        """Return the text of a line."""
        return self.text[line.start : line.end]

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


_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|template|noscript|svg|iframe|object)\b(?P<rawattrs>[^>]{0,4000})>"
    r"(?P<content>.*?)(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<attrs>(?:[^>\"']|\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}')*+)>"
    r"|<[!?/]?[^<>]{0,4000}>",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_VOID_WORDS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_WORDS.split())
_INLINE = INLINE | {"img"}
_UNSEEN = {"head", "title", "textarea", "select", "button"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NAMES = (
    (
        Area.COMMENTS,
        re.compile(r"(?:^|[\s_-])(?:comments?|binh-?luan|y-?kien|disqus|fb-comments)|comment(?:list|box|s)\b", re.I),
    ),
    (Area.FOOTER, re.compile(r"(?:^|[\s_-])(?:footer|foot|chan-?trang|page-bottom|copyright)|footer\b", re.I)),
    (Area.HEADER, re.compile(r"(?:^|[\s_-])(?:header|masthead|top-?bar|logo|banner-top)|header\b", re.I)),
    (Area.NAVIGATION, re.compile(r"(?:^|[\s_-])(?:nav|navbar|menu|navigation|breadcrumbs?)(?:$|[\s_-])", re.I)),
)
_TAGS = {"footer": Area.FOOTER, "header": Area.HEADER, "nav": Area.NAVIGATION} | dict.fromkeys(_HEADINGS, Area.HEADING)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|$|=)|display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_UNIT = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);|\s+|.", re.I | re.S)


def read_visible(source: str) -> Visible:
    """Scan a decoded page once and return what is seen of it."""
    return _Scanner(source).scan()


class _Scanner:
    """Walks over the tokens of a page and keeps the stack of open elements."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Visible(_source=source)
        self.pieces: list[str] = []
        self.length = 0
        self.line_start = 0
        self.line_area = Area(0)
        self.stack: list[tuple[str, Area, bool, Part | None]] = []
        self.area = Area(0)
        self.unseen = 0
        self.anchors: list[tuple[str, int]] = []

    def scan(self) -> Visible:
        """Return the whole page's visible text."""
        position = 0
        for token in _TOKEN.finditer(self.source):
            self._add(position, token.start())
            position = token.end()
            if token["raw"]:
                self._add_raw(token["raw"].lower(), token["rawattrs"], token["content"])
            elif token["tag"]:
                self._add_tag(token)
        self._add(position, len(self.source))
        self._break()
        self.found.text = "".join(self.pieces)
        return self.found

    def _add(self, start: int, end: int) -> None:
        """Add the text between two tokens."""
        if start >= end or self.unseen or self.area & Area.HIDDEN:
            return
        raw = self.source[start:end]
        if not self.length or self.length == self.line_start or self.pieces[-1][-1:].isspace():
            raw = raw.lstrip()
        if not raw:
            return
        text = _collapse(raw)
        start = end - len(raw)
        if text != " ":
            self.found.runs.append(Run(self.length, self.length + len(text), start, end))
            self.line_area |= self.area
            for _, _, _, part in self.stack:
                if part:
                    part.characters += len(text)
        self.pieces.append(text)
        self.length += len(text)

    def _break(self) -> None:
        """End the line."""
        if self.length > self.line_start:
            self.found.lines.append(Line(self.line_start, self.length, self.line_area))
            self.pieces.append("\n")
            self.length += 1
        self.line_start = self.length
        self.line_area = Area(0)

    def _add_raw(self, tag: str, attributes: str, content: str) -> None:
        """Take note of a script or drawing; its content is not text."""
        if tag == "script":
            self.found.scripts.append(f"{attributes} {content}")
        for _, _, _, part in self.stack:
            if part:
                part.scripts += tag == "script"
                part.images += tag in ("svg", "object")

    def _add_tag(self, token: re.Match[str]) -> None:
        """Open or close an element."""
        tag = token["tag"].lower()
        if tag not in _INLINE:
            self._break()
        if token["close"]:
            self._close(tag, token.end())
        elif tag in _VOID:
            if tag == "img":
                for _, _, _, part in self.stack:
                    if part:
                        part.images += 1
        else:
            self._open(tag, token["attrs"], token.start())

    def _open(self, tag: str, attributes: str, start: int) -> None:
        """Push an element with the areas its name, class and id give it."""
        area, part = _TAGS.get(tag, Area(0)), None
        if attributes and not attributes.isspace():
            names = {
                name.lower(): first or second or third for name, first, second, third in _ATTRIBUTE.findall(attributes)
            }
            called = f"{names.get('class', '')} {names.get('id', '')}".strip()
            if called and tag not in ("body", "html", "a"):
                area |= next((area for area, name in _NAMES if name.search(called)), Area(0))
            if _HIDDEN.search(attributes) and (" hidden" in attributes or _HIDDEN.search(names.get("style", ""))):
                area |= Area.HIDDEN
            if tag == "a":
                self.anchors.append((html.unescape(names.get("href", "")), self.length))
        elif tag == "a":
            self.anchors.append(("", self.length))
        if area & (Area.FOOTER | Area.HEADER | Area.COMMENTS):
            part = Part(area, start)
            self.found.parts.append(part)
        self.stack.append((tag, self.area, tag in _UNSEEN, part))
        self.area |= area
        self.unseen += tag in _UNSEEN

    def _close(self, tag: str, end: int) -> None:
        """Pop up to the element that is closed; a stray end tag closes nothing."""
        if tag == "a" and self.anchors:
            href, start = self.anchors.pop()
            if href:
                self.found.links.append(Link(href, start, self.length))
        depth = next((index for index in range(len(self.stack) - 1, -1, -1) if self.stack[index][0] == tag), None)
        if depth is None:
            return
        self.area = self.stack[depth][1]
        for _, _, unseen, part in self.stack[depth:]:
            self.unseen -= unseen
            if part:
                part.source_end = end
        del self.stack[depth:]


def _collapse(raw: str) -> str:
    """Return raw text with entities decoded, blanks collapsed and letters composed."""
    text = html.unescape(raw) if "&" in raw else raw
    collapsed = " ".join(text.split())
    if not collapsed:
        return " "
    head = " " if text[0].isspace() else ""
    tail = " " if text[-1].isspace() else ""
    return unicodedata.normalize("NFC", f"{head}{collapsed}{tail}")


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
            seen += len(shown)
            blank = False
    return run.source_end if seen >= wanted else None
