"""The city's districts, wards and communes with the days on which they existed, and what else their names may mean."""

import csv
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from include.classification.syllables import nfc
from include.settings import ROOT

UNITS = ROOT / "dbt_project" / "seeds" / "units.csv"
AMBIGUITY = Path(__file__).parent / "ambiguity.yml"
KINDS = {"Phường": "phường", "Xã": "xã", "Quận": "quận", "Huyện": "huyện", "Thị xã": "thị xã"}
_TONE_PLACES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit between two days.

    Attributes:
        kind: Kind of unit as written in a text: phường, xã, quận, huyện, thị xã.
        name: Its name without the kind.
        effective_to: Day after the last; None while it exists.
    """

    unit_id: str
    kind: str
    name: str
    effective_from: date
    effective_to: date | None

    def exists_on(self, day: date) -> bool:
        """Return whether the unit existed on a day."""
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)


def _open_syllable(found: re.Match[str]) -> str:
    """Write the tone of an open syllable on its first vowel, keeping the case."""
    written = found.group()
    placed = _TONE_PLACES[written.lower()]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(written, placed, strict=True))


def spelling(text: str) -> str:
    """Return a text of the same length with one spelling: tones as in "Hòa", plain hyphens, plain blanks."""
    one = _ANY_TONE.sub(_open_syllable, text)
    return one.replace("–", "-").replace("—", "-").replace("\xa0", " ")


_ANY_TONE = re.compile(f"(?:{'|'.join(_TONE_PLACES)})(?![A-Za-zÀ-ỹ])", re.IGNORECASE)


def _unit(row: dict[str, str]) -> Unit | None:
    """Make one unit of a row, or None where the row is no district, ward or commune."""
    kind = next((kind for kind in KINDS if row["unit_name"].startswith(f"{kind} ")), None)
    if kind is None or row["kind"] not in ("district", "ward", "commune"):
        return None
    ended = date.fromisoformat(row["effective_to"]) if row["effective_to"] else None
    name = spelling(nfc(row["unit_name"].removeprefix(kind).strip()))
    return Unit(row["unit_id"], KINDS[kind], name, date.fromisoformat(row["effective_from"]), ended)


@cache
def units() -> tuple[Unit, ...]:
    """Return every district, ward and commune of the seed, ordered by id and first day."""
    with UNITS.open(encoding="utf-8", newline="") as rows:
        found = [unit for row in csv.DictReader(rows) if (unit := _unit(row))]
    return tuple(sorted(found, key=lambda unit: (unit.unit_id, unit.effective_from)))


@cache
def _ambiguity() -> dict[str, frozenset[str]]:
    """Return the declared lists of names."""
    declared = yaml.safe_load(AMBIGUITY.read_text(encoding="utf-8"))
    return {key: frozenset(spelling(nfc(name)) for name in names) for key, names in declared.items()}


def needs_kind(name: str) -> bool:
    """Return whether a name means the unit only beside its kind."""
    return name in _ambiguity()["needs_kind"]


def is_surname(word: str) -> bool:
    """Return whether a word is a usual surname."""
    return word in _ambiguity()["surnames"]


def elsewhere() -> frozenset[str]:
    """Return the names of other provinces and cities."""
    return _ambiguity()["elsewhere"]


@cache
def version() -> str:
    """Return the version of units and ambiguities: it changes when either file does."""
    packed = UNITS.read_bytes() + AMBIGUITY.read_bytes()
    return f"gazetteer-2-{hashlib.sha256(packed).hexdigest()[:8]}"


@cache
def by_name(day: date) -> dict[str, tuple[Unit, ...]]:
    """Return the units that exist on a day, by name."""
    names: dict[str, list[Unit]] = {}
    for unit in units():
        if unit.exists_on(day):
            names.setdefault(unit.name, []).append(unit)
    return {name: tuple(found) for name, found in names.items()}
