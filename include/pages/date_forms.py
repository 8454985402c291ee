"""The forms in which dates are written: each a pattern and how its match becomes a moment.

ISO 8601 and its W3C profile, RFC 822, the forms of JavaScript and asctime, English, and Vietnamese in digits and in
words. Days come before months. A time without a zone is local time of Hanoi.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from include.pages.moment import Moment, build, hour_of, year_of, zone_of

_ISO = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})(?:(?:T|t|\s+|\s*\+\s*)(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,](\d+))?"
    r"\s*(Z|z|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|(?:UTC|GMT)?[+-]\d{1,2}|UTC|GMT)?)?"
    r"(?=$|[\s\"'<)\],;|])"
)
_ISO_SHOWN = re.compile(
    r"(?<![\d/.\-])(\d{4})([-/.])(\d{2})\2(\d{2})(?!\d)(?:[Tt\s,|\-–]{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?"
    r"\s*(Z|z|(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|UTC|GMT)?)?"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_OF_A_YEAR = 12
_MONTHS = {name: index for index, name in enumerate(_MONTH_NAMES, start=1)}
_MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|t|ober|ember)?\b\.?"
)
_ENGLISH_CLOCK = (
    r"(?:[,\s|•·–-]{1,4}(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(am|pm|a\.m\.|p\.m\.)?"
    r"\s*\(?([a-z]{1,5}(?:[+-]\d{1,2}:?\d{0,2})?|[+-]\d{1,2}:?\d{0,2})?)?"
)
_RFC = re.compile(
    rf"(?<![\d/.\-])(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(\d{{4}}|\d{{2}}(?![\d:])){_ENGLISH_CLOCK}",
    re.I,
)
_ENGLISH = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{{4}})\b{_ENGLISH_CLOCK}", re.I)
_ASCTIME = re.compile(
    rf"\b{_MONTH}\s+(\d{{1,2}})\s+(\d{{1,2}}):(\d{{2}}):(\d{{2}})\s+(?:([a-z]{{3,4}})\s+)?(\d{{4}})\b", re.I
)
_MONTH_WORDS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_MONTHS_IN_WORDS = {name: index for index, name in enumerate(_MONTH_WORDS, start=1)}
_MONTHS_IN_WORDS |= {"giêng": 1, "bốn": 4, "bẩy": 7, "chạp": 12}
_WORDS = "|".join(sorted(_MONTHS_IN_WORDS, key=len, reverse=True))
_DAY = (
    r"(?:(?P<{p}d>\d{{1,2}})\s*(?P<{p}s>[/.\-])\s*(?P<{p}m>\d{{1,2}})\s*(?P={p}s)\s*(?P<{p}y>\d{{4}}|\d{{2}})"
    rf"|(?P<{{p}}d2>\d{{{{1,2}}}})\s*(?:tháng|thg|th)\.?\s*(?P<{{p}}m2>\d{{{{1,2}}}}|{_WORDS})\s*(?:,|/|-|năm)*\s*"
    r"(?P<{p}y2>\d{{4}})"
    rf"|(?:tháng|thg|th)\.?\s*(?P<{{p}}m3>\d{{{{1,2}}}}|{_WORDS})\s+(?P<{{p}}d3>\d{{{{1,2}}}})\s*,\s*(?P<{{p}}y3>\d{{{{4}}}}))"
    r"(?!\d)"
)
_CLOCK = (
    r"(?<![\d/.\-])(?P<{p}h>\d{{1,2}})\s*(?::|h|giờ|g(?!i))\s*(?P<{p}n>\d{{2}}(?!\d)|\d(?=\s*(?:phút|p\b|')))?"
    r"(?:\s*(?::|phút|p(?![mh])|')\s*(?P<{p}c>\d{{2}}(?!\d))?)?"
    r"(?:\s*(?P<{p}a>am|pm|sa|ch|sáng|chiều|tối|trưa)\b)?"
)
_ZONE = r"(?:\s*[(\[]?\s*(?P<{p}z>(?:gmt|utc)(?:\s*[+-]\s*\d{{1,2}}(?::?\d{{2}})?)?|[+-]\d{{2}}:\d{{2}})\s*[)\]]?)?"
_GAP = r"[\s,|\-–—•·●▪*/;.:()\[\]]*+(?:(?:lúc|vào|hồi|ngày|at)\b)?[\s,|\-–—•·●▪*/;.:()\[\]]*+"
_WEEKDAY = r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn|t[2-7])[\s,|\-–.]*+)?(?:ngày\s*)?"
_DAY_FIRST = rf"(?<![\d/.\-]){_DAY.format(p='t')}(?:{_GAP}{_CLOCK.format(p='t')})?{_ZONE.format(p='t')}"
_CLOCK_FIRST = rf"{_CLOCK.format(p='u')}{_ZONE.format(p='v')}{_GAP}{_WEEKDAY}{_DAY.format(p='u')}{_ZONE.format(p='u')}"
VIETNAMESE = re.compile(f"{_DAY_FIRST}|{_CLOCK_FIRST}", re.I)
_WEEKDAY_BEFORE = re.compile(r"(?:thứ\s+\w+|chủ\s+nhật|\bcn|\bt[2-7])[\s,|–-]*(?:ngày\s*)?$", re.I)
_WEEKDAY_NAMED = re.compile(
    r"(?:thứ\s+(\w+)|(chủ\s+nhật|\bcn|\bsun(?:day)?)|\bt([2-7])"
    r"|\b(mon|tue|wed|thu|fri|sat)(?:s|nes|rs|ur)?(?:day)?)[\s,|–-]*(?:ngày\s*)?$",
    re.I,
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5} | {
    str(number): number - 2 for number in range(2, 8)
}
_WEEKDAYS |= {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5}
_SUNDAY = 6
_AJAX = re.compile(r"/Date\((\d{10,13})(?:[+-]\d{4})?\)/")


def read_iso(text: str) -> Moment | None:
    """Return the moment of a text that starts with ISO 8601 of at least a day."""
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    clock = (int(hour), int(minute), int(second) if second else None) if hour else None
    moment = build((int(year), int(month), int(day)), clock, zone_of(zone))
    if not moment or not fraction or not second:
        return moment
    return Moment(moment.instant + timedelta(microseconds=int(f"{fraction:0<6.6}")), "second")


def read_epoch(text: str) -> Moment | None:
    """Return the moment of a text that is a count of seconds or milliseconds since 1970; no outlet is so old."""
    wrapped = _AJAX.fullmatch(text)
    text = wrapped[1] if wrapped else text
    if not re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return None
    instant = datetime.fromtimestamp(int(text[:10]), UTC)
    return Moment(instant, "second") if instant.year >= 1990 else None


def _from_iso(match: re.Match[str]) -> Moment | None:
    """Build the moment of ISO 8601 inside running text."""
    year, _, month, day, hour, minute, second, zone = match.groups()
    clock = (int(hour), int(minute), int(second) if second else None) if hour else None
    return build((int(year), int(month), int(day)), clock, zone_of(zone))


def _from_rfc(match: re.Match[str]) -> Moment | None:
    """Build the moment of RFC 822 and its looser relatives."""
    day, month, year, *clock = match.groups()
    return build((year_of(year), _MONTHS[month.lower()], int(day)), _english_clock(clock), zone_of(clock[4]))


def _from_english(match: re.Match[str]) -> Moment | None:
    """Build the moment of a month, a day and a year."""
    month, day, year, *clock = match.groups()
    return build((int(year), _MONTHS[month.lower()], int(day)), _english_clock(clock), zone_of(clock[4]))


def _english_clock(parts: list[str | None]) -> tuple[int, int, int | None] | None:
    """Return hour, minute and second of a clock that may be missing."""
    hour, minute, second, half, _ = parts
    if hour is None or minute is None:
        return None
    half = (half or "").replace(".", "")
    return hour_of(int(hour), half), int(minute), int(second) if second else None


def _from_asctime(match: re.Match[str]) -> Moment | None:
    """Build the moment of asctime; without a zone it is UTC, as servers print it."""
    month, day, hour, minute, second, zone, year = match.groups()
    clock = (int(hour), int(minute), int(second))
    return build((int(year), _MONTHS[month.lower()], int(day)), clock, zone_of(zone) or UTC)


def _from_vietnamese(match: re.Match[str]) -> Moment | None:
    """Build the moment of a Vietnamese date: day before or after the clock, in digits or in words."""
    part = match.groupdict()
    at = "u" if any(part[f"ud{word}"] for word in ("", "2", "3")) else "t"
    word = next(word for word in ("", "2", "3") if part[f"{at}d{word}"])
    year, month, day = part[f"{at}y{word}"], part[f"{at}m{word}"], part[f"{at}d{word}"]
    clock = None
    if part[f"{at}h"]:
        second = part[f"{at}c"]
        clock = (
            hour_of(int(part[f"{at}h"]), part[f"{at}a"]),
            int(part[f"{at}n"] or 0),
            int(second) if second else None,
        )
    elif len(year) == 2 and not _WEEKDAY_BEFORE.search(match.string, max(0, match.start() - 25), match.start()):
        return None  # three short numbers alone are as well a score, a size or a bus line
    if at == "t" and _may_be_american(part):
        return None
    if not word and _is_month_first(match, f"{at}d", int(day), int(month), year_of(year)):
        day, month = month, day
    return build((year_of(year), _month_of(month), int(day)), clock, zone_of(part[f"{at}z"] or part["vz"]))


def _is_month_first(match: re.Match[str], group: str, day: int, month: int, year: int) -> bool:
    """Return whether digits can only be a month before its day: no such month, or the weekday before them says so.

    Drupal in Vietnamese prints "T3, 11/24/2026".
    """
    if day > _MONTHS_OF_A_YEAR or day == month:
        return False
    if month > _MONTHS_OF_A_YEAR:
        return True
    start = match.start(group)
    named = _WEEKDAY_NAMED.search(match.string, max(0, start - 25), start)
    if not named:
        return False
    weekday = _SUNDAY if named[2] else _WEEKDAYS.get((named[1] or named[3] or named[4]).lower())
    as_written, swapped = _weekday_of(year, month, day), _weekday_of(year, day, month)
    return weekday is not None and swapped == weekday != as_written


def _weekday_of(year: int, month: int, day: int) -> int | None:
    """Return the weekday of a day, Monday being 0; nothing where there is no such day."""
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _may_be_american(part: dict[str, str | None]) -> bool:
    """Return whether day and month could be either: .NET prints ``11/12/2026 7:30:00 AM`` with the month first."""
    day, month, half = part["td"], part["tm"], part["ta"]
    is_printed = part["ts"] == "/" and (half or "").lower() in ("am", "pm") and bool(part["tc"])
    return is_printed and day != month and max(int(day or 0), int(month or 0)) <= _MONTHS_OF_A_YEAR


def _month_of(text: str) -> int:
    """Return the number of a month in digits or in Vietnamese words."""
    return int(text) if text.isdecimal() else _MONTHS_IN_WORDS[text.lower()]


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Moment | None]], ...] = (
    (_RFC, _from_rfc),
    (VIETNAMESE, _from_vietnamese),
    (_ENGLISH, _from_english),
    (_ASCTIME, _from_asctime),
    (_ISO_SHOWN, _from_iso),
)
