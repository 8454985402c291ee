"""Writes the seed ``calendar``: every day with its working-day number, so that SQL counts as Python does.

``number(end) - number(start)`` is :func:`working_days_between`; the working day whose number is
``number(start) + n`` is :func:`add_working_days`.
Run ``python -m include.periods.calendar`` after a change of the swaps or of ``holidays``.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date

from include.periods.days import days_between
from include.periods.working_days import day_off_name, is_working_day
from include.settings import ROOT

SEED = ROOT / "dbt_project" / "seeds" / "calendar.csv"
FIRST, LAST = date(2019, 1, 1), date(2028, 12, 31)
COLUMNS = ("day", "day_off_name", "working_day_number", "is_working_day")


def calendar_rows(first: date = FIRST, last: date = LAST) -> Iterator[tuple[str, str, int, str]]:
    """Yield each day with why it is off, how many working days lie up to it, and whether it is one."""
    number = 0
    for day in days_between(first, last):
        is_working = is_working_day(day)
        number += is_working
        yield day.isoformat(), day_off_name(day), number, str(is_working).lower()


def calendar_text() -> str:
    """Return the whole seed as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(calendar_rows())
    return stream.getvalue()


if __name__ == "__main__":
    SEED.write_text(calendar_text(), encoding="utf-8")
