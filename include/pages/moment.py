"""An instant as far as it is known, and how one is built from the parts that a date is written in."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

from include.periods.days import LOCAL

Precision = Literal["second", "minute", "day"]
UNCERTAINTY_MINUTES = {"second": 0.0, "minute": 0.5, "day": 720.0}
_YEARS = range(1990, 2101)  # no outlet published on the web earlier; 0001 and 1970 are what empty fields print
_ZONES = {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_ZONES |= {"pst": -8, "pdt": -7, "ict": 7, "bst": 1, "cet": 1, "cest": 2, "jst": 9, "wib": 7}
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")


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

    @property
    def earliest(self) -> datetime:
        """Start of the interval the instant lies in."""
        return self.instant - timedelta(minutes=self.uncertainty_minutes)

    @property
    def latest(self) -> datetime:
        """End of the interval the instant lies in."""
        return self.instant + timedelta(minutes=self.uncertainty_minutes)


def build(day: tuple[int, int, int], clock: tuple[int, int, int | None] | None, zone: tzinfo | None) -> Moment | None:
    """Return the moment of a year, month and day and perhaps a clock, or nothing when there is no such day or time."""
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


def zone_of(text: str | None) -> tzinfo | None:
    """Return the zone of a name or an offset, such as ICT, GMT+7 or +07:00; nothing when it is unknown."""
    text = (text or "").replace(" ", "").lower()
    text = re.sub(r"^(?:gmt|utc)(?=[+-])", "", text)
    if text in _ZONES:
        return timezone(timedelta(hours=_ZONES[text]))
    match = _OFFSET.fullmatch(text)
    if not match or int(match[2]) > 14:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def hour_of(hour: int, half: str | None) -> int:
    """Return the hour of a 24-hour clock from one of a 12-hour clock and its half of the day."""
    half = (half or "").lower()
    if half in ("pm", "ch", "chiều", "tối") and hour < 12:
        return hour + 12
    if half in ("am", "sa", "sáng") and hour == 12:
        return 0
    return hour


def year_of(digits: str) -> int:
    """Return a year written in four digits or in two."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)
