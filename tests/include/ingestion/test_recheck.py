"""Earlier articles are asked again: what vanished is evidence, what we could not ask for is not."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.archive.index import read_index
from include.archive.writer import outlet_lock
from include.fetching.access import open_fetcher
from include.ingestion.harvest import close_days
from include.ingestion.recheck import recheck_articles
from include.landing import store
from include.landing.reconciliation import reconcile
from include.outlets.profile import Profile
from include.periods.days import day_start, last_second
from include.settings import settings

FIRST, SECOND, THIRD, FOURTH = (date(2026, 10, number) for number in range(15, 19))


def seen(day: date) -> dict[str, tuple[str, str | None]]:
    rows = store.read("harvests", days=[day]).to_pylist()
    found = [row for row in rows if row["scope"] == "recheck"]
    return {row["address"].rsplit("/", 1)[1]: (row["outcome"], row["cause"]) for row in found}


@pytest.fixture
def gated(city: Any, hostile: Any, press: Any) -> Any:
    """Three days that list other articles each."""
    press.serve(city, hostile, {FIRST: [1, 2], SECOND: [3], THIRD: [4]})
    return city


def as_of(press: Any, hostile: Any, status: str = "200 OK", body: bytes = b"", day: date = SECOND) -> Any:
    from email.utils import format_datetime

    memento = f"Memento-Datetime: {format_datetime(last_second(day), usegmt=True)}"
    return hostile.reply(body, status, ["Vary: accept-datetime", memento, "Content-Type: text/html; charset=utf-8"])


def honest(server: Any, number: int) -> Any:
    return server._says[f"/tin-{number}.html"][0]


def test_an_earlier_article_is_asked_again_and_stands_as_it_was(gated: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert seen(FIRST) == {}
    assert seen(SECOND) == {
        "tin-1.html": ("unchanged", "already_captured"),
        "tin-2.html": ("unchanged", "already_captured"),
    }
    assert gated.asked["/tin-1.html"] == 2
    shown = {row["capture_id"]: row["captured_at"] for row in store.read("captures", days=[FIRST]).to_pylist()}
    again = [row for row in store.read("harvests", days=[SECOND]).to_pylist() if row["scope"] == "recheck"]
    assert {row["seen_at"] - shown[row["capture_id"]] for row in again} == {timedelta(hours=24)}


def test_a_page_that_is_gone_is_seen_so_on_two_days_with_its_answers_as_evidence(
    gated: Any, hostile: Any, press: Any
) -> None:
    gated.on(
        "/tin-1.html",
        honest(gated, 1),
        as_of(press, hostile, "404 Not Found", b"<h1>Khong tim thay</h1>", SECOND),
        as_of(press, hostile, "410 Gone", b"<h1>Da go</h1>", THIRD),
    )
    close_days(["bao_a"], [FIRST, SECOND, THIRD], now=press.now)
    assert seen(SECOND)["tin-1.html"] == ("failed", "not_found")
    assert seen(THIRD)["tin-1.html"] == ("failed", "gone")
    captures = {row["capture_id"]: row for row in store.read("captures").to_pylist()}
    shown = [
        captures[r["capture_id"]] for r in store.read("harvests").to_pylist() if r["cause"] in ("not_found", "gone")
    ]
    instants = sorted(row["captured_at"] for row in shown)
    assert instants[1] - instants[0] == timedelta(hours=24)
    assert sorted(row["http_status"] for row in shown) == [404, 410]


def test_a_vanished_page_costs_the_outlet_no_coverage(gated: Any, hostile: Any, press: Any) -> None:
    gated.on("/tin-1.html", honest(gated, 1), as_of(press, hostile, "404 Not Found"))
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    (found,) = reconcile(["bao_a"], [SECOND]).outlet_days
    assert (found.observed_share, found.discovered) == (1.0, 1)


@pytest.mark.parametrize(
    ("status", "cause"),
    [("402 Payment Required", "refused"), ("403 Forbidden", "refused"), ("500 Internal Server Error", "server_error")],
)
def test_a_refusal_is_no_disappearance(gated: Any, hostile: Any, press: Any, status: str, cause: str) -> None:
    gated.on("/tin-1.html", honest(gated, 1), hostile.reply(status=status))
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert seen(SECOND)["tin-1.html"] == ("failed", cause)


def test_an_answer_that_stands_for_another_day_proves_nothing(gated: Any, hostile: Any, press: Any) -> None:
    gated.on("/tin-1.html", honest(gated, 1), as_of(press, hostile, "404 Not Found", day=THIRD))
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert seen(SECOND)["tin-1.html"] == ("failed", "not_that_day")


def test_a_second_run_asks_for_nothing_again(gated: Any, hostile: Any, press: Any) -> None:
    gated.on("/tin-1.html", honest(gated, 1), as_of(press, hostile, "404 Not Found"))
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert close_days(["bao_a"], [FIRST, SECOND], now=press.now)["requests"] == 0


def test_a_sample_is_asked_that_the_outlet_bears(gated: Any, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_RECHECKS_A_DAY", "1")
    settings.cache_clear()
    for _ in range(2):
        close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert len(seen(SECOND)) == 1


def live_recheck(day: date, hour: int) -> dict[str, int]:
    now = day_start(day) + timedelta(hours=hour)

    def connect(profile: Profile) -> Any:
        return open_fetcher(profile, lambda: now)

    return recheck_articles(now, connect=connect)


@pytest.fixture
def live(gated: Any, home: Path, press: Any) -> Any:
    """An outlet without a time gate, whose first day is in the archive."""
    close_days(["bao_a"], [FIRST], now=press.now)
    press.lay_out(home, gated.port, gate=False)
    from include.outlets import registry

    registry.profiles.cache_clear()
    return gated


def test_today_earlier_articles_are_asked_by_themselves(live: Any, hostile: Any) -> None:
    live.on("/tin-1.html", hostile.reply(b"", "410 Gone"))
    assert live_recheck(SECOND, 10)["asked"] == 0  # less than a day after the first capture
    assert live_recheck(THIRD, 10) | {"requests": 0} == {
        "outlets": 1, "busy": 0, "asked": 2, "requests": 0, "gone": 1,
    }  # fmt: skip
    assert live_recheck(THIRD, 11)["asked"] == 0
    live_recheck(FOURTH, 9)  # less than a day after it was seen gone: at most the other one, as each day has a recheck
    assert read_index("bao_a", FOURTH).latest("recheck", "http://a.example.vn/tin-1.html") is None
    assert live_recheck(FOURTH, 10)["gone"] == 1


def test_an_outlet_that_is_being_written_is_left_for_later(live: Any) -> None:
    with outlet_lock("bao_a"):
        assert live_recheck(SECOND, 10)["busy"] == 1
