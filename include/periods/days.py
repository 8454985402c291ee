"""Local days of Hanoi and the instants that bound them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def local_time(instant: datetime) -> str:
    """Return how people read an instant, to the minute of Hanoi: ``09:05 ngày 14/11/2026``."""
    return f"{instant.astimezone(LOCAL):%H:%M ngày %d/%m/%Y}"


def local_day(instant: datetime) -> date:
    """Return the day in Hanoi on which a zoned instant falls."""
    return instant.astimezone(LOCAL).date()


def day_start(day: date) -> datetime:
    """Return the first instant of a local day, in UTC."""
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)


def day_end(day: date) -> datetime:
    """Return the instant just after a local day, in UTC; days are half-open."""
    return day_start(day + timedelta(days=1))


def last_second(day: date) -> datetime:
    """Return 23:59:59 of a local day, in UTC: the instant at which a past day is asked of an archive."""
    return day_end(day) - timedelta(seconds=1)


def days_between(from_day: date, to_day: date) -> Iterator[date]:
    """Yield each day from the first to the last, both included."""
    for offset in range((to_day - from_day).days + 1):
        yield from_day + timedelta(days=offset)
