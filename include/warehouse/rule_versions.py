"""Checks the catalogue before anything is built: each version of a rule or measure meets its neighbours in time.

A catalogue that contradicts itself would judge outlets, or measure units, by two texts at once, or by none. It is
refused with the line that is wrong, so that whoever changed it can fix it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from include.errors import DeclarationError
from include.warehouse.instruments import BETWEEN, Instrument, instruments
from include.warehouse.projects import PROJECT

UNITS = frozenset((
    "", "years", "months", "days", "working_days", "hours", "minutes", "share", "agencies", "rounds", "day_of_january",
    "day_of_december",
))  # fmt: skip
CHOICES = {"basis": ("duty", "guidance", "signal"), "confidence": ("high", "medium", "low")}


@dataclass(frozen=True, slots=True)
class Version:
    """One line of a catalogue: what holds for some kinds of outlet or thing, from its first day to before its last."""

    file: str
    line: int
    subject: str
    kinds: tuple[str, ...]
    first: date
    last: date | None
    instruments: tuple[str, ...]


def check_rule_versions(seeds: Path = PROJECT / "seeds") -> None:
    """Refuse a catalogue whose versions cannot be read, overlap or leave a gap, or name no instrument in force.

    Args:
        seeds: Folder of rules.csv, rule_versions.csv, measures.csv, measure_versions.csv and instruments.csv.

    Raises:
        DeclarationError: Names the file, the line, the rule or measure and what is wrong.
    """
    known = instruments(seeds)
    rules = {row["rule_id"]: row["kinds"].split() for _, row in _rows(seeds / "rules.csv")}
    measures = {row["measure_id"] for _, row in _rows(seeds / "measures.csv")}
    versions = [
        *(_version("rule_versions.csv", line, row, rules) for line, row in _rows(seeds / "rule_versions.csv")),
        *(_measured(line, row, measures) for line, row in _rows(seeds / "measure_versions.csv")),
    ]
    lines: dict[tuple[str, str, str], list[Version]] = {}
    for version in versions:
        _check_instruments(version, known)
        for kind in version.kinds:
            lines.setdefault((version.file, version.subject, kind), []).append(version)
    for follow in lines.values():
        _check_line(follow)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells of each row."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            yield reader.line_num, row


def _version(file: str, line: int, row: dict[str, str], subjects: dict[str, list[str]]) -> Version:
    """Return one version after reading each of its cells."""
    subject, kinds = row["rule_id"], tuple(row["kinds"].split())
    if subject not in subjects:
        raise _wrong(file, line, subject, f"{_catalogued(file)}s.csv has no such {_catalogued(file)}.")
    if unknown := sorted(set(kinds) - set(subjects[subject])):
        raise _wrong(file, line, subject, f"the rule does not concern {', '.join(unknown)}.")
    if row["unit"] not in UNITS:
        raise _wrong(file, line, subject, f"“{row['unit']}” is no unit that any rule counts in.")
    for column, choices in CHOICES.items():
        if row[column] not in choices:
            raise _wrong(file, line, subject, f"{column} is “{row[column]}” instead of one of {', '.join(choices)}.")
    try:
        float(row["threshold"] or 0)
        first = date.fromisoformat(row["effective_from"])
        last = date.fromisoformat(row["effective_to"]) if row["effective_to"] else None
    except ValueError as error:
        raise _wrong(file, line, subject, f"a threshold or date cannot be read: {error}.") from error
    if last is not None and last <= first:
        raise _wrong(file, line, subject, f"it ends on {last}, which is not after its first day, {first}.")
    return Version(file, line, subject, kinds, first, last, tuple(row["instrument"].split(BETWEEN)))


def _catalogued(file: str) -> str:
    """Return what a catalogue holds versions of."""
    return file.partition("_")[0]


def _measured(line: int, row: dict[str, str], measures: set[str]) -> Version:
    """Return one version of a measure, which concerns one kind of thing or, where none is named, all."""
    kind = row["applies_to"] or "all"
    as_rule = {**row, "rule_id": row["measure_id"], "kinds": kind}
    return _version("measure_versions.csv", line, as_rule, {measure: [kind] for measure in measures})


def _check_line(versions: Sequence[Version]) -> None:
    """Refuse versions of one rule or measure for one kind that do not follow each other day by day."""
    for earlier, later in pairwise(sorted(versions, key=lambda version: version.first)):
        if earlier.last is None or earlier.last > later.first:
            raise _wrong(
                later.file, later.line, later.subject, f"it begins on {later.first}, while line {earlier.line} holds."
            )
        if earlier.last < later.first:
            raise _wrong(
                later.file,
                later.line,
                later.subject,
                f"nothing holds from {earlier.last} to its first day, {later.first}.",
            )


def _check_instruments(version: Version, known: dict[str, Instrument]) -> None:
    """Refuse a version that names no instrument, or none that was in force, or may have been, on each of its days."""
    if unknown := [name for name in version.instruments if name not in known]:
        raise _wrong(version.file, version.line, version.subject, f"instruments.csv has no “{unknown[0]}”.")
    if not any(known[name].covers(version.first, version.last) for name in version.instruments):
        raise _wrong(
            version.file, version.line, version.subject, "none of its instruments is in force on each of its days."
        )


def _wrong(file: str, line: int, subject: str, sentence: str) -> DeclarationError:
    """Return the error for one line."""
    hint = "Correct the line: intervals are half-open, the day after the last one stands in effective_to."
    return DeclarationError(f"{file}, line {line}, {subject}: {sentence}", hint=hint)
