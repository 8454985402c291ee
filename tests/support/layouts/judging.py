"""Compares what was read of drawn mastheads with what they show, and counts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.layouts.mastheads import DrawnMasthead


@dataclass
class Tally:
    """Counts of outcomes over many draws.

    Attributes:
        counts: By field and outcome: right, wrong, unread, false_absence; absent, open, invented of what is not shown.
        wrongs: Some of the draws that were not read right, as seed, field, outcome and what was read.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrongs: list[tuple[str, str, str, str | None]] = field(default_factory=list)

    def total(self, *outcomes: str) -> int:
        """Return how often these outcomes came about."""
        return sum(count for (_, outcome), count in self.counts.items() if outcome in outcomes)

    def share(self, outcome: str, *of: str) -> float:
        """Return the share of an outcome among several."""
        return self.total(outcome) / max(1, self.total(*of))

    def add(self, drawn: DrawnMasthead, read: Mapping[str, tuple[bool, str | None, str]]) -> None:
        """Count one draw; read gives for each field whether it is present, its value and its place."""
        for name in (*drawn.shown, *drawn.missing):
            outcome = _outcome(name, drawn, *read[name])
            self.counts[name, outcome] += 1
            if outcome not in ("right", "absent"):
                self.wrongs.append((drawn.seed, name, outcome, read[name][1]))


SHOWN = ("right", "wrong", "unread", "false_absence")
MISSING = ("absent", "open", "invented")


def _outcome(name: str, drawn: DrawnMasthead, is_present: bool, value: str | None, place: str) -> str:
    """Return the outcome of one field."""
    if name in drawn.shown:
        if not is_present:
            return "false_absence" if place == "seen" else "unread"
        wanted = drawn.shown[name]
        return "right" if not wanted or any(_agrees(name, one, value or "") for one in wanted) else "wrong"
    if is_present:
        return "invented"
    return "absent" if place == "seen" else "open"


def _agrees(name: str, wanted: str, value: str) -> bool:
    """Return whether a value is the one that is shown; an address may lack its last part."""
    one, other = (_plain(text) for text in (wanted, value))
    if name == "contact_phone":
        return re.sub(r"\D", "", one) == re.sub(r"\D", "", other)
    if name == "contact_address":
        return (
            other == one
            or (other in one and len(other) >= 0.6 * len(one))
            or (one in other and len(other) < len(one) + 25)
        )
    return one.replace(" ", "") == other.replace(" ", "")


def _plain(text: str) -> str:
    """Return text as it is compared."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(" .,:;-–—")
