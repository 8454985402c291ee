"""The part of an article page that is the article: from its title to what stands just below its text."""

from include.pages.extraction.article import ExtractedArticle
from include.pages.observing.words import fold
from include.pages.page import Page
from include.pages.visible import Area, Line

_LINES_BEFORE = 4
_LINES_AFTER = 10
_OUTSIDE = Area.FOOTER | Area.NAVIGATION | Area.COMMENTS | Area.HIDDEN
_PROBE = 40


def find_item(page: Page, article: ExtractedArticle) -> list[Line]:
    """Return the lines of the article: title, its surroundings, text, and some lines after; no footer, no comments."""
    visible = page.visible
    lines = visible.lines
    texts = [visible.folded(line) for line in lines]
    first = _index_of(texts, fold(article.title or ""), 0)
    paragraphs = [fold(paragraph) for paragraph in (article.text or "").split("\n") if len(paragraph) >= 15]
    start = _index_of(texts, paragraphs[0], first or 0) if paragraphs else None
    last = start
    for paragraph in paragraphs[-3:]:
        found = _index_of(texts, paragraph, last or 0)
        last = found if found is not None else last
    begin = max(0, (first if first is not None else (start or 0)) - _LINES_BEFORE)
    end = len(lines) if last is None else min(len(lines), last + 1 + _LINES_AFTER)
    return [line for line in lines[begin:end] if not line.area & _OUTSIDE]


def _index_of(texts: list[str], words: str, after: int) -> int | None:
    """Return the first line from an index on that holds the start of the words."""
    probe = words[:_PROBE]
    if not probe:
        return None
    return next((index for index in range(after, len(texts)) if probe in texts[index]), None)
