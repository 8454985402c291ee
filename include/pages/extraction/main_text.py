"""The main text of a page of an unknown site, by trafilatura on what is left of the page without its furniture.

Its fast mode reads nearly every page as well as its best mode. Where it took *too little* of the page's prose, because
it stopped at an advert or because the article stood in what is called furniture, the page is read again with its
furniture, and the fuller reading wins. The lead above the body is put before it.
"""

from dataclasses import dataclass
from functools import cache

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from include.pages.blocks import one_line
from include.pages.extraction.leads import find_lead
from include.pages.extraction.lean import bare_tree, lean_tree, prose_left
from include.pages.extraction.text_lines import clean_lines
from include.pages.extraction.titles import Title
from include.pages.page import Page

_SHARE = 0.5  # of the page's prose: a reading that took less may have stopped too early
_MORE = 1.5  # times as much: what another way must find to be believed


@dataclass(frozen=True)
class MainText:
    """The text of an article.

    Attributes:
        text: Its paragraphs, by line feeds; nothing where the page has none.
        has_byline: Whether its first or last lines named an author; the name is not in the text.
    """

    text: str | None
    has_byline: bool = False


def read(page: Page, title: Title, summary: str | None = None) -> MainText:
    """Return the main text of a page with its lead; comments, furniture and names of authors are left out.

    Args:
        page: The open page.
        title: Its title and the element that shows it.
        summary: What the page declares as its description.
    """
    lean = lean_tree(page)
    text = _extract(lean, page.url, is_fast=True)
    whole, left = prose_left(page)
    if len(text) < whole and left < _SHARE * whole:
        text = _fuller(text, _extract(bare_tree(page), page.url, is_fast=True))
    elif len(text) < _SHARE * left:
        text = _fuller(text, _extract(lean, page.url, is_fast=False))
    return finish(page, text.splitlines(), title, summary)


def finish(page: Page, lines: list[str], title: Title, summary: str | None = None) -> MainText:
    """Return the text of lines that were read, with the lead above them and without what is not the article."""
    unwanted = page.comments | page.furniture
    lead = find_lead(page.tree, page.outline, title.element, unwanted, summary, lines)
    kept, has_byline = clean_lines([*lead, *lines], title.text)
    return MainText("\n".join(kept) or None, has_byline)


def _fuller(text: str, other: str) -> str:
    """Return the reading that found clearly more."""
    return other if len(other) > _MORE * len(text) else text


@cache
def _options(*, is_fast: bool) -> Extractor:
    """Return how trafilatura reads, made once: it looks its defaults up in a file's text each time."""
    return Extractor(output_format="python", fast=is_fast, comments=False)


def _extract(tree: HtmlElement, url: str, *, is_fast: bool) -> str:
    """Run trafilatura once; it works on a copy of the tree."""
    document = bare_extraction(tree, url=url or None, fast=is_fast, options=_options(is_fast=is_fast))
    lines = (one_line(line) for line in ((document.text if document else None) or "").splitlines())
    return "\n".join(line for line in lines if line)
