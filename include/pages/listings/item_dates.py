"""The date of an item on a list page: of an attribute or of words that are a date and little else."""

import re
import unicodedata
from datetime import datetime, timedelta

from lxml import html

from include.pages.dates import Moment, find_moments, parse_moment
from include.periods.days import local_day

_ELEMENTS = 300
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|ngay|thoi-?gian|publish\w*|posted|pubdate|timeago)(?:$|[\s_-])", re.I
)
_ATTRIBUTES = ("datetime", "title", "data-time", "data-date", "data-datetime", "data-published", "data-original-title")
_LIMIT = 60  # characters
_REST = 12  # characters beside a date that are no sentence: a section, a separator
_AROUND_DATE = re.compile(r"[\W\d_]+|thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày|lúc|đăng|cập nhật|gmt", re.I)
_AGO = re.compile(r"\W*(\d{1,2})\s+(phút|giờ|tiếng)(\s+trước)?\W*", re.I)
_UNITS = {"phút": timedelta(minutes=1), "giờ": timedelta(hours=1), "tiếng": timedelta(hours=1)}
_NEAR_DAY = re.compile(
    r"\W*(?:(?P<first>\d{1,2}:\d{2})[\s,|·-]*)?hôm\s+(?P<day>nay|qua)(?:[\s,|·-]*(?:lúc\s+)?(?P<last>\d{1,2}:\d{2}))?\W*",
    re.I,
)


def moment_in(elements: list[html.HtmlElement], seen_at: datetime | None) -> Moment | None:
    """Return the date of an item: of a time element, of an element called so, or of words that are little else.

    A date within a teaser's sentence is when something happened, not when it was published.

    Args:
        elements: The item's elements in document order.
        seen_at: When the page was fetched, from which "2 giờ trước" counts; without it such words are no date.
    """
    named = [element for element in elements[:_ELEMENTS] if isinstance(element.tag, str)]
    for stamp in (element for element in named if element.tag == "time"):
        if moment := parse_moment(stamp.get("datetime") or "") or _of_stamp(stamp, seen_at, is_time=True):
            return moment
    for element in (element for element in named if _DATED.search(element.get("class") or "")):
        if moment := _of_stamp(element, seen_at, is_time=False):
            return moment
    for element in named:
        for words in (element.text, element.tail if element is not named[0] else None):
            if moment := _worded(words, seen_at):
                return moment
    return None


def _of_stamp(element: html.HtmlElement, seen_at: datetime | None, *, is_time: bool) -> Moment | None:
    """Return the date of an element that is there for it: the finer one of its attributes and its words."""
    found = _worded(element.text_content(), seen_at, is_time=is_time)
    if found and found.precision != "day":
        return found
    given = (_worded(element.get(name), None) for name in _ATTRIBUTES)
    return next((moment for moment in given if moment), None) or found


def _worded(words: str | None, seen_at: datetime | None, *, is_time: bool = False) -> Moment | None:
    """Return the date of words that are a date and little else."""
    text = unicodedata.normalize("NFC", " ".join((words or "").split()))
    if not text or len(text) > _LIMIT:
        return None
    dates = find_moments(text)
    if dates:
        start, end, moment = dates[0]
        rest = _AROUND_DATE.sub("", text[:start] + text[end:])
        return moment if len(rest) <= _REST else None
    return _relative(text, seen_at, is_time=is_time) if seen_at else None


def _relative(text: str, seen_at: datetime, *, is_time: bool) -> Moment | None:
    """Return the moment of "hôm qua, 14:20", or the day of "2 giờ trước" where all that it may mean is in one day.

    A time element needs no "trước": its "2 giờ" counts backwards, while "25 phút" may be how long a film is.
    """
    if near := _NEAR_DAY.fullmatch(text):
        day = local_day(seen_at) - timedelta(days=near["day"].lower() == "qua")
        return parse_moment(f"{day.isoformat()} {near['first'] or near['last'] or ''}")
    match = _AGO.fullmatch(text)
    if not match or not (match[3] or (is_time and match[2].lower() == "giờ")):
        return None
    unit = _UNITS[match[2].lower()]
    latest = seen_at - int(match[1]) * unit
    day = local_day(latest)
    return parse_moment(day.isoformat()) if local_day(latest - unit) == day else None
