"""The main text of a page of an unknown site, by trafilatura."""

from copy import deepcopy

from trafilatura import bare_extraction

from include.ingestion.extraction.blocks import one_line
from include.ingestion.page import Page


def read(page: Page) -> str | None:
    """Return the main text, paragraphs by line feeds, or nothing when the page has none; comments are left out."""
    document = bare_extraction(deepcopy(page.tree), url=page.url, fast=True, include_comments=False)
    if document is None:
        return None
    paragraphs = (one_line(line) for line in (document.text or "").splitlines())
    return "\n".join(line for line in paragraphs if line) or None
