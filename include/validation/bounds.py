"""Compares the measures of a day, and of each outlet's day, with their declared bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from include.validation.suite import BatchBound
from include.validation.volume import History


@dataclass(frozen=True)
class BoundOutcome:
    """The result of one bound on one batch; an outlet of None means the whole day, a value of None no measure."""

    bound: BatchBound
    day: date
    outlet_id: str | None
    value: float | None

    @property
    def is_within(self) -> bool:
        """Whether the measure lies within its bounds, or could not be taken."""
        if self.value is None:
            return True
        least = float("-inf") if self.bound.minimum is None else self.bound.minimum
        most = float("inf") if self.bound.maximum is None else self.bound.maximum
        return least <= self.value <= most

    @property
    def is_stop(self) -> bool:
        """Whether the batch must not pass."""
        return not self.is_within and self.bound.level == "stop"

    def sentence(self) -> str:
        """Return day, outlet, measure, value and bounds in one sentence."""
        least = "" if self.bound.minimum is None else f" at least {self.bound.minimum:g}"
        most = "" if self.bound.maximum is None else f" at most {self.bound.maximum:g}"
        who = f", {self.outlet_id}" if self.outlet_id else ""
        value = "unknown" if self.value is None else f"{self.value:.3g}"
        return f"{self.day}{who}: {self.bound.measure} is {value}, expected{least}{most}."


def _measure(bound: BatchBound, rows: int, quarantined: int, ordinary: float | None) -> float | None:
    """Return one measure of one batch, or None when it cannot be taken or the batch is too small."""
    if bound.measure == "volume_ratio":
        if not ordinary or max(rows, ordinary) < bound.at_least_rows:
            return None
        return rows / ordinary
    if rows < bound.at_least_rows or not rows:
        return None
    return float(rows) if bound.measure == "rows" else quarantined / rows


def check_bounds(
    bounds: Sequence[BatchBound], day: date, rows: Mapping[str, int], quarantined: Mapping[str, int], history: History
) -> list[BoundOutcome]:
    """Check every bound on the whole day and on each outlet's day.

    Args:
        bounds: Declared bounds.
        day: Day of the batch.
        rows: Landed rows by outlet.
        quarantined: Rows to be quarantined by outlet.
        history: Counts of the days before.
    """
    found = []
    for bound in bounds:
        parts: list[str | None] = [None] if bound.per == "day" else list(rows)
        for outlet_id in parts:
            count = sum(rows.values()) if outlet_id is None else rows[outlet_id]
            refused = sum(quarantined.values()) if outlet_id is None else quarantined.get(outlet_id, 0)
            ordinary = history.ordinary(outlet_id) if bound.measure == "volume_ratio" else None
            found.append(BoundOutcome(bound, day, outlet_id, _measure(bound, count, refused, ordinary)))
    return found
