"""Which units of the city an official release speaks of, to be set beside those its carriers speak of."""

from collections.abc import Sequence
from typing import Any

from include.classification.places.gazetteer import version
from include.classification.places.recognition import Mention, recognise
from include.classification.releases import Carried, Release
from include.periods.days import local_day


def release_place_rows(carried: Sequence[Carried]) -> list[dict[str, Any]]:
    """Return rows of release_places, without their day: of the releases carried, ordered by release and unit."""
    released = {one.release.release_id: one.release for one in carried}
    return [row for _, release in sorted(released.items()) for row in _rows(release)]


def _rows(release: Release) -> list[dict[str, Any]]:
    """Return the rows of one release; units are those that exist on the local day of its issue."""
    by_unit: dict[str, list[Mention]] = {}
    for mention in recognise(release.text, local_day(release.issued_at)):
        by_unit.setdefault(mention.unit_id, []).append(mention)
    return [
        {
            "release_id": release.release_id,
            "unit_id": unit_id,
            "classifier_version": version(),
            "mentions": len(mentions),
            "confidence": max(mention.confidence for mention in mentions),
        }
        for unit_id, mentions in sorted(by_unit.items())
    ]
