"""The main text of a page of an unknown site, by trafilatura.

Its fast mode reads nearly every page as well as its best mode, and what it would drop in any case is taken off
beforehand, since each of its many passes looks at every element. Only where that yields suspiciously little is the
whole page read once more, with the comparison of extractors that the best mode adds.
"""

from copy import copy

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.xml import xmltotxt

from include.pages.blocks import one_line
from include.pages.page import Page

_LITTLE = 450
_DROPPED_WORDS = """
applet area aside audio button canvas datalist embed footer frame frameset iframe img input link map menu nav noindex
object optgroup option param picture progress select source style svg textarea track video
"""
_DROPPED = tuple(_DROPPED_WORDS.split())


def read(page: Page) -> str | None:
    """Return the main text, paragraphs by line feeds, or nothing when the page has none; comments are left out."""
    text = _extract(_lean(page.tree), page.url, is_fast=True)
    if text is None or len(text) < _LITTLE:
        text = _extract(page.tree, page.url, is_fast=False) or text
    return text


def _lean(tree: HtmlElement) -> HtmlElement:
    """Return a copy without the elements that hold no part of an article; what stands after them stays."""
    lean = copy(tree)
    etree.strip_elements(lean, *_DROPPED, with_tail=False)
    return lean


def _extract(tree: HtmlElement, url: str, *, is_fast: bool) -> str | None:
    """Run trafilatura once; it works on a copy of the tree."""
    document = bare_extraction(tree, url=url or None, fast=is_fast, include_comments=False)
    if document is None or document.body is None:
        return None
    lines = (one_line(line) for line in xmltotxt(document.body, False).splitlines())
    return "\n".join(line for line in lines if line) or None
