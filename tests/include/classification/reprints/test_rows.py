"""Matches as rows of reprints."""

import json
from datetime import UTC, datetime, timedelta

from include.classification.reprints.direction import Published, arrange
from include.classification.reprints.matching import Match
from include.classification.reprints.pairs import Pair
from include.classification.reprints.passages import Passage
from include.classification.reprints.rows import passage_objects, reprint_row
from tests.include.classification.landed import article

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
PAIR = Pair(0, 1, 0.9, 0.4, 30, (Passage(0, 5, 10, 15),))


def match(left: datetime | None, right: datetime | None) -> Match:
    return Match(article("b", "bao_b", "x", left), article("a", "bao_a", "x", right), PAIR)


def test_the_earlier_article_is_the_original_whatever_its_place() -> None:
    row = reprint_row(match(NOON, NOON - timedelta(hours=2)), None, {}, {})
    assert (row["original_article_id"], row["reprint_article_id"], row["direction"]) == ("a", "b", "known")
    assert (row["containment"], row["containment_of_original"]) == (0.9, 0.4)
    assert (row["delay_minutes_min"], row["delay_minutes_max"]) == (120.0, 120.0)
    expected = {"original_start": 10, "original_end": 15, "reprint_start": 0, "reprint_end": 5}
    assert json.loads(row["passages"]) == [expected]


def test_without_times_the_lower_id_stands_first_and_the_direction_is_unknown() -> None:
    row = reprint_row(match(None, NOON), None, {}, {})
    assert (row["original_article_id"], row["direction"], row["delay_minutes_min"]) == ("a", "unknown", None)


def test_a_credit_is_compared_without_case() -> None:
    names = {"bao_b": ("báo b",)}
    later = match(NOON, NOON + timedelta(hours=1))
    assert reprint_row(later, None, {"a": "(Theo BÁO B)"}, names)["credit_names_original"] is True
    assert reprint_row(later, None, {"a": "Báo C"}, names)["credit_names_original"] is False
    assert reprint_row(later, None, {}, names)["credit_names_original"] is None


def test_arranging_two_unknown_times_gives_nothing() -> None:
    assert arrange(Published(None), Published(None)) == (None, None)


def test_passages_name_their_offsets() -> None:
    assert passage_objects([Passage(1, 2, 3, 4)]) == [
        {"original_start": 1, "original_end": 2, "reprint_start": 3, "reprint_end": 4}
    ]
