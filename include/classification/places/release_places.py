"""Which units of the city an official release speaks of, to be set beside those its carriers speak of."""

from collections.abc import Sequence
from typing import Any

from include.classification.places.recognition import unit_rows
from include.classification.releases import Carried
from include.periods.days import local_day


def release_place_rows(carried: Sequence[Carried]) -> list[dict[str, Any]]:
    """Return rows of release_places, without their day: of the releases carried, ordered by release and unit.

    Units are those that exist on the local day on which a release was issued.
    """
    released = {one.release.release_id: one.release for one in carried}
    return [
        {"release_id": release_id, **row}
        for release_id, release in sorted(released.items())
        for row in unit_rows(release.text, local_day(release.issued_at))
    ]
