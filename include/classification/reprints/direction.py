"""Who came first: publication times are intervals, and only intervals that do not meet decide."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Published:
    """When a text was published: an instant and the half-width of the interval it lies in.

    Attributes:
        at: None where the time is unknown.
        uncertainty_minutes: 0 for an exact time.
    """

    at: datetime | None
    uncertainty_minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Delay:
    """The delay from one text to another, in minutes, between the least and the most that both times allow."""

    minutes_min: float
    minutes_max: float

    @property
    def is_known(self) -> bool:
        """Whether the second text certainly came after the first."""
        return self.minutes_min > 0


def delay(first: Published, second: Published) -> Delay | None:
    """Return the delay from the first text to the second, or None where a time is unknown."""
    if first.at is None or second.at is None:
        return None
    minutes = (second.at - first.at) / timedelta(minutes=1)
    # Added, not taken in squares: the clocks of two outlets err independently, and the worst case must hold
    slack = first.uncertainty_minutes + second.uncertainty_minutes
    return Delay(minutes - slack, minutes + slack)


def arrange(left: Published, right: Published) -> tuple[bool | None, Delay | None]:
    """Return whether the left text came first, None where the times do not decide, and the delay between them."""
    forth = delay(left, right)
    if forth is None:
        return None, None
    if forth.is_known:
        return True, forth
    back = delay(right, left)
    return (False, back) if back is not None and back.is_known else (None, None)
