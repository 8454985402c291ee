"""What is held from earlier days is known by canonical address."""

from datetime import UTC, date, datetime
from typing import Any

from include.archive.facts import Capture
from include.archive.index import DayIndex
from include.ingestion.harvest import close_days
from include.ingestion.history import add_captures, first_captures

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
AT = datetime(2026, 10, 15, 5, tzinfo=UTC)


def test_only_earlier_days_are_held_and_the_first_capture_counts(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert first_captures("bao_a", FIRST) == {}
    held = first_captures("bao_a", SECOND)
    assert set(held) == {"http://a.example.vn/tin-1.html", "http://a.example.vn/tin-2.html"}
    assert {capture.day for capture in held.values()} == {FIRST}


def test_an_article_of_a_past_interval_is_held_like_any_other() -> None:
    index = DayIndex()
    for scope in ("article", "backfill_article", "recheck", "listing"):
        index.add(
            Capture(
                scope, "bao_a", FIRST, scope, f"http://a.vn/{scope}", "u", 200, "", "h", 1, "w", 0, 1, False, AT, AT
            )
        )
    held: dict[str, Capture] = {}
    add_captures(held, index)
    assert sorted(held) == ["http://a.vn/article", "http://a.vn/backfill_article"]
