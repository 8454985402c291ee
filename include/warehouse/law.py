"""What the catalogue rests on: which text each rule and measure has since when, who read it, and what is still open."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from include.warehouse.instruments import BETWEEN, Instrument, instruments
from include.warehouse.projects import PROJECT

SEEDS = PROJECT / "seeds"
Row = dict[str, Any]


def law_log(subject_id: str | None = None, seeds: Path = SEEDS) -> list[Row]:
    """Return each version of each rule and measure, by the day it begins, with who read its text, when and where.

    Args:
        subject_id: A rule or measure alone; all of them otherwise.
        seeds: Folder of the catalogue.
    """
    known = instruments(seeds)
    rows = [
        {
            "from": row["effective_from"],
            "before": row["effective_to"] or None,
            "id": subject,
            "concerns": row.get("kinds") or row.get("applies_to") or None,
            "instrument": row["instrument"],
            "provision": row["provision"] or None,
            "basis": row["basis"],
            "confidence": row["confidence"],
            "in_force": _in_force(row, known),
            "read_by": row["read_by_role"] or None,
            "read_on": row["read_on"] or None,
            "read_where": row["read_where"] or None,
        }
        for subject, row in _versions(seeds)
        if subject_id in (None, subject)
    ]
    return sorted(rows, key=lambda row: (row["from"], row["id"], row["concerns"] or ""))


def open_points(seeds: Path = SEEDS) -> list[Row]:
    """Return what the catalogue does not know: texts not read, gaps, disputed numbers, instruments of unknown force."""
    known = instruments(seeds)
    return [
        {"from": row["effective_from"], "id": subject, "open": point, "about": about}
        for subject, row in _versions(seeds)
        for point, about in _points(row, known)
    ]


def _versions(seeds: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rule or measure and the row of each version."""
    for name, key in (("rule_versions", "rule_id"), ("measure_versions", "measure_id")):
        with (seeds / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row[key], row


def _named(row: dict[str, str], known: dict[str, Instrument]) -> list[Instrument]:
    """Return the instruments that a version names."""
    return [known[name] for name in row["instrument"].split(BETWEEN)]


def _interval(row: dict[str, str]) -> tuple[date, date | None]:
    """Return the half-open interval of a version."""
    end = row["effective_to"]
    return date.fromisoformat(row["effective_from"]), date.fromisoformat(end) if end else None


def _in_force(row: dict[str, str], known: dict[str, Instrument]) -> str:
    """Return yes where an instrument is known to be in force on each day of a version, else unknown."""
    return "yes" if any(one.is_known_from(*_interval(row)) for one in _named(row, known)) else "unknown"


def _points(row: dict[str, str], known: dict[str, Instrument]) -> Iterator[tuple[str, str]]:
    """Yield what is open of one version, as a code and the words that say of what."""
    if row["confidence"] == "low" or not row["read_on"]:
        yield "text_not_read", row["provision"].strip(BETWEEN) or row["instrument"]
    if row["unit"] and not row["threshold"]:
        yield "threshold_unknown", row["unit"]
    if gap := row.get("gap"):
        yield "gap", gap
    for instrument in _named(row, known):
        if instrument.is_number_disputed:
            yield "number_disputed", instrument.note
    if _in_force(row, known) == "unknown":
        yield "in_force_unknown", BETWEEN.join(one.note or one.name for one in _named(row, known))
