"""The title of an article and the element that shows it: no logo, no name of the site behind it, no badge before it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from include.pages.blocks import one_line
from include.pages.furniture import is_related_name
from include.pages.listings.listing import plain
from include.pages.outline import Outline, Size

_LONGEST = 300  # characters of a heading
_SHORTEST = 4
_SEPARATOR = re.compile(r"\s+[-|–—:·•»~]+\s+|\s*\|\s*|\s+::\s+|\s*»\s*")
_SITE_WORDS = re.compile(
    r"\b(?:báo|tạp chí|trang|cổng|tin tức|tin|news|online|điện tử|thông tin|đài|ttxvn|tv|official|home ?page)\b"
    r"|\w\.(?:vn|com|net|org|info)\b",
    re.I,
)
_GENERIC = re.compile(
    r"\W*(?:chi tiết(?: (?:tin|bài|tin tức|bài viết))*|tin tức|bài viết|trang chủ|home|news|untitled(?: document)?"
    r"|article|detail|xem tin|đọc báo|tin chi tiết|nội dung)\W*",
    re.I,
)
_TITLE_NAME = re.compile(r"(?:^|-)(?:title|ttl|tieu-?de\w*|headline|heading|tit|ten-?bai|tua)(?:-|$)|title(?:-|$)")
_LOGO_NAME = re.compile(r"(?:^|-)(?:logo|brand|site-?(?:title|name)|ten-?(?:trang|bao)|navbar-brand)\w*(?:-|$)")
_HEADINGS = ("h1", "h2", "h3", "h4")
_SHOWING = frozenset((*_HEADINGS, "div", "p", "span", "strong", "td", "b", "a"))
_HOME = frozenset(("/", "", "#", "./", "index.html", "index.php", "/index.html", "/home", "/trang-chu"))


@dataclass(frozen=True)
class Title:
    """A title, and the element of the page that shows it, where one does."""

    text: str | None
    element: Any = None


def read(tree: Any, outline: Outline, url: str, declared: str | None, site: str | None) -> Title:
    """Return the title of a page.

    Args:
        tree: The parsed page.
        outline: What its elements are called and hold.
        url: Its address.
        declared: The title it declares to machines (``og:title``, headline).
        site: The site's name it declares.
    """
    window = one_line(tree.findtext(".//title"))
    window = None if window and _GENERIC.fullmatch(_SEPARATOR.split(window)[0]) else window
    declared = None if declared and (_GENERIC.fullmatch(declared) or _same(declared, site)) else declared
    given = [text for text in (declared, window) if text]
    shown = list(_headings(outline, url, site))
    if found := _confirmed(shown, given):
        return found
    first = [(text, element) for text, element in shown if element.tag == "h1"]
    if first and not _showing(outline, declared) is not None:
        return Title(*first[0])
    for text in given:
        whole = _without_site(text, site, url, is_window=text is window)
        return Title(whole, _showing(outline, whole))
    titled = [each for each in shown if _is_title_name(outline.name(each[1]))]
    return Title(*(titled or shown)[0]) if titled or shown else Title(None)


def _headings(outline: Outline, url: str, site: str | None) -> Iterator[tuple[str, Any]]:
    """Yield text and element of what may be the title: headings, and elements called so, but no logo and no menu."""
    apart: dict[Any, bool] = {None: False}
    for element, size in outline.sized():
        if size.tag not in _SHOWING or not 0 < size.characters <= _LONGEST:
            continue
        if size.tag not in _HEADINGS and not (size.name and _is_title_name(size.name)):
            continue
        text = one_line(outline.text(element, _LONGEST))
        if not text or len(text) < _SHORTEST or _is_logo(element, size, text, site, url):
            continue
        if not _lies_apart(element, outline, apart):
            yield text, element


@lru_cache(maxsize=16384)
def _is_logo_name(name: str) -> bool:
    """Return whether a name is that of a logo."""
    return bool(_LOGO_NAME.search(name))


@lru_cache(maxsize=16384)
def _is_title_name(name: str) -> bool:
    """Return whether a name is that of a place for a title."""
    return bool(_TITLE_NAME.search(name))


def _lies_apart(element: Any, outline: Outline, known: dict[Any, bool]) -> bool:
    """Return whether an element is, or lies in, what is not the article; what is found out is kept by element."""
    chain = []
    while element not in known:
        chain.append(element)
        if _is_apart(element, outline.name(element)):
            known[element] = True
            break
        element = element.getparent()
    for each in chain:
        known[each] = known[element]
    return known[element]


def _is_apart(element: Any, name: str) -> bool:
    """Return whether an element holds what is not the article: a menu, a box of other items."""
    return element.tag in ("nav", "footer", "aside") or (element.tag not in ("body", "html") and is_related_name(name))


def _is_logo(element: Any, size: Size, text: str, site: str | None, url: str) -> bool:
    """Return whether a heading is the site's own name."""
    if _same(text, site) or (size.name and _is_logo_name(size.name)):
        return True
    links = list(element.iter("a")) if size.linked else []
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if len(links) == 1 and _same(one_line(links[0].text_content()) or "", text):
        there = (links[0].get("href") or "").strip()
        return there in _HOME or urlsplit(there).path in ("", "/")
    return bool(host) and _fold(text) == host


def _confirmed(shown: list[tuple[str, Any]], given: list[str]) -> Title | None:
    """Return the heading that a declared title confirms: equal to it, its beginning, or it behind a badge."""
    best: tuple[tuple[int, int, int], str, Any] | None = None
    for order, whole in enumerate(given):
        folded = _fold(whole)
        for text, element in shown:
            mine = _fold(text)
            is_start = folded.startswith(mine) and _ends_there(whole, text)
            has_badge = not is_start and len(folded) >= _SHORTEST and folded in mine and len(mine) <= len(folded) + 40
            if not is_start and not (has_badge and order == 0):
                continue
            rank = (-order, len(mine) if is_start else len(folded), 4 - _rank(element.tag))
            if best is None or rank > best[0]:
                best = (rank, text if is_start else whole, element)
    return Title(best[1], best[2]) if best else None


def _ends_there(whole: str, text: str) -> bool:
    """Return whether what follows a heading in a declared title is nothing, a separator or the marks of a cut."""
    rest = unicodedata.normalize("NFC", whole)[len(text) :]
    return not rest.strip() or bool(_SEPARATOR.match(rest)) or (not rest[0].isalnum() and not rest[0].isspace())


def _rank(tag: str) -> int:
    """Return how high a heading stands; what is no heading stands lowest."""
    return _HEADINGS.index(tag) if tag in _HEADINGS else len(_HEADINGS)


def _showing(outline: Outline, text: str | None) -> Any:
    """Return the innermost element that shows a text and nothing else."""
    wanted = _fold(text or "")
    if not wanted:
        return None
    for element, size in outline.sized():
        if size.has_blocks or size.tag not in _SHOWING or _begins_otherwise(element, wanted):
            continue
        content = outline.text(element, _LONGEST)
        if content and _fold(content) == wanted:
            return element
    return None


def _begins_otherwise(element: Any, folded: str) -> bool:
    """Return whether a plain letter begins an element and another one a folded text, which is quickly seen."""
    first = (element.text or "").lstrip()[:1]
    return bool(first) and first.isascii() and folded[0].isascii() and first.lower() != folded[0]


def _without_site(title: str, site: str | None, url: str, *, is_window: bool) -> str:
    """Cut the site's name off the end of a title, and in a window's title what stands before it too."""
    parts = _SEPARATOR.split(title)
    host = (urlsplit(url).hostname or "").removeprefix("www.").split(".")[0]
    kept = len(parts)
    while kept > 1 and _is_site(parts[kept - 1], site, host, is_window=is_window and kept == len(parts)):
        kept -= 1
    if (
        is_window
        and kept < len(parts)
        and kept > 1
        and len(parts[kept - 1].split()) <= 3
        and len(parts[0].split()) >= 4
    ):
        kept -= 1  # the section's name
    if kept == len(parts):
        return title
    end = title.index(parts[kept], sum(len(part) for part in parts[:kept])) if kept < len(parts) else len(title)
    return re.sub(r"[\s\-|–—:·•»~]+$", "", title[:end]) or title


def _is_site(part: str, site: str | None, host: str, *, is_window: bool) -> bool:
    """Return whether the last part of a title is the site's name rather than a part of the title."""
    folded = re.sub(r"\W", "", unicodedata.normalize("NFD", part.casefold()).replace("đ", "d"), flags=re.A)
    if _same(part, site) or (host and folded == re.sub(r"\W", "", host)):
        return True
    return (len(part.split()) <= 8 and bool(_SITE_WORDS.search(part))) or (is_window and len(part.split()) <= 4)


def _same(one: str | None, other: str | None) -> bool:
    """Return whether two names are the same, whatever their case."""
    return bool(one) and bool(other) and _fold(one or "") == _fold(other or "")


def _fold(text: str) -> str:
    """Return a text for comparing."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def declared_title(metas: dict[str, str], headline: str | None) -> str | None:
    """Return the title that a page declares to machines."""
    return plain(metas.get("og:title")) or plain(headline) or plain(metas.get("twitter:title"))
