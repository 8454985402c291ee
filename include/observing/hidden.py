"""Elements that a page holds and a browser may not show: what stands in them was not seen, and cannot be missing."""

from typing import Any

from include.pages.page import Page

_ELEMENTS_LIMIT = 200
_STYLE = "contains(translate(@style, ' ', ''), '{}')"
_HIDDEN = (
    "//noscript | //template | //textarea | //select | //button | //svg[.//text] | //*[@hidden]"
    f" | //*[{_STYLE.format('display:none')} or {_STYLE.format('visibility:hidden')}]"
)


def hidden_elements(page: Page) -> list[Any]:
    """Return the last elements of a page that a browser may not show, in their order; a few hundred at most."""
    found: list[Any] = page.tree.xpath(_HIDDEN)
    return found[-_ELEMENTS_LIMIT:]
