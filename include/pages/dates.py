"""Dates as outlets write them, read as instants with a precision.

Machine forms and Vietnamese forms such as "Thứ ba, 24/11/2026, 07:30 (GMT+7)" or "7h30 ngày 24 tháng 11 năm 2026";
which they are stands in :mod:`include.pages.date_forms`. What is ambiguous or impossible is no date.
"""

import unicodedata
from functools import lru_cache

from include.pages.date_forms import FORMS, read_epoch, read_iso
from include.pages.moment import UNCERTAINTY_MINUTES as UNCERTAINTY_MINUTES
from include.pages.moment import Moment as Moment
from include.pages.moment import Precision as Precision

_REMEMBERED = 1000  # characters: not even composed are longer ones a date
_LONGEST = 200


def parse_moment(text: str) -> Moment | None:
    """Return the one date of a text, in whatever known form it is written; nothing when it is none."""
    text = text.strip()
    return _parse_moment(text) if len(text) <= _REMEMBERED else None


@lru_cache(maxsize=4096)
def _parse_moment(text: str) -> Moment | None:
    """Read one date from a text short enough to be remembered."""
    text = unicodedata.normalize("NFC", text).strip()
    if not text or len(text) > _LONGEST:
        return None
    for read in (read_iso, read_epoch):
        if found := read(text):
            return found
    dates = find_moments(text)
    return dates[0][2] if dates else None


def find_moments(text: str) -> list[tuple[int, int, Moment]]:
    """Return start, end and moment of every date in running text, in their order; the longer of two that overlap."""
    found = [
        (match.start(), match.end(), moment)
        for pattern, read in FORMS
        for match in pattern.finditer(text)
        if (moment := read(match))
    ]
    found.sort(key=lambda each: (each[0], -each[1]))
    dates: list[tuple[int, int, Moment]] = []
    for start, end, moment in found:
        if not dates or start >= dates[-1][1]:
            dates.append((start, end, moment))
        elif end - start > dates[-1][1] - dates[-1][0]:
            dates[-1] = (start, end, moment)
    return dates
