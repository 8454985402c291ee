"""Places: precision and recall on sentences labelled by hand, with traps; the sentences are tests/fixtures/places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from include.classification.places.recognition import recognise
from include.settings import ROOT

SENTENCES = ROOT / "tests" / "fixtures" / "places" / "sentences.txt"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the day it is read on, and the units it names."""

    day: date
    unit_ids: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How often units were found rightly; shares from 0 to 1."""

    sentences: int
    precision: float
    recall: float


def sentences(path: Path = SENTENCES) -> list[Sentence]:
    """Return the labelled sentences in the order of the file."""
    found, day = [], date.min
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("day "):
            day = date.fromisoformat(line.removeprefix("day "))
        elif line and not line.startswith("#"):
            labels, text = line.split("|", 1)
            found.append(Sentence(day, frozenset(filter(None, labels.split(","))), text))
    return found


def measure(labelled: Sequence[Sentence]) -> Figures:
    """Return precision and recall over all units of all sentences."""
    right = found_count = named = 0
    for sentence in labelled:
        found = {mention.unit_id for mention in recognise(sentence.text, sentence.day)}
        right += len(found & sentence.unit_ids)
        found_count += len(found)
        named += len(sentence.unit_ids)
    return Figures(len(labelled), right / max(found_count, 1), right / max(named, 1))


def run() -> list[dict[str, Any]]:
    """Return the figures beside their marks; there is no peer for these units."""
    figures = measure(sentences())
    unit = f"share, {figures.sentences} sentences"
    shared = {"unit": unit, "peer": None, "peer_value": None, "ratio": None}
    return [
        {"what": "places, precision", "value": round(figures.precision, 4), "mark": 0.97, **shared},
        {"what": "places, recall", "value": round(figures.recall, 4), "mark": 0.95, **shared},
    ]
