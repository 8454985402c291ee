"""Whether decoded bytes begin as an HTML page does, for whoever is handed a file and must not read another kind."""

import re

from lxml.html import defs

from include.pages.page import Page

_OPENING = 20_000  # characters before the first element; what takes more is no page that a reader would wait for
_PROLOGUE = re.compile(r"[\s\ufeff]+|<\?[^>]*>|<!--.*?-->|<![^>]*>", re.S)
_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.I)
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)", re.I)
_NAMES = (defs.tags | {"main", "picture"}) - {"svg", "math"}


def begins_as_html(page: Page) -> bool:
    """Return whether nothing but a prologue stands before a page's first element, and that is one of HTML.

    A picture, an archive, a feed and plain text do not begin so, and an empty file has no element.
    """
    source, place = page.source[:_OPENING], 0
    while part := _PROLOGUE.match(source, place):
        if _DOCTYPE.match(part[0]):
            return True
        place = part.end()
    first = _ELEMENT.match(source, place)
    return first is not None and first[1].lower() in _NAMES
