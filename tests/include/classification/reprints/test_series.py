"""Series of an outlet's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from include.classification.classify import classify_days
from include.classification.reprints.direction import Published
from include.classification.reprints.lines import find_in_lines
from include.classification.reprints.series import OwnItem, covered_share, is_of_series, joined
from include.landing import store
from tests.include.classification.landed import DAY, land, landing_row, words

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)
BEFORE, AFTER = (Published(NOON + timedelta(hours=hours)) for hours in (-3, 3))
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=6)


@given(SPANS, SPANS)
def test_the_share_covered_is_the_share_of_characters(spans: list[tuple[int, int]], by: list[tuple[int, int]]) -> None:
    characters = {place for start, end in spans for place in range(start, end)}
    covered = {place for start, end in by for place in range(start, end)}
    wanted = len(characters & covered) / len(characters) if characters else 0.0
    assert covered_share(joined(spans), joined(by)) == wanted


def test_only_an_item_older_than_the_original_makes_a_series() -> None:
    spans = ((0, 100),)
    assert is_of_series(spans, Published(NOON), [OwnItem(BEFORE, spans)])
    assert not is_of_series(spans, Published(NOON), [OwnItem(AFTER, spans)])
    assert not is_of_series(spans, Published(NOON), [OwnItem(Published(None), spans)])
    assert not is_of_series(spans, Published(NOON), [OwnItem(BEFORE, ((0, 30),))])


def test_text_that_an_outlets_earlier_items_have_is_not_taken_from_another(home: Path) -> None:
    intro = words(7, 90)
    yesterday = DAY - timedelta(days=1)
    land(yesterday, [landing_row("s1", "bao_a", f"{intro} {words(11, 20)}", yesterday, 3)])
    other = landing_row("b", "bao_b", f"{words(13, 20)} {intro}", DAY, 3)
    land(DAY, [other, landing_row("s2", "bao_a", f"{intro} {words(12, 20)}", DAY, 5)])
    classify_days([yesterday, DAY])
    origins = {
        (row["original_article_id"], row["reprint_article_id"]): row["shared_origin"]
        for row in store.read("reprints").to_pylist()
    }
    assert origins == {("s1", "b"): None, ("b", "s2"): "own_series"}


def test_an_outlet_that_prints_anothers_text_twice_continues_no_series(home: Path) -> None:
    text = words(7, 90)
    own = [landing_row(name, "trang_a", text, DAY, hour) for name, hour in (("r1", 5), ("r2", 9))]
    land(DAY, [landing_row("o", "bao_b", text, DAY, 3), *own])
    classify_days([DAY])
    rows = store.read("reprints").to_pylist()
    assert {(row["reprint_article_id"], row["shared_origin"]) for row in rows} == {("r1", None), ("r2", None)}


def test_lines_of_a_series_are_no_pair() -> None:
    intro = words(7, 90)
    items = (("s1", "a", 1, "01"), ("o", "b", 2, "02"), ("s2", "a", 3, "03"))
    lines = [
        {
            "article_id": name,
            "outlet_id": outlet,
            "text": f"{intro} {words(seed, 20)}",
            "published_at": f"2026-10-{day}T08:00:00Z",
        }
        for name, outlet, seed, day in items
    ]
    found = find_in_lines((number, line, "") for number, line in enumerate(lines, start=1))
    assert [(row["original_id"], row["reprint_id"], row["strength"]) for row in found] == [("s1", "o", "evidence")]
