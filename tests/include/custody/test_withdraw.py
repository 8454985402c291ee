"""A withdrawn page leaves archive and landing, is logged, and is never fetched again."""

from datetime import date
from typing import Any

from include.custody.withdraw import withdraw
from include.ingestion.harvest import close_days
from include.landing import store
from include.ledger.entries import entries
from include.ledger.verification import verify

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
PAGE = "http://a.example.vn/tin-2.html"


def outcome(day: date) -> tuple[str, str]:
    rows = store.read("harvests", days=[day]).to_pylist()
    return next((row["outcome"], row["cause"]) for row in rows if row["address"] == PAGE)


def test_it_is_logged_with_its_reason(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    withdraw(PAGE, "Theo quyết định", "data_engineer", press.now())
    assert [(entry.subject_id, entry.payload["reason"]) for entry in entries(kind="withdrawal")] == [
        (PAGE, "Theo quyết định")
    ]
    assert verify().broken_at is None


def test_a_withdrawn_page_is_never_fetched_again(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    withdraw(PAGE, "reason", "data_engineer", press.now())
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert city.asked["/tin-2.html"] == 1
    assert (outcome(FIRST), outcome(SECOND)) == (("failed", "withdrawn"), ("unchanged", "held_earlier"))
