"""What markup says of an article's credit: elements called after a source, and the logos in them."""

import html
import re
from bisect import bisect_right
from typing import NamedTuple

from include.observing.item import Item
from include.pages.areas import names_of
from include.pages.page import Page
from include.pages.source_spans import end_of_element

_ELEMENT = re.compile(
    r"<(div|p|span|td|li|ul|section|a|figure|small|em|strong|b|i|footer|dd|cite|h[2-6])\b([^<>]{0,2000})>"
)
_IMAGE = re.compile(r"<(?:img|amp-img|image)\b([^<>]{0,4000})>", re.I)
_PAINTED = re.compile(r"<\w+\b([^<>]{0,400}?background(?:-image)?\s*:[^;\"'<>]{0,60}url\([^<>]{0,400})>", re.I)
_BRAND = re.compile(r"logo|brand|publisher|nguon|source|favicon", re.I)  # a picture so called may be an outlet's name
_CALLED = re.compile(
    r"(?:^|-)(?:sources?|nguon(?:-?(?:tin|bai|goc|dan))?|dan-?nguon|trich-?nguon|origin(?:al)?|credits?|publisher|provider"
    r"|xuat-?xu|via|cite|bao-?goc|link-?goc|bai-?goc)(?:-|$)"
)
_PICTURE = re.compile(r"photo|img|image|anh|picture|caption|video|icon|data|open|resource")
_LOGO = re.compile(r"^(?:logo|nguồn|theo|source)\b\s*:?\s*", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Marked(NamedTuple):
    """What stands in elements that are called after a source.

    Attributes:
        lines: Indexes of the article's lines in them.
        logos: Offset and words of the images that may be a source's logo.
        has_mute_image: Whether such an element shows no words: an image without them, a background, or nothing yet.
        images: Words of all images of the article.
    """

    lines: frozenset[int]
    logos: tuple[tuple[int, str], ...]
    has_mute_image: bool
    images: tuple[str, ...]


def read_marks(page: Page, item: Item) -> Marked:
    """Return what elements of an article are called after a source, and the logos it shows."""
    begin, end = item.source_span(page.visible)
    source = page.source[: min(end, len(page.source))]
    lines: set[int] = set()
    logos: list[tuple[int, str]] = []
    is_mute = False
    for match in _ELEMENT.finditer(source, begin):
        if not _is_called_so(match[2]):
            continue
        stop = end_of_element(page.source, match.start(), match[1])
        inside = _lines_between(page, item, match.start(), stop)
        lines.update(inside)
        images = list(_IMAGE.finditer(page.source, match.start(), stop))
        found = [(image.start(), words) for image in images if (words := _words_of(image[1]))]
        logos += found
        is_mute = is_mute or not (found or inside)  # an image, a background, or what a script fills
    pictures = [*_IMAGE.finditer(source, begin), *_PAINTED.finditer(source, begin)]
    is_mute = is_mute or any(_BRAND.search(image[1]) and not _words_of(image[1]) for image in pictures)
    all_images = [(match, words) for match in _IMAGE.finditer(source, begin) if (words := _words_of(match[1]))]
    logos += [(match.start(), words) for match, words in all_images if _LOGO.match(words) or "logo" in match[1].lower()]
    named = tuple((offset, _LOGO.sub("", words)) for offset, words in logos)
    return Marked(frozenset(lines), named, is_mute, tuple(words for _, words in all_images))


def _is_called_so(attributes: str) -> bool:
    """Return whether an element is called after a source, and not after a picture's."""
    if "class" not in attributes and "id" not in attributes:
        return False
    names = names_of(attributes)
    for name in f"{names.get('class', '')} {names.get('id', '')}".split():
        called = re.sub(r"[_-]+", "-", _CAMEL.sub("-", name)).lower()
        if _CALLED.search(called) and not _PICTURE.search(called):
            return True
    return False


def _lines_between(page: Page, item: Item, start: int, end: int) -> set[int]:
    """Return the indexes of an article's lines whose text lies in a stretch of the source."""
    runs = page.visible.runs
    first = bisect_right(runs, start, key=lambda run: run.source_start)
    last = bisect_right(runs, end - 1, key=lambda run: run.source_start)
    if first >= last:
        return set()
    begin, stop = runs[first].start, runs[last - 1].end
    return {index for index, line in enumerate(item.lines) if line.start < stop and line.end > begin}


def _words_of(attributes: str) -> str:
    """Return what an image is said to show."""
    names = names_of(attributes)
    return " ".join(html.unescape(names.get("alt") or names.get("title") or "").split())
