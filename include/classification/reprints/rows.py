"""Matches as rows of the landing table reprints: direction, delay, passages, origin, credit."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from include.classification.reprints.direction import arrange
from include.classification.reprints.matching import Match, published
from include.classification.reprints.pairs import VERSION
from include.classification.reprints.passages import Passage


def passage_objects(passages: Sequence[Passage]) -> list[dict[str, int]]:
    """Return passages whose left text is the original as plain objects, offsets in characters."""
    return [
        {
            "original_start": passage.left_start,
            "original_end": passage.left_end,
            "reprint_start": passage.right_start,
            "reprint_end": passage.right_end,
        }
        for passage in passages
    ]


def _credits(credited: str | None, names: Sequence[str]) -> bool | None:
    """Return whether a credit names an outlet; None where nothing is credited."""
    return None if not credited else any(name in credited.casefold() for name in names)


def reprint_row(
    match: Match, origin: str | None, credited: Mapping[str, str], names: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return one row of reprints, without its day and before chains are resolved.

    Args:
        match: The pair.
        origin: Id of the third text that both print.
        credited: The agency each article credits, by article.
        names: The names each outlet is credited by.
    """
    left_first, apart = arrange(published(match.left), published(match.right))
    is_swapped = left_first is False or (left_first is None and match.left.article_id > match.right.article_id)
    original, reprint = (match.right, match.left) if is_swapped else (match.left, match.right)
    pair = match.pair
    aligned = sorted(p.swapped() for p in pair.passages) if is_swapped else list(pair.passages)
    return {
        "original_article_id": original.article_id,
        "reprint_article_id": reprint.article_id,
        "original_outlet_id": original.outlet_id,
        "reprint_outlet_id": reprint.outlet_id,
        "direction": "unknown" if left_first is None else "known",
        "shared_origin": origin,
        "passages": json.dumps(passage_objects(aligned)),
        "classifier_version": VERSION,
        "containment": round(pair.of_left if is_swapped else pair.of_right, 4),
        "containment_of_original": round(pair.of_right if is_swapped else pair.of_left, 4),
        "delay_minutes_min": round(apart.minutes_min, 2) if apart else None,
        "delay_minutes_max": round(apart.minutes_max, 2) if apart else None,
        "original_published_at": original.published_at,
        "credit_names_original": _credits(credited.get(reprint.article_id), names.get(original.outlet_id, ())),
        "is_earliest_original": False,
    }
