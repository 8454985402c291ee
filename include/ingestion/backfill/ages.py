"""Whether a sitemap can hold entries of a past interval, judged by when it changed and by the date in its name.

A wrong guess would lose articles, so whatever is unclear may hold them, and a day more on each side is granted: the
dates of sitemaps are often those of UTC.
"""

import calendar
import re
from datetime import date, timedelta
from enum import Enum
from urllib.parse import unquote, urlsplit

from include.archive.facts import Interval
from include.pages.listings.listing import Nested
from include.periods.days import local_day

GRACE = timedelta(days=1)
_YEARS = range(1997, 2101)  # Vietnam was connected to the Internet in 1997
_APART = r"(?:[-_./]|&\w+=)?"  # what stands between the parts of a date in an address
_DATED = re.compile(rf"(?<!\d)(?P<year>\d{{4}})(?:{_APART}(?P<month>\d{{2}})(?:{_APART}(?P<day>\d{{2}}))?)?(?!\d)")
_NO_MONTHS = re.compile(r"(?<![a-z])(?:w|week|tuan|quy|q)[-_]?\d", re.I)  # counts weeks or quarters


class Age(Enum):
    """Where the entries of a sitemap lie, relative to a past interval."""

    OLDER = "older"
    MAY_HOLD = "may_hold"
    YOUNGER = "younger"


def age_of(sitemap: Nested, interval: Interval) -> Age:
    """Return whether a sitemap can hold entries of an interval; one that last changed before it holds older ones."""
    if sitemap.changed is not None and local_day(sitemap.changed.instant + GRACE) < interval.from_day:
        return Age.OLDER
    first, last = named_days(sitemap.url) or (interval.from_day, interval.to_day)
    if last + GRACE < interval.from_day:
        return Age.OLDER
    return Age.YOUNGER if first - GRACE > interval.to_day else Age.MAY_HOLD


def named_days(url: str) -> tuple[date, date] | None:
    """Return the first and the last day that an address names: of a day, a month or a year, whichever it gives."""
    parts = urlsplit(url)
    named = unquote(f"{parts.path}?{parts.query}")
    found = [match for match in _DATED.finditer(named) if int(match["year"]) in _YEARS]
    return _days(found[-1], has_months=not _NO_MONTHS.search(named)) if found else None


def _days(match: re.Match[str], *, has_months: bool) -> tuple[date, date]:
    """Return the days that a date in an address covers; a number that is no month leaves the year."""
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    if not has_months or not 1 <= month <= 12:
        return date(year, 1, 1), date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    if 1 <= day <= last:
        return date(year, month, day), date(year, month, day)
    return date(year, month, 1), date(year, month, last)
