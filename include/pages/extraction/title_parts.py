"""The parts of a page around the title of an article: which of them hold the article alone."""

import re
from itertools import islice
from typing import Any

from include.pages.outline import Outline

_PATH_NAME = re.compile(r"(?:^|-)\w*crumbs?\w*(?:-|$)|(?:^|-)duong-?dan(?:-|$)")
_ARTICLE_DATE = re.compile(
    r"(?:^|-)(?:publish\w*|posted\w*|pub-?(?:date|time)|(?:post|entry|article|detail|news|content)-?\w*-?(?:date|time)\w*"
    r"|(?:date|time)-?(?:post|publish|detail|news)\w*|ngay-?(?:dang|xuat-?ban))(?:-|$)"
)
_LABELLED = re.compile(r"\W*(?:đăng|xuất bản|ngày đăng|posted|published)\b", re.I)
_LINE = 160  # characters
_PATH_LINKS = 5  # links: a path of sections has fewer


class TitleParts:
    """What surrounds a title, each part found out once for all dates of a page.

    Attributes:
        title: The element that shows the title, if one does.
        outline: What the page's elements are called and hold.
    """

    def __init__(self, title: Any, outline: Outline) -> None:
        """Start with no part known."""
        self.title = title
        self.outline = outline
        self._branches = _branches(title) if title is not None else {}
        self._parts: dict[Any, bool] = {}

    def shares_part(self, element: Any) -> bool:
        """Return whether a date before the title lies with it in a part of the page without menu, footer or header.

        Outside the block that holds title and text a clock may stand as well: there only what is named or labelled as
        the date of an article counts.
        """
        for above in (element, *element.iterancestors()):
            if above in self._branches:
                if above not in self._parts:
                    self._parts[above] = self._is_articles_own(above)
                return self._parts[above] and (self._holds_text_apart(above) or self._is_of_article(element))
            if above.tag == "header":
                return False
        return False

    def _is_articles_own(self, part: Any) -> bool:
        """Return whether an element around the title is a part of the page that holds the article alone."""
        if part.tag in ("body", "html", "form") or part.find(".//nav") is not None:
            return False
        if any(_is_menu(before, self.outline) for before in self._branches[part].itersiblings(preceding=True)):
            return False
        return not any(footer.getparent().tag not in ("article", "blockquote") for footer in part.iterfind(".//footer"))

    def _holds_text_apart(self, part: Any) -> bool:
        """Return whether an element around the title holds most of its prose elsewhere than beside the title."""
        return 2 * self.outline.of(self._branches[part]).prose <= self.outline.of(part).prose

    def _is_of_article(self, element: Any) -> bool:
        """Return whether an element is named or labelled as the date of an article."""
        text = self.outline.text(element, _LINE)
        return bool(_ARTICLE_DATE.search(self.outline.name(element)) or (text and _LABELLED.match(text)))


def _branches(title: Any) -> dict[Any, Any]:
    """Return the elements around a title, each with the one of its children that holds it."""
    chain = [title, *title.iterancestors()]
    return dict(zip(chain[1:], chain, strict=False))


def _is_menu(element: Any, outline: Outline) -> bool:
    """Return whether an element is mostly links, and more of them than a path of sections has."""
    size = outline.of(element) if isinstance(element.tag, str) else None
    if size is None or 2 * size.linked <= size.characters or _PATH_NAME.search(size.name):
        return False
    return sum(1 for _ in islice(element.iter("a"), _PATH_LINKS)) == _PATH_LINKS
