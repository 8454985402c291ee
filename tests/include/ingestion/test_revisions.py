"""What changed between two versions is counted in its place, and no passage of it is kept."""

from datetime import UTC, datetime
from typing import Any

import pytest

from include.ingestion.revisions import COMPARED_WORDS, changed_fields, characters_changed

AT = datetime(2026, 10, 15, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "added", "removed"),
    [
        ("một hai ba", "một hai ba", 0, 0),
        ("một hai ba", "một hai ba bốn", 3, 0),
        ("một hai ba bốn", "hai ba bốn", 0, 3),
        ("một hai ba", "một bốn ba", 3, 3),
        ("", "một hai", 6, 0),
        ("một hai", "", 0, 6),
        ("a b c d", "b a c d", 1, 1),
        ("a a a", "a a", 0, 1),
    ],
)
def test_words_are_counted_where_they_were_added_or_removed(before: str, after: str, added: int, removed: int) -> None:
    assert characters_changed(before, after) == (added, removed)


def test_a_very_long_changed_stretch_counts_as_replaced() -> None:
    long = COMPARED_WORDS + 1
    assert characters_changed("x y " * long + "cuối", "y x " * long + "cuối") == (2 * long, 2 * long)


def version(**row: Any) -> dict[str, Any]:
    return {
        "title": "t",
        "text": "x",
        "published_from": "page",
        "published_precision": "minute",
        "published_at": AT,
    } | row


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"title": "khác"}, ["title"]),
        ({"text": "khác"}, ["text"]),
        ({"published_at": AT.replace(hour=6)}, ["published_at"]),
        ({"published_at": AT.replace(hour=6), "published_from": "feed"}, []),
        ({"published_at": AT.replace(hour=6), "published_precision": "day"}, []),
        ({"title": None, "published_at": None, "published_from": "none"}, ["title"]),
    ],
)
def test_what_differs_is_named_and_a_time_only_where_pages_show_it(change: dict[str, Any], fields: list[str]) -> None:
    assert changed_fields(version(), version(**change)) == fields
