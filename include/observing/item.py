"""The part of an article page that is the article, line by line, and which part of it each line is."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum

from include.observing.words import fold
from include.pages.extraction.article import ExtractedArticle
from include.pages.furniture import heads_others
from include.pages.page import Page
from include.pages.source_spans import end_of_element
from include.pages.visible import Area, Line, Part, Visible

_LINES_BEFORE = 6
_END_LIMIT = 40  # lines below the text that may still be the article's
_AFTER_LIMIT = 60  # lines behind them, of other articles, in which only labelled words count
HEAD_LIMIT = 100  # lines between title and text that are examined one by one
_OUTSIDE = Area.NAVIGATION | Area.COMMENTS | Area.HIDDEN
_PROBE = 40
_ARTICLES = 50  # elements of a page, teasers among them, that are looked into
_LEAD_MINIMUM = 40
_LEADS = 3
_CREDITS = re.compile(r"nguồn|theo|dẫn|trích|đăng|gốc|source|via|tin từ|xuất xứ|bản tin|tổng hợp|tham khảo", re.I)
_ARTICLE = re.compile(r"<article\b", re.I)
_OWN_FOOTER = re.compile(
    r"<\w+[^<>]*(?:class|id)\s*=\s*[\"']?[^\"'<>]*(?:article|post|entry|content|detail|news|story|single|bai|tin)"
    r"[\w-]*foot|foot\w*[-_](?:article|post|entry|content|detail|news|story|bai|tin)",
    re.I,
)


class Zone(IntEnum):
    """Where in an article a line stands."""

    HEAD = 1  # title and what surrounds it
    LEAD = 2  # first paragraphs
    BODY = 3
    END = 4  # last paragraphs and what follows them
    AFTER = 5  # boxes of other articles below
    FOOTER = 6  # the page's own footer


@dataclass(frozen=True)
class Item:
    """The lines of an article.

    Attributes:
        lines: Its lines, in their order; menus, comments and what is hidden are left out.
        zones: Where each line stands.
        is_whole: Whether beginning and end of the text were found on the page, so that all of it was read.
        section: The section under which it stands.
        title: Its title, folded.
    """

    lines: list[Line]
    zones: list[Zone]
    is_whole: bool
    section: str = ""
    title: str = ""

    def source_span(self, visible: Visible) -> tuple[int, int]:
        """Return where the article stands in the page's source, from the text before it to the text behind it."""
        inside = [line for line, zone in zip(self.lines, self.zones, strict=True) if zone < Zone.AFTER]
        if not inside:
            return 0, 0
        first = bisect_right(visible.runs, inside[0].start, key=lambda run: run.end)
        behind = bisect_right(visible.runs, inside[-1].end, key=lambda run: run.start)
        end = visible.runs[behind].source_start if behind < len(visible.runs) else 1 << 40
        return (visible.runs[first - 1].source_end if first else 0), end

    def own_lines(self) -> list[Line]:
        """Return the lines without those of other articles and of the page's footer."""
        return [line for line, zone in zip(self.lines, self.zones, strict=True) if zone < Zone.AFTER]


def find_item(page: Page, article: ExtractedArticle) -> Item:
    """Return the lines of the article: title, its surroundings, text, its own footer, and what follows."""
    visible = page.visible
    texts = [visible.folded(line) for line in visible.lines]
    title = fold(article.title or "")
    first = _index_of(texts, title, 0)
    paragraphs = [fold(paragraph) for paragraph in (article.text or "").split("\n") if len(paragraph) >= 15]
    behind = 0 if first is None else first + 1  # a first paragraph may repeat the title's words
    starts = (_index_of(texts, paragraph, behind) for paragraph in paragraphs[:3])  # the first may be the title itself
    start = next((found for found in starts if found is not None), None)
    last, is_end_found = start, len(paragraphs) == 1
    for paragraph in paragraphs[-3:]:
        found = _index_of(texts, paragraph, last or 0)
        last = found if found is not None else last
        is_end_found = is_end_found or found is not None
    begin = max(0, (first if first is not None else (start or 0)) - _LINES_BEFORE)
    end = len(texts) if last is None else min(len(texts), last + 1 + _END_LIMIT + _AFTER_LIMIT)
    chosen = [index for index in range(begin, end) if not visible.lines[index].area & _OUTSIDE]
    zones = _zones(page, chosen, first, start, last)
    is_near = first is None or start is None or start - first <= HEAD_LIMIT
    is_whole = start is not None and is_end_found and is_near
    return Item(
        [visible.lines[index] for index in chosen],
        zones,
        is_whole,
        article.section or "",
        title,
    )


def _zones(page: Page, chosen: list[int], title: int | None, start: int | None, last: int | None) -> list[Zone]:
    """Return where each chosen line stands."""
    visible = page.visible
    own = _own_footers(page)
    zones: list[Zone] = []
    is_after, leads = False, 0
    for index in chosen:
        line = visible.lines[index]
        if last is not None and index > last + 1 and not is_after:
            is_after = index > last + _END_LIMIT or _begins_others(visible.line_text(line), line.area)
        is_long = line.end - line.start >= _LEAD_MINIMUM
        at = _offset(visible, line) if line.area & Area.FOOTER else 0
        if line.area & Area.FOOTER and not any(first <= at < end for first, end in own):
            zones.append(Zone.FOOTER)
        elif is_after:
            zones.append(Zone.AFTER)
        elif is_long and leads < _LEADS and (title is None or index > title):
            leads += 1
            zones.append(Zone.LEAD)
        elif start is None or index < start:
            zones.append(Zone.HEAD)
        else:
            zones.append(Zone.END if last is None or index >= last - 1 else Zone.BODY)
    return zones


def _begins_others(text: str, area: int) -> bool:
    """Return whether a line heads other articles; a heading over a credit, or one that is a credit, does not."""
    if heads_others(text):
        return True
    return bool(area & Area.HEADING) and not (_CREDITS.search(text) or text.lstrip().startswith(("(", "[")))


def _own_footers(page: Page) -> list[tuple[int, int]]:
    """Return the stretches of the source that are footers of an article: in it, called so, or not the last."""
    source = page.source
    footers = [part for part in page.visible.parts if part.area & Area.FOOTER]
    starts = [match.start() for match in _ARTICLE.finditer(source)][:_ARTICLES] if footers else []
    articles = [(start, end_of_element(source, start, "article")) for start in starts]
    last = max((part.source_start for part in footers if not _is_within(part, footers)), default=0)
    return [
        (part.source_start, part.source_end or len(source))
        for part in footers
        if any(start < part.source_start < end for start, end in articles)
        or _OWN_FOOTER.match(source[part.source_start : part.source_start + 300])
        or (part.source_end or len(source)) <= last
    ]


def _is_within(part: Part, others: list[Part]) -> bool:
    """Return whether a part lies in another."""
    return any(other.source_start < part.source_start < other.source_end for other in others)


def _offset(visible: Visible, line: Line) -> int:
    """Return where a line begins in the source."""
    at = bisect_right(visible.runs, line.start, key=lambda run: run.end)
    return visible.runs[at].source_start if at < len(visible.runs) else 0


def _index_of(texts: list[str], words: str, after: int) -> int | None:
    """Return the first line from an index on that holds the start of the words."""
    probe = words[:_PROBE]
    if not probe:
        return None
    return next((index for index in range(after, len(texts)) if probe in texts[index]), None)
