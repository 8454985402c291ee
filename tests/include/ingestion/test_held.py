"""What is held from earlier days is known by canonical address."""

from datetime import date
from typing import Any

from include.ingestion.harvest import close_days
from include.ingestion.held import held_before

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)


def test_only_earlier_days_are_held_and_the_first_capture_counts(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert held_before("bao_a", FIRST) == {}
    held = held_before("bao_a", SECOND)
    assert set(held) == {"http://a.example.vn/tin-1.html", "http://a.example.vn/tin-2.html"}
    assert {capture.day for capture in held.values()} == {FIRST}
