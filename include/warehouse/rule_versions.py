"""Checks the catalogue of rules before anything is built: each version is an interval that meets its neighbours.

A catalogue that contradicts itself would judge outlets by two texts at once, or by none. It is refused with the line
that is wrong, so that whoever changed it can fix it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from include.errors import DeclarationError
from include.warehouse.dbt import PROJECT
from include.warehouse.instruments import BETWEEN, Instrument, instruments

UNITS = frozenset(
    ("", "years", "months", "days", "working_days", "minutes", "share", "agencies", "rounds", "day_of_january")
)
CHOICES = {"basis": ("duty", "guidance", "signal"), "confidence": ("high", "medium", "low")}


@dataclass(frozen=True, slots=True)
class Version:
    """One line of rule_versions.csv: what holds for some kinds of outlet from its first day to before its last."""

    line: int
    rule_id: str
    kinds: tuple[str, ...]
    first: date
    last: date | None
    instruments: tuple[str, ...]


def check_rule_versions(seeds: Path = PROJECT / "seeds") -> None:
    """Refuse a catalogue whose versions cannot be read, overlap or leave a gap.

    Args:
        seeds: Folder of rules.csv, rule_versions.csv and instruments.csv.

    Raises:
        DeclarationError: Names the line, the rule and what is wrong.
    """
    rules = {row["rule_id"]: row["kinds"].split() for _, row in _rows(seeds / "rules.csv")}
    versions = [_version(line, row, rules) for line, row in _rows(seeds / "rule_versions.csv")]
    known = instruments(seeds)
    for version in versions:
        _check_instruments(version, known)
    for rule_id, kinds in rules.items():
        for kind in kinds:
            _check_line([version for version in versions if version.rule_id == rule_id and kind in version.kinds])


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells of each row."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            yield reader.line_num, row


def _version(line: int, row: dict[str, str], rules: dict[str, list[str]]) -> Version:
    """Return one version after reading each of its cells."""
    rule_id, kinds = row["rule_id"], tuple(row["kinds"].split())
    if rule_id not in rules:
        raise _wrong(line, rule_id, "rules.csv has no such rule.")
    if unknown := sorted(set(kinds) - set(rules[rule_id])):
        raise _wrong(line, rule_id, f"the rule does not concern {', '.join(unknown)}.")
    if row["unit"] not in UNITS:
        raise _wrong(line, rule_id, f"“{row['unit']}” is no unit that any rule counts in.")
    for column, choices in CHOICES.items():
        if row[column] not in choices:
            raise _wrong(line, rule_id, f"{column} is “{row[column]}” instead of one of {', '.join(choices)}.")
    try:
        float(row["threshold"] or 0)
        first = date.fromisoformat(row["effective_from"])
        last = date.fromisoformat(row["effective_to"]) if row["effective_to"] else None
    except ValueError as error:
        raise _wrong(line, rule_id, f"a threshold or date cannot be read: {error}.") from error
    if last is not None and last <= first:
        raise _wrong(line, rule_id, f"it ends on {last}, which is not after its first day, {first}.")
    return Version(line, rule_id, kinds, first, last, tuple(row["instrument"].split(BETWEEN)))


def _check_line(versions: Sequence[Version]) -> None:
    """Refuse versions of one rule for one kind that do not follow each other day by day."""
    for earlier, later in pairwise(sorted(versions, key=lambda version: version.first)):
        if earlier.last is None or earlier.last > later.first:
            raise _wrong(later.line, later.rule_id, f"it begins on {later.first}, while line {earlier.line} holds.")
        if earlier.last < later.first:
            raise _wrong(
                later.line, later.rule_id, f"nothing holds from {earlier.last} to its first day, {later.first}."
            )


def _check_instruments(version: Version, known: dict[str, Instrument]) -> None:
    """Refuse a version that names no instrument, or none that was in force, or may have been, on each of its days."""
    if unknown := [name for name in version.instruments if name not in known]:
        raise _wrong(version.line, version.rule_id, f"instruments.csv has no “{unknown[0]}”.")
    if not any(known[name].covers(version.first, version.last) for name in version.instruments):
        raise _wrong(version.line, version.rule_id, "none of its instruments is in force on each of its days.")


def _wrong(line: int, rule_id: str, sentence: str) -> DeclarationError:
    """Return the refusal of one line."""
    hint = "Correct the line: intervals are half-open, the day after the last one stands in effective_to."
    return DeclarationError(f"rule_versions.csv, line {line}, {rule_id}: {sentence}", hint=hint)
