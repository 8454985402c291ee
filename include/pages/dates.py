"""Dates as outlets write them, read as instants with a precision.

Machine forms (ISO 8601 and its W3C profile, RFC 822, seconds since 1970) and Vietnamese forms such as
"Thứ ba, 24/11/2026, 07:30 (GMT+7)" or "7h30 ngày 24 tháng 11 năm 2026". Days come before months. A time without a
zone is local time of Hanoi. What is ambiguous or impossible is no date.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

from include.periods.days import LOCAL

Precision = Literal["second", "minute", "day"]
UNCERTAINTY_MINUTES = {"second": 0.0, "minute": 0.5, "day": 720.0}
_YEARS = range(1970, 2101)
_REMEMBERED = 1000  # characters: not even composed are longer ones a date


@dataclass(frozen=True)
class Moment:
    """An instant as far as it is known.

    With precision ``day`` the instant is local noon, the middle of the interval it lies in.
    """

    instant: datetime
    precision: Precision

    @property
    def uncertainty_minutes(self) -> float:
        """Half-width in minutes of the interval the instant lies in."""
        return UNCERTAINTY_MINUTES[self.precision]


_ISO = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})(?:(?:T|t|\s+|\s*\+\s*)(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,](\d+))?"
    r"\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}|[+-]\d)?)?"
    r"(?=$|[\s\"'<)\],;|])"
)
_RFC = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4}|\d{2})"
    r"(?:,?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(am|pm)?\s*([a-z]{1,5}(?:[+-]\d{1,2})?|[+-]\d{1,2}:?\d{0,2})?)?",
    re.I,
)
_ENGLISH = re.compile(
    r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(?:(\d{4})|(\d{1,2}):(\d{2}):(\d{2})\s+(?:([a-z]{3,4})\s+)?(\d{4}))\b",
    re.I,
)
_DAY = (
    r"(?:(?P<d>\d{1,2})\s*(?P<s>[/.\-])\s*(?P<m>\d{1,2})\s*(?P=s)\s*(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})\s*(?:tháng|thg|th)\.?\s*(?P<m2>\d{1,2})\s*(?:,|/|-|năm)?\s*(?P<y2>\d{4}))"
)
_CLOCK = (
    r"(?<![\d/.\-])(?P<{p}h>\d{{1,2}})\s*(?::|h|g|giờ)\s*(?P<{p}n>\d{{2}})?(?:\s*(?::|phút|p(?!m)|')\s*(?P<{p}c>\d{{2}})?)?"
    r"(?:\s*(?P<{p}a>am|pm|sa|ch|sáng|chiều|tối|trưa)\b)?"
)
_ZONE = r"(?:\s*\(?\s*(?:gmt|utc)\s*(?P<z>[+-]\s*\d{1,2}(?::?\d{2})?)\s*\)?)?"
_GAP = r"[\s,|\-–—•·;.()]*(?:lúc|vào|hồi|ngày|cập nhật)?[\s,|\-–—•·;.():]*"
_WEEKDAY = r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn|t[2-7])[\s,]*)?(?:ngày\s*)?"
_DAY_AFTER = _DAY.replace("<", "<b").replace("=s", "=bs")
_ZONE_AFTER = _ZONE.replace("<z", "<bz")
VIETNAMESE = re.compile(
    rf"(?<!\d){_DAY}(?!\d)(?:{_GAP}{_CLOCK.format(p='t')})?{_ZONE}"
    rf"|{_CLOCK.format(p='u')}{_GAP}{_WEEKDAY}{_DAY_AFTER}(?!\d){_ZONE_AFTER}",
    re.I,
)
_MONTHS = {
    name: index
    for index, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_ZONES = {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_ZONES |= {"pst": -8, "pdt": -7, "ict": 7, "bst": 1, "cet": 1, "cest": 2, "jst": 9, "wib": 7}


def parse_moment(text: str) -> Moment | None:
    """Read one date, in whatever known form it is written; nothing when it is none."""
    text = text.strip()
    return _parse_moment(text) if len(text) <= _REMEMBERED else None


@lru_cache(maxsize=4096)
def _parse_moment(text: str) -> Moment | None:
    """Read one date from a text short enough to be remembered."""
    text = unicodedata.normalize("NFC", text).strip()
    if not text or len(text) > 200:
        return None
    for read in (_read_iso, _read_epoch, _read_rfc, _read_vietnamese, _read_english):
        found = read(text)
        if found:
            return found
    return None


def find_moments(text: str) -> list[tuple[int, int, Moment]]:
    """Return start, end and moment of every Vietnamese date in running text."""
    found = ((match.start(), match.end(), _from_vietnamese(match)) for match in VIETNAMESE.finditer(text))
    return [(start, end, moment) for start, end, moment in found if moment]


def _moment(day: tuple[int, int, int], clock: tuple[int, int, int | None] | None, zone: tzinfo | None) -> Moment | None:
    """Build a moment, or nothing when there is no such day or time."""
    if day[0] not in _YEARS:
        return None
    try:
        local = date(*day)
        if clock is None:
            return Moment(datetime.combine(local, time(12), zone or LOCAL).astimezone(UTC), "day")
        hour, minute, second = clock
        extra = timedelta(days=1) if (hour, minute, second or 0) == (24, 0, 0) else timedelta()
        at = time(0 if extra else hour, minute, min(second or 0, 59))
        instant = (datetime.combine(local, at, zone or LOCAL) + extra).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(instant, "minute" if second is None else "second")


def _zone(text: str | None) -> tzinfo | None:
    """Read a zone: Z, a name, or an offset; nothing when there is none or it is unknown."""
    text = (text or "").replace(" ", "").lower()
    text = re.sub(r"^(?:gmt|utc)(?=[+-])", "", text)
    if text in _ZONES:
        return timezone(timedelta(hours=_ZONES[text]))
    match = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", text)
    if not match or int(match[2]) > 14:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def _read_iso(text: str) -> Moment | None:
    """Read ISO 8601 with at least a day."""
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    clock = (int(hour), int(minute), int(second) if second else None) if hour else None
    moment = _moment((int(year), int(month), int(day)), clock, _zone(zone))
    if not moment or not fraction or not second:
        return moment
    return Moment(moment.instant + timedelta(microseconds=int(f"{fraction:0<6.6}")), "second")


def _read_epoch(text: str) -> Moment | None:
    """Read seconds or milliseconds since 1970."""
    if not re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return None
    return Moment(datetime.fromtimestamp(int(text[:10]), UTC), "second")


def _read_rfc(text: str) -> Moment | None:
    """Read RFC 822 and its looser relatives."""
    match = _RFC.search(text)
    if not match or match[2].lower() not in _MONTHS:
        return None
    year = int(match[3]) if len(match[3]) == 4 else _short_year(int(match[3]))
    clock = None
    if match[4]:
        hour = _half_day(int(match[4]), match[7])
        clock = (hour, int(match[5]), int(match[6]) if match[6] else None)
    return _moment((year, _MONTHS[match[2].lower()], int(match[1])), clock, _zone(match[8]))


def _read_english(text: str) -> Moment | None:
    """Read "Nov 24, 2026" and the form of asctime."""
    match = _ENGLISH.search(text)
    if not match or match[1].lower() not in _MONTHS:
        return None
    month, day = _MONTHS[match[1].lower()], int(match[2])
    if match[3]:
        return _moment((int(match[3]), month, day), None, None)
    clock = (int(match[4]), int(match[5]), int(match[6]))
    return _moment((int(match[8]), month, day), clock, _zone(match[7]) or UTC)


def _read_vietnamese(text: str) -> Moment | None:
    """Read the first Vietnamese date of a text."""
    match = VIETNAMESE.search(text)
    return _from_vietnamese(match) if match else None


def _from_vietnamese(match: re.Match[str]) -> Moment | None:
    """Build the moment of a match: day before or after the clock, in digits or in words."""
    part = match.groupdict()
    lead = "b" if part["bd"] or part["bd2"] else ""
    word = "2" if part[f"{lead}d2"] else ""
    day = int(part[f"{lead}y{word}"]), int(part[f"{lead}m{word}"]), int(part[f"{lead}d{word}"])
    at = "u" if lead else "t"
    clock = None
    if part[f"{at}h"]:
        hour = _half_day(int(part[f"{at}h"]), part[f"{at}a"])
        clock = (hour, int(part[f"{at}n"] or 0), int(part[f"{at}c"]) if part[f"{at}c"] else None)
    return _moment(day, clock, _zone(part[f"{lead}z"]))


def _half_day(hour: int, half: str | None) -> int:
    """Turn a 12-hour clock into a 24-hour one."""
    half = (half or "").lower()
    if half in ("pm", "ch", "chiều", "tối") and hour < 12:
        return hour + 12
    if half in ("am", "sa", "sáng") and hour == 12:
        return 0
    return hour


def _short_year(year: int) -> int:
    """Give a two-digit year its century."""
    return year + (2000 if year < 70 else 1900)
