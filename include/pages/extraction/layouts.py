"""Reading a page by the CSS selectors of an outlet's layout."""

from dataclasses import dataclass
from functools import cache

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from include.errors import ProfileError
from include.outlets.profile import Layout
from include.pages.blocks import block_text, one_line
from include.pages.dates import Moment, parse_moment
from include.pages.page import Page


@dataclass(frozen=True)
class Reading:
    """What the selectors yielded; empty where they found nothing."""

    title: str | None = None
    summary: str | None = None
    text: str | None = None
    section: str | None = None
    credit: str | None = None
    published: Moment | None = None
    has_byline: bool = False


def read(page: Page, layout: Layout) -> Reading:
    """Read a page by a layout.

    Raises:
        ProfileError: A selector cannot be parsed.
    """
    tree = page.tree
    return Reading(
        title=_first(tree, layout.title),
        summary=_first(tree, layout.summary),
        text=_text(page, layout),
        section=_first(tree, layout.section),
        credit=_first(tree, layout.credit),
        published=_published(tree, layout.published),
        has_byline=bool(_first(tree, layout.byline)),
    )


@cache
def compile_selector(selector: str) -> CSSSelector:
    """Return a selector ready for use.

    Raises:
        ProfileError: It cannot be parsed.
    """
    try:
        return CSSSelector(selector, translator="html")
    except SelectorError as error:
        raise ProfileError(f"The selector {selector!r} cannot be read: {error}.", hint="Correct the layout.") from error


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """Return the elements a selector finds, in their order; an empty selector finds none."""
    return list(compile_selector(selector)(tree)) if selector else []


def _first(tree: HtmlElement, selector: str) -> str | None:
    """Return the text of the first element that has any; a meta element speaks by its content."""
    for element in select(tree, selector):
        found = one_line(element.get("content") if element.tag == "meta" else element.text_content())
        if found:
            return found
    return None


def _text(page: Page, layout: Layout) -> str | None:
    """Return the paragraphs of all text elements, each once, without what the layout drops and without comments."""
    tree = page.tree
    chosen = select(tree, layout.text)
    dropped = {found for selector in layout.drop for found in select(tree, selector)} if chosen else set()
    left_out = dropped.union(page.comments) if chosen else dropped
    covering = dropped.union(chosen)
    parts = [
        block_text(element, left_out)
        for element in chosen
        if element not in dropped and covering.isdisjoint(element.iterancestors())
    ]
    return "\n".join(part for part in parts if part) or None


def _published(tree: HtmlElement, selector: str) -> Moment | None:
    """Read the first date among the elements: a machine-readable attribute first, else the words."""
    for element in select(tree, selector):
        for stamp in (element.get("datetime"), element.get("content"), element.text_content()):
            moment = parse_moment(stamp) if stamp else None
            if moment:
                return moment
    return None
