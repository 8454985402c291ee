"""A copy of a page's tree without what no article holds: furniture, readers' comments, scripts, forms."""

from collections.abc import Collection
from copy import copy
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from include.pages.outline import Outline
from include.pages.page import Page

_DROPPED_WORDS = """
applet area audio button canvas datalist embed footer frame frameset iframe img input link map menu nav noindex
object optgroup option param picture progress script select source style svg textarea track video
"""
_DROPPED = tuple(_DROPPED_WORDS.split())


_LINE_TAGS = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "li", "div", "strong", "b", "em"))
_LINKED_SHARE = 0.85
_CAPTION_LENGTH = 40
_LABEL_LENGTH = 15  # characters: shorter links are names of places and persons, not lines that lead elsewhere


def lean_tree(page: Page) -> HtmlElement:
    """Return a copy of the page's tree without furniture, comments and lines that are a link; the rest stays."""
    lean = _copy_without(page, {*page.comments, *page.furniture, *_linked_lines(page.outline)})
    _keep_captions(lean)
    return lean


def _keep_captions(lean: HtmlElement) -> None:
    """Make captions of a sentence paragraphs, in a copy of the tree: a photo story has no others."""
    for caption in list(lean.iter("figcaption")):
        if len(caption.text_content()) >= _CAPTION_LENGTH:
            caption.tag = "p"
            parent = caption.getparent()
            if parent is not None and parent.tag == "figure":
                parent.tag = "div"


def prose_left(page: Page) -> tuple[int, int]:
    """Return the characters of the page's prose without comments, and of that what furniture leaves."""
    outline = page.outline
    whole = outline.of(page.tree).prose - _prose_in(page.comments, outline)
    unwanted = page.comments | page.furniture
    return whole, outline.of(page.tree).prose - _prose_in(unwanted, outline)


def _prose_in(elements: Collection[Any], outline: Outline) -> int:
    """Return the prose in elements, of which some may lie in others."""
    outer = (element for element in elements if not any(above in elements for above in element.iterancestors()))
    return sum(outline.of(element).prose for element in outer)


def bare_tree(page: Page) -> HtmlElement:
    """Return a copy without comments and linked lines alone, for a page whose furniture is not what it is called."""
    return _copy_without(page, {*page.comments, *_linked_lines(page.outline)})


def _copy_without(page: Page, unwanted: Collection[Any]) -> HtmlElement:
    """Return a copy of a page's tree without some of its elements; what stands after them stays."""
    lean = copy(page.tree)
    for twin in _twins(page.tree, lean, unwanted):
        if twin.getparent() is not None:
            twin.drop_tree()
    etree.strip_elements(lean, *_DROPPED, with_tail=False)
    return lean


def _twins(tree: HtmlElement, lean: HtmlElement, elements: Collection[Any]) -> list[HtmlElement]:
    """Return what stands in a copy of a tree in the places of some elements; only what is around them is read."""
    twins = {tree: lean}
    for element in elements:
        chain = []
        while element not in twins:
            chain.append(element)
            element = element.getparent()
        for below in reversed(chain):
            if below not in twins:
                above = below.getparent()
                twins.update(zip(above, twins[above], strict=True))
    return [twins[element] for element in elements]


def _linked_lines(outline: Outline) -> list[Any]:
    """Return the lines that are nothing but a link to another item."""
    return [
        element
        for element, size in outline.sized()
        if size.line_linked
        and size.line >= _LABEL_LENGTH
        and not size.has_blocks
        and size.tag in _LINE_TAGS
        and size.line_linked >= _LINKED_SHARE * size.line
    ]
