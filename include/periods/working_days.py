"""The working days of Vietnam: the package ``holidays``, overridden by the official swaps that it lacks.

Only limits worded in "ngày làm việc" count working days; hours run in clock time and plain days in the calendar.
The same answers stand in SQL in the seed ``calendar``, which :mod:`include.periods.calendar` writes from here.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

from include.errors import DeclarationError
from include.settings import ROOT

SWAPS = ROOT / "dbt_project" / "seeds" / "working_day_swaps.csv"
SATURDAY = 5


@dataclass(frozen=True)
class Swap:
    """One day that an official letter made a working day or a day off."""

    is_working: bool
    instrument: str


def read_swaps(path: Path) -> dict[date, Swap]:
    """Return the official swaps by day.

    Raises:
        DeclarationError: A line cannot be read, or a day stands there twice.
    """
    swaps: dict[date, Swap] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                day = date.fromisoformat(row["swap_day"])
                is_working = {"true": True, "false": False}[row["is_working"]]
            except (KeyError, ValueError) as error:
                raise DeclarationError(
                    f"{path}, line {number}: {error}.",
                    hint="Write swap_day as 2026-01-10, is_working as true or false.",
                ) from error
            if day in swaps:
                raise DeclarationError(f"{path}, line {number}: {day} stands there twice.", hint="Remove one of them.")
            swaps[day] = Swap(is_working, row["instrument"])
    return swaps


@cache
def _swaps() -> dict[date, Swap]:
    """Return the swaps of the seed, read once."""
    return read_swaps(SWAPS)


@cache
def _holidays() -> holidays.HolidayBase:
    """Return the calendar of Vietnam, which fills its years on demand."""
    return holidays.country_holidays("VN", language="vi")


def is_working_day(day: date) -> bool:
    """Return whether public offices work on a day."""
    if day in _swaps():
        return _swaps()[day].is_working
    return bool(_holidays().is_working_day(day))


def day_off_name(day: date) -> str:
    """Return why a day is off, in Vietnamese, or nothing when it is a working day."""
    if is_working_day(day):
        return ""
    if day in _swaps():
        return f"Ngày nghỉ hoán đổi ({_swaps()[day].instrument})"
    return str(_holidays().get(day) or ("Thứ bảy" if day.weekday() == SATURDAY else "Chủ nhật"))


def add_working_days(day: date, count: int) -> date:
    """Return the working day that lies ``count`` working days after a day, which itself is not counted.

    Zero gives the day itself when it is a working day, else the next one.
    """
    if count < 0:
        raise ValueError("working days are counted forwards")
    reached = day
    while count > 0 or not is_working_day(reached):
        reached += timedelta(days=1)
        if is_working_day(reached):
            count -= 1
            if count <= 0:
                break
    return reached


def working_days_between(start: date, end: date) -> int:
    """Count the working days after the start, up to and including the end; negative when the end lies before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=offset)) for offset in range(1, (end - start).days + 1))
