"""Which articles carry an official release of the city, and how completely.

Only carriers are written: there is no list of who did not.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from include.classification.admitted import Article
from include.classification.lists import newest, unique
from include.classification.reprints.candidates import index, suspects_across
from include.classification.reprints.shingles import fingerprint, shingle
from include.classification.reprints.verification import compare
from include.classification.syllables import nfc, read_syllables

VERSION = "release-containment-2"
CARRIED_MINIMUM = 0.3  # share of the release


@dataclass(frozen=True, slots=True)
class Release:
    """An official text of the city."""

    release_id: str
    text: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Carried:
    """A release found in an article.

    Attributes:
        containment: Share of the release's shingles found in the article; 0 to 1.
        stretches: First syllable in the article's lead and text, and syllables, of each common run.
    """

    release: Release
    article: Article
    containment: float
    stretches: tuple[tuple[int, int], ...]


def releases() -> list[Release]:
    """Return the releases of the newest register, ordered by id."""
    return [
        Release(row["release_id"], nfc(row["text"]), row["issued_at"])
        for row in unique(newest("releases"), "release_id")
    ]


def find_carriers(official: Sequence[Release], articles: Sequence[Article]) -> list[Carried]:
    """Return which articles carry which releases, ordered by release and article."""
    if not official or not articles:
        return []
    release_prints = fingerprint([release.text for release in official])
    article_prints = fingerprint([article.body for article in articles])
    suspects = suspects_across(index(release_prints), index(article_prints), len(official), article_prints.sizes)
    numbers = np.stack([suspects.lefts, suspects.rights], axis=1)
    overlaps = compare(
        shingle([release.text for release in official]),
        shingle([article.body for article in articles]),
        numbers,
    )
    of_release = overlaps.containment()[0]
    bounds = np.searchsorted(overlaps.runs[:, 0], np.arange(len(numbers) + 1)).tolist()
    return [
        Carried(
            official[left],
            articles[right],
            round(float(of_release[number]), 4),
            tuple((run[2], run[3]) for run in overlaps.runs[bounds[number] : bounds[number + 1]].tolist()),
        )
        for number, (left, right) in enumerate(numbers.tolist())
        if of_release[number] >= CARRIED_MINIMUM
    ]


def carrier_rows(carried: Sequence[Carried]) -> list[dict[str, Any]]:
    """Return rows of release_carriers, without their day."""
    return [
        {
            "release_id": one.release.release_id,
            "article_id": one.article.article_id,
            "passages": json.dumps(_passages(one)),
            "classifier_version": VERSION,
            "containment": one.containment,
            "delay_minutes": _delay_minutes(one),
        }
        for one in carried
    ]


def _passages(carried: Carried) -> list[dict[str, int]]:
    """Return where the release stands in the article's text, in its order; what its lead holds is left out."""
    read = read_syllables([carried.article.body])
    before = len(carried.article.body) - len(carried.article.text)
    spans = [(int(read.starts[first]), int(read.ends[first + length - 1])) for first, length in carried.stretches]
    return [
        {"article_start": max(start - before, 0), "article_end": end - before}
        for start, end in sorted(spans)
        if end > before
    ]


def _delay_minutes(carried: Carried) -> float | None:
    """Return the minutes from the release to the article; None where the article's time is unknown."""
    if carried.article.published_at is None:
        return None
    return round((carried.article.published_at - carried.release.issued_at) / timedelta(minutes=1), 2)
