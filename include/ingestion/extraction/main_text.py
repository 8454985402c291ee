"""The main text of a page of an unknown site, by trafilatura.

Its fast mode reads nearly every page as well as its best mode; only where it yields suspiciously little is the page
read once more with the comparison of extractors that the best mode adds.
"""

from typing import Any

from trafilatura import bare_extraction
from trafilatura.xml import xmltotxt

from include.ingestion.extraction.blocks import one_line
from include.ingestion.page import Page

_LITTLE = 450


def read(page: Page) -> str | None:
    """Return the main text, paragraphs by line feeds, or nothing when the page has none; comments are left out."""
    text = _extract(page.tree, page.url, is_fast=True)
    if text is None or len(text) < _LITTLE:
        text = _extract(page.tree, page.url, is_fast=False) or text
    return text


def _extract(tree: Any, url: str, *, is_fast: bool) -> str | None:
    """Run trafilatura once; it works on a copy of the tree."""
    document = bare_extraction(tree, url=url or None, fast=is_fast, include_comments=False)
    if document is None or document.body is None:
        return None
    lines = (one_line(line) for line in xmltotxt(document.body, False).splitlines())
    return "\n".join(line for line in lines if line) or None
