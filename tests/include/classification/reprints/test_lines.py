"""Reprint pairs among JSON lines."""

import unicodedata
from itertools import permutations
from typing import Any

from include.classification.reprints.lines import find_in_lines, read_given
from tests.include.classification.landed import words

ROWS: list[dict[str, Any]] = [
    {"article_id": "b", "text": words(1), "published_at": "2026-10-15T08:00:00+07:00"},
    {"article_id": "a", "text": words(1), "published_at": "2026-10-15T10:30:00+07:00"},
    {"article_id": "c", "text": words(1)},
    {"article_id": "d", "text": words(2)},
]


def found(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(find_in_lines([(number, row, "") for number, row in enumerate(rows, start=1)]))


def test_direction_and_delay_come_from_the_times() -> None:
    pairs = {(row["original_id"], row["reprint_id"]): row for row in found(ROWS)}
    assert set(pairs) == {("b", "a"), ("a", "c"), ("b", "c")}
    known, unknown = pairs["b", "a"], pairs["a", "c"]
    assert (known["direction"], known["delay_minutes_min"], known["delay_minutes_max"]) == ("known", 150.0, 150.0)
    assert (unknown["direction"], unknown["delay_minutes_min"]) == ("unknown", None)


def test_the_order_of_lines_changes_nothing() -> None:
    assert len({str(found(list(order))) for order in permutations(ROWS)}) == 1


def test_a_line_that_cannot_be_handled_is_an_error_and_the_rest_goes_on() -> None:
    wrong = [{"text": "x"}, {"article_id": "x"}, {"article_id": "y", "text": "x", "published_at": "2026-10-15T08:00"}]
    errors = [row for row in found([*wrong, *ROWS]) if "error" in row]
    assert [row["line"] for row in errors] == [1, 2, 3]
    assert "offset" in errors[2]["error"]
    assert len(found([*wrong, *ROWS])) == 6


def test_the_same_article_twice_counts_once() -> None:
    articles, errors = read_given([(1, ROWS[0], ""), (2, ROWS[0], ""), (3, None, "not JSON")])
    assert len(articles) == 1
    assert [row["line"] for row in errors] == [2, 3]


def test_articles_of_one_outlet_are_not_paired() -> None:
    assert found([{**row, "outlet_id": "bao_a"} for row in ROWS]) == []


def test_passages_point_into_the_text_as_it_was_given() -> None:
    decomposed = unicodedata.normalize("NFD", words(1))
    row = found([{"article_id": "a", "text": words(1)}, {"article_id": "b", "text": f"Đây: {decomposed}"}])[0]
    passage = row["passages"][0]
    there = f"Đây: {decomposed}"[passage["reprint_start"] : passage["reprint_end"]]
    assert unicodedata.normalize("NFC", there) == words(1)[passage["original_start"] : passage["original_end"]]
