"""The dates that a page shows its readers near the title of an article, each with how much it counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from include.pages.blocks import SILENT
from include.pages.dates import Moment, find_moments, parse_moment
from include.pages.extraction.title_parts import TitleParts
from include.pages.furniture import heads_others, is_clock_name, is_opening_footer, is_related_name
from include.pages.outline import Outline

_DATE_NAME = re.compile(
    r"(?:^|-)(?:\w*date\w*|\w*time\w*|publish\w*|posted|\w*ngay\w*|thoi-?gian\w*|tg-?\w*|pub\w*|meta\w*|\w*-meta|info\w*|ago)(?:-|$)"
)
_UPDATE_NAME = re.compile(r"(?:^|-)(?:updat\w*|modif\w*|edited|cap-?nhat|last-\w+)(?:-|$)")
_ENTRY_NAME = re.compile(r"(?:^|-)(?:entry-date|published|post-date)(?:-|$)")  # WordPress adds "updated" to these
_AGO = re.compile(r"\d\s+(?:giây|phút|giờ|ngày|tuần|tháng|năm)\s+trước|\d\s*\w+\s+ago|vừa xong|hôm qua", re.I)
_CLOCK_ALONE = re.compile(r"\W*\d{1,2}\s*(?::|h|g)\s*\d{2}(?::\d{2})?(?:\s*[ap]m)?\W*", re.I)
_NEVER_NAME = re.compile(
    r"(?:^|-)(?:live(?!-(?:meta|head|info|date|top|title))(?:-\w+)?|event\w*|deadline|copyright|comment\w*|calendar|schedule|lich-\w+)(?:-|$)"
)
_UPDATE_WORDS = re.compile(
    r"(?:cập nhật|chỉnh sửa|sửa đổi|sửa|updated?|modified|edited|last)\W*(?:lần cuối|lúc|vào|ngày|on|at)?\W*$",
    re.I,
)
_PUBLISHED_WORDS = re.compile(
    r"(?:đăng(?: tải)?|xuất bản|phát hành|publish\w*|posted|đăng tin|tạo)\W*(?:lúc|vào|ngày|on|at|bài)?\W*$", re.I
)
_LABELS = re.compile(
    r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|\bcn\b|\bt[2-7]\b|ngày|đăng(?: tải| tin| bài)?|xuất bản"
    r"|cập nhật|lúc|vào|(?:lượt )?(?:xem|đọc)|bình luận|gmt|utc|am|pm|posted|published|updated|on|at|by|hà nội"
    r"|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|giờ|phút|trước|[\d\W_]+",
    re.I,
)
_TIME_ATTRIBUTES = (
    "datetime", "content", "title", "data-date", "data-time", "data-published", "data-datetime", "data-timestamp",
    "data-utime", "data-publish", "data-published-at", "data-pubdate", "data-created", "data-original-title",
    "aria-label", "data-value",
)  # fmt: skip
_PUBLISHED_PROPERTIES = frozenset(("datePublished", "dateCreated", "uploadDate"))
_ASIDE_TAGS = frozenset(
    ("nav", "footer", "aside", "script", "style", "head", "form", "select", "figure", "marquee", "noscript", "template")
)
_BREAKS = frozenset(("br", "hr", "h1", "h2", "h3", "b", "strong", "font", "center"))
_DIGIT = re.compile(r"\d")
_LINE_LIMIT = 160
_NAME_LENGTH = 40  # characters: of an author's name beside a date
_BESIDE = 6
_INNER = 30  # elements within a line
_NEAR = 400  # characters of text between the title and a date beside it
_FAR = 1500
_WALKED = 20_000  # elements of a page that are looked at


@dataclass(frozen=True)
class Shown:
    """One date of the page.

    Attributes:
        moment: The date.
        weight: How much it counts as that of publication.
        is_update: Whether it is called that of a change.
        is_marked: Whether an attribute for machines gives it.
    """

    moment: Moment
    weight: int
    is_update: bool = False
    is_marked: bool = False


@dataclass(slots=True)
class _Place:
    """Where an element stands: characters of text before it, whether the title was passed, and what it lies in."""

    offset: int
    is_after: bool
    is_aside: bool


def shown_dates(tree: Any, title: Any, outline: Outline) -> list[Shown]:
    """Return the dates near the title, the most likely first.

    Args:
        tree: The parsed page.
        title: The element that shows the title; without it only the mark-up for machines of an element counts.
        outline: What the page's elements are called and hold.
    """
    found: list[Shown] = []
    taken: set[Any] = set()
    around = TitleParts(title, outline)
    for element, place in _walk(tree, title, outline):
        if element.getparent() in taken:
            taken.add(element)
        elif not place.is_aside and (dates := list(_dates_of(element, place, around))):
            found += dates
            taken.add(element)
        elif not place.is_aside and (place.is_after or element is title) and place.offset <= _FAR:
            found += _of_bare(element, place, outline)
    return sorted(found, key=lambda each: -each.weight)


def _walk(tree: Any, title: Any, outline: Outline) -> Iterator[tuple[Any, _Place]]:
    """Yield each element with its place, in document order."""
    asides: set[Any] = set()
    above = {title, *title.iterancestors()} if title is not None else set()
    offset, at_title, is_after, is_past = 0, 0, False, False
    for number, (event, element) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        if number > 2 * _WALKED:
            return
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            offset += len(element.tail or "")
            if element is title:
                is_after, at_title = True, offset
            continue
        if element.getparent() in asides or (
            element not in above and _is_aside(element, outline.name(element), outline)
        ):
            asides.add(element)
        is_past = is_past or (is_after and offset - at_title > _NEAR and _heads_others(element, outline))
        yield element, _Place(offset - at_title, is_after, is_past or element in asides)
        offset += len(element.text or "") if element.tag not in SILENT else 0


def _of_bare(element: Any, place: _Place, outline: Outline) -> Iterator[Shown]:
    """Yield the dates of text that no element holds alone: before the first block of an element, or behind a break."""
    size = outline.of(element)
    behind = place.offset + size.characters if place.is_after else 0
    opening = element.text if size.has_blocks else None
    for text, offset in ((opening, place.offset), (element.tail if size.tag in _BREAKS else None, behind)):
        if text and offset <= _FAR and _DIGIT.search(text):
            words = " ".join(text.split())
            if len(words) <= _LINE_LIMIT:
                bonus = _BESIDE if offset <= _NEAR else 2
                yield from _of_words(words, "", is_named=False, is_property=False, bonus=bonus)


def _heads_others(element: Any, outline: Outline) -> bool:
    """Return whether an element heads a list of other articles: the dates behind it are theirs."""
    text = outline.text(element, _NAME_LENGTH)
    return text is not None and heads_others(text)


def _is_aside(element: Any, name: str, outline: Outline) -> bool:
    """Return whether nothing in an element says when the article was published."""
    if element.tag in _ASIDE_TAGS:
        return not is_opening_footer(element, outline)
    if not name or element.tag in ("body", "html", "main", "article"):
        return False
    return is_related_name(name) or is_clock_name(name) or bool(_NEVER_NAME.search(name))


def _dates_of(element: Any, place: _Place, around: TitleParts) -> Iterator[Shown]:
    """Yield the dates of one element: of its attributes, else of its words."""
    outline = around.outline
    name = outline.name(element)
    is_property = element.get("itemprop") in _PUBLISHED_PROPERTIES
    is_named = is_property or element.tag in ("time", "abbr") or (bool(name) and bool(_DATE_NAME.search(name)))
    text = outline.text(element, _LINE_LIMIT)
    is_named = is_named or bool(text and len(text) <= _NAME_LENGTH and _AGO.search(text))
    if not (is_named or (text and _DIGIT.search(text))):
        return
    bonus = _bonus(element, place, around)
    if bonus is None and not is_property and element.get("itemprop") != "dateModified":
        return
    if is_named and (moment := _attribute(element)):
        is_update = element.get("itemprop") == "dateModified" or _is_update_name(name)
        is_update = is_update or bool(_UPDATE_WORDS.search((text or "")[:25]))
        weight = 85 if is_property else 70 + (bonus or 0)
        yield Shown(_completed(moment, text or ""), weight, is_update, is_marked=True)
    elif text and _DIGIT.search(text) and not _holds_marked(element) and not _holds_aside(element, outline):
        yield from _of_words(
            _words_of(element, text), name, is_named=is_named, is_property=is_property, bonus=bonus or 0
        )


def _words_of(element: Any, text: str) -> str:
    """Return the words of an element, its parts set apart, and the clock that stands alone in the element beside it.

    Without a blank between them a clock runs into its day, and "PM" into the section behind it.
    """
    apart = " ".join(" ".join(element.itertext()).split()) if len(element) else text
    words = apart if apart == text or find_moments(apart) else text
    if all(moment.precision != "day" for _, _, moment in find_moments(words)):
        return words
    beside = (element.getnext(), element.getprevious())
    texts = (" ".join(other.text_content().split()) for other in beside if other is not None and not len(other))
    clock = next((text for text in texts if _CLOCK_ALONE.fullmatch(text)), "")
    return f"{words} {clock}" if clock else words


def _is_update_name(name: str) -> bool:
    """Return whether an element is called after a change, and not after an entry's date as well."""
    return bool(_UPDATE_NAME.search(name)) and not _ENTRY_NAME.search(name)


def _completed(moment: Moment, text: str) -> Moment:
    """Return a moment of an attribute, with the clock that the words beside it add to the same day."""
    if moment.precision != "day":
        return moment
    words = [found for _, _, found in find_moments(text) if found.precision != "day"]
    same = [found for found in words if moment.earliest <= found.instant < moment.latest]
    return same[0] if same else moment


def _of_words(text: str, name: str, *, is_named: bool, is_property: bool, bonus: int) -> Iterator[Shown]:
    """Yield the dates in the words of one short line, where the line holds little else."""
    dates = find_moments(text)
    if not dates or not _is_date_line(text, dates, is_named=is_named, bonus=bonus):
        return
    last = 0
    for start, end, moment in dates[:3]:
        label, last = text[last:start], end
        is_published = bool(_PUBLISHED_WORDS.search(label))
        is_update = bool(_UPDATE_WORDS.search(label)) or (_is_update_name(name) and not is_published)
        weight = 85 if is_property else 60 + bonus + (4 if is_named else 0) + (4 if is_published else 0)
        yield Shown(moment, weight, is_update)


def _is_date_line(text: str, dates: list[tuple[int, int, Moment]], *, is_named: bool, bonus: int) -> bool:
    """Return whether a line is there for its date: it is called so, or holds labels and perhaps a name beside it."""
    if is_named:
        return True
    rest = text
    for start, end, _ in reversed(dates):
        rest = f"{rest[:start]} {rest[end:]}"
    rest = _LABELS.sub("", rest).strip()
    return len(rest) <= 2 or (len(rest) <= _NAME_LENGTH and bonus >= _BESIDE and dates[0][2].precision != "day")


def _holds_marked(element: Any) -> bool:
    """Return whether an element within gives its date to machines: then that one is read, not the words around it."""
    return any(_attribute(inner) for inner in islice(element.iterdescendants(), _INNER))


def _holds_aside(element: Any, outline: Outline) -> bool:
    """Return whether an element within is a clock or another item's: then its date is not that of the line around."""
    return any(
        isinstance(inner.tag, str)
        and _is_aside(inner, outline.name(inner), outline)
        and bool(find_moments(inner.text_content()))
        for inner in islice(element.iterdescendants(), _INNER)
    )


def _attribute(element: Any) -> Moment | None:
    """Return the date that an attribute of an element gives to machines or in its tooltip."""
    for name in _TIME_ATTRIBUTES:
        value = element.get(name)
        moment = parse_moment(value) if value and len(value) <= 60 else None
        if moment:
            return moment
    return None


def _bonus(element: Any, place: _Place, around: TitleParts) -> int | None:
    """Return how much nearness to the title adds, or nothing where a date cannot be the article's.

    Before the title a date counts only within the part of the page that holds the article alone: a header stands beside
    a menu, in the body or in a wrapper of everything. Far below it stands what may be the end of the article or not.
    """
    if around.title is None:
        return None
    if place.is_after:
        return _BESIDE if place.offset <= _NEAR else 2 if place.offset <= _FAR else -30
    return 3 if around.shares_part(element) else None
