"""Whether an article names its author: seen on the page or declared to machines; the name itself is never kept."""

import re
from collections.abc import Iterator
from itertools import dropwhile, islice
from typing import Any

from include.pages.blocks import INLINE, one_line
from include.pages.extraction.linked import Linked
from include.pages.extraction.text_lines import is_byline
from include.pages.furniture import is_byline_name, is_opening_footer, is_related_name
from include.pages.outline import LONG_LINE, Outline

_LONGEST = 80
_ORGANISATION = re.compile(
    r"\b(?:báo|tạp chí|tòa soạn|toà soạn|ban biên tập|bbt|admin\w*|administrator|đài|thông tấn|ttxvn|tin tức|online"
    r"|news|trang tin|cổng|editor|quản trị|webmaster|website|ban quản trị)\b|\w\.(?:vn|com|net|org)\b",
    re.I,
)
_LABEL = re.compile(
    r"\W*(?:theo|nhóm tác giả|tác giả(?: bài(?: viết)?)?|bài(?: viết)?(?:(?: và|,| -) ảnh)?"
    r"|ảnh(?: và|,| -) bài(?: viết)?|by|bởi|người (?:viết|đăng)|thực hiện|nội dung|author)\W*(?=\S)",
    re.I,
)
_LABELLED = re.compile(
    r"\s*(?:bởi|by)\s+(?-i:[A-ZĐ])\w+(?:\s+(?-i:[A-ZĐÀ-Ỵ])\w*){0,4}\s*$"
    r"|\s*(?:thực hiện|tác giả(?: bài(?: viết)?)?|bài(?: viết)?(?: và ảnh| - ảnh|, ảnh)?|bài, ảnh|ảnh(?: và|,| -) bài"
    r"|người viết|nội dung|nhóm tác giả)\s*:",
    re.I,
)
_NAMED = re.compile(r"[\s:]*(?:[A-ZĐÀ-Ỵ][\w.]*[\s,&-]*){1,8}")
_LABEL_ALONE = re.compile(
    r"\W*(?:thực hiện|tác giả|bài(?: viết)?|nội dung|người viết|nhóm tác giả|phóng viên)\W*", re.I
)
_FULL_NAME = re.compile(
    r"\W*(?P<name>(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|ngô|đinh|trịnh|lý|nông)\s[^\d|•·,(–—-]{2,40}?)"
    r"\s*(?:[|•·,–—-]*\s*(?:(?:thứ|chủ nhật|ngày|lúc)\b[^|]{0,20})?\d[\d/.:,\s–-]*(?:\(?gmt[^)]*\)?)?)?\W*",
    re.I,
)
_AGENCY_BEHIND = re.compile(
    r"(?<=[^\W\d_]{2})(?:\s*/\s*[A-Z][\w.+]{1,20}|\s*\(\s*(?i:theo|nguồn|t\.h)\b[^()]{0,60}\)"
    r"|\s+[-–—]\s+(?i:báo|tạp chí|đài|trung tâm|cổng)\b.{0,60})\s*$"
)  # "Tên/VOV.VN", "Tên - Đài …"
_LINES_BELOW = 12  # lines between a title and its text
_APART_TAGS = frozenset(("nav", "footer", "aside"))


def has_byline(tree: Any, outline: Outline, linked: Linked, metas: dict[str, str], site: str | None) -> bool:
    """Return whether an author is named that is not the outlet itself."""
    if any(_is_author(name, site) for name in _declared(linked, metas)):
        return True
    return any(_is_author(name, site) for name in _shown(tree, outline))


def is_below(title: Any, outline: Outline) -> bool:
    """Return whether a line between title and text is the full name of a person, though nothing calls it an author's.

    An outlet that reprints is asked for the author only where the original shows one, so that only what can hardly be
    anything else is taken: a family name and more, alone or beside the date, and no link, which a topic may be.
    """
    lines = (size_of for size_of in outline.sized() if not size_of[1].has_blocks and size_of[1].tag not in INLINE)
    below = dropwhile(lambda size_of: size_of[0] is not title, lines)
    for element, size in islice(below, 1, _LINES_BELOW):
        if size.line >= LONG_LINE:
            return False
        text = outline.text(element, _LONGEST) if not size.linked else None
        named = _FULL_NAME.fullmatch(text) if text else None
        if named and is_byline(named["name"]):
            return not any(_is_apart(above, outline) for above in (element, *element.iterancestors()))
    return False


def _declared(linked: Linked, metas: dict[str, str]) -> Iterator[str]:
    """Yield the names of persons that a page declares as authors."""
    for kind, name in linked.authors():
        if kind in ("person", ""):
            yield name
    for meta in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "twitter:creator"):
        yield one_line(metas.get(meta)) or ""


def _shown(tree: Any, outline: Outline) -> Iterator[str]:
    """Yield the names in places for an author, but not of authors of other items or of readers' comments."""
    for element in tree.iter(
        "span", "div", "p", "a", "strong", "b", "em", "i", "address", "h4", "h5", "li", "td", "dd", "cite"
    ):
        is_named = is_byline_name(outline.name(element)) or "author" in (element.get("rel") or "").split()
        is_named = is_named or bool(element.text and _LABELLED.match(element.text))
        is_named = is_named or _is_beside_label(element) or _opens_with_label(element)
        text = outline.text(element, _LONGEST) if is_named else None
        if text and not any(_is_apart(above, outline) for above in element.iterancestors()):
            yield text


def _is_beside_label(element: Any) -> bool:
    """Return whether a cell or a definition stands behind one that says "Tác giả" and nothing else."""
    before = element.getprevious() if element.tag in ("dd", "td") else None
    return before is not None and bool(_LABEL_ALONE.fullmatch(before.text or ""))


def _opens_with_label(element: Any) -> bool:
    """Return whether an element is a label set apart and a name behind it: "<b>Tác giả bài viết:</b> Tên"."""
    label = element[0] if len(element) and not (element.text or "").strip() else None
    is_label = label is not None and label.tag in INLINE and bool(_LABELLED.fullmatch((label.text or "").rstrip()))
    behind = element.text_content().partition(":")[2] if is_label else ""
    return len(behind) <= _LONGEST and bool(_NAMED.fullmatch(behind))


def _is_apart(element: Any, outline: Outline) -> bool:
    """Return whether an element holds what is not the article; what holds the first heading does, whatever its name."""
    size = outline.of(element)
    is_apart = size.tag in _APART_TAGS and not is_opening_footer(element, outline)
    return is_apart or (size.tag not in ("body", "html") and is_related_name(size.name) and not size.has_heading)


def _is_author(name: str, site: str | None) -> bool:
    """Return whether a name is a person's or a pen name: not the outlet's own, no address, no mere label."""
    bare = _AGENCY_BEHIND.sub("", _LABEL.sub("", name, count=1)).strip(" .,:;-–|()")
    if not 2 <= len(bare) <= _LONGEST or "://" in bare or not any(char.isalpha() for char in bare):
        return False
    return not _ORGANISATION.search(bare) and bare.casefold() != (site or "").casefold()
