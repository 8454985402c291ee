"""The section under which an outlet files an article: declared, in the path above it, or beside its title."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from include.pages.blocks import one_line
from include.pages.extraction.linked import Linked
from include.pages.extraction.titles import Title
from include.pages.listings.listing import plain
from include.pages.outline import Outline, plain_name

_HOME = re.compile(r"\W*(?:trang chủ|trang nhất|home(?: ?page)?|index|»|>|/|menu|đầu trang)\W*", re.I)
_PATH_NAME = re.compile(
    r"(?:^|-)(?:bread(?:-?crumbs?)?\w*|duong-?dan\w*|crumbs?|navigat(?:e|or)|site-?path|path|cate-?path|vi-?tri)(?:-|$)"
)
_SECTION_NAME = re.compile(
    r"(?:^|-)(?:cate?|categor(?:y|ies)|cat|chuyen-?muc|muc|section|zone|folder|kicker|channel|cat-links|cate-?name"
    r"|category-?(?:name|link|title)|ten-?chuyen-?muc|article-?section|parent-?cate?)(?:-(?:name|link|title|detail|item|page|art|main))?$"
)
_FILED = re.compile(
    r"\W*(?:(?:thuộc |đăng trong )?(?:chuyên mục|chuyên trang|danh mục|category|categories)\b"
    r"|(?:mục|posted in)(?=\s*:))\W*(?=\w)",
    re.I,
)  # "Chuyên mục: Văn hóa"
_LONGEST = 40
_MOST = 400  # elements around the title that are looked through


def read(tree: Any, outline: Outline, title: Title, linked: Linked, metas: dict[str, str]) -> str | None:
    """Return the section of an article, or nothing when the page names none.

    Args:
        tree: The parsed page.
        outline: What its elements are called and hold.
        title: The title, with which a path may end.
        linked: What the page says in JSON-LD.
        metas: Its meta elements by name.
    """
    headline = title.text
    declared = linked.text("articleSection") or metas.get("article:section")
    if declared and (name := _named([re.split(r"[,;]", declared)[0]], headline)):
        return name
    return (
        _named(_visible_path(tree, outline), headline)
        or _named(linked.crumbs, headline)
        or _beside(tree, outline, title)
    )


def _named(names: Iterable[str], headline: str | None) -> str | None:
    """Return the first name that is a section's: not the home page's, not the title."""
    for name in names:
        found = plain(name)
        if found and len(found) <= _LONGEST and not _HOME.fullmatch(found) and found != headline:
            return found
    return None


def _visible_path(tree: Any, outline: Outline) -> list[str]:
    """Return the names in the path that a page shows above an article."""
    for element in tree.iter("ol", "ul", "nav", "div", "p", "section", "span", "td"):
        if (
            not _PATH_NAME.search(outline.name(element))
            and "breadcrumb" not in f"{element.get('aria-label')} {element.get('itemtype')}".lower()
        ):
            continue
        names = [one_line(link.text_content()) or "" for link in element.iter("a")]
        names = names or [one_line(step.text_content()) or "" for step in element.iter("li", "span")]
        if any(names):
            return names
    return []


def _beside(tree: Any, outline: Outline, title: Title) -> str | None:
    """Return the name in an element called a section's, near the title."""
    for element in tree.iter("a", "span", "div", "p", "h2", "h3", "h4", "li", "dd", "strong"):
        text = outline.text(element, _LONGEST)
        if not text or not ("category" in (element.get("rel") or "").split() or _is_section(element)):
            continue
        if title.element is not None and not _is_near(element, title.element):
            continue
        if not _is_apart(element) and (name := _named([_FILED.sub("", _first_of(element, text))], title.text)):
            return name
    return None


def _first_of(element: Any, text: str) -> str:
    """Return the text of an element, or of the first link in it: a label may touch it, others may follow."""
    links = (one_line(link.text_content()) for link in islice(element.iterdescendants("a"), 3))
    return next(filter(None, links), text)


def _is_apart(element: Any) -> bool:
    """Return whether an element stands in a part of the page that is not the article; its own footer is of it."""
    above = [around.tag for around in element.iterancestors()]
    is_own = "footer" in above and "article" in above[above.index("footer") :]
    return "aside" in above or "nav" in above or ("footer" in above and not is_own)


def _is_section(element: Any) -> bool:
    """Return whether an element is called a section's name by one of its names."""
    names = [
        *(element.get("class") or "").split(),
        element.get("id") or "",
        element.get("data-role") or "",
        element.get("itemprop") or "",
    ]
    return any(name and _SECTION_NAME.search(plain_name(name)) for name in names)


def _is_near(element: Any, title: Any) -> bool:
    """Return whether two elements lie in one part of the page: a few steps below what holds both."""
    around = [title, *title.iterancestors()][:5]
    return any(above in around for above in list(element.iterancestors())[:5])
