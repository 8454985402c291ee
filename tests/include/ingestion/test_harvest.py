"""Closing days: everything once, from wherever it stopped, and the same landing every time."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from include.archive.index import read_index
from include.ingestion.harvest import close_days
from include.landing import store
from include.landing.reconciliation import reconcile
from include.settings import settings

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
TABLES = ("captures", "harvests", "articles", "observations")


def landing() -> dict[str, bytes]:
    return {
        str(found.path.relative_to(settings().landing)): found.path.read_bytes()
        for name in TABLES
        for found in store.partitions(name)
    }


def outcomes(day: date, scope: str = "article") -> dict[str, tuple[str, str | None]]:
    rows = store.read("harvests", days=[day]).to_pylist()
    return {row["address"].rsplit("/", 1)[1]: (row["outcome"], row["cause"]) for row in rows if row["scope"] == scope}


def test_each_entry_of_a_day_ends_somewhere(city: Any, press: Any) -> None:
    counts = close_days(["bao_a"], [SECOND, FIRST], now=press.now)
    assert outcomes(FIRST) == {"tin-1.html": ("landed", None), "tin-2.html": ("landed", None)}
    assert outcomes(SECOND) == {"tin-2.html": ("unchanged", "already_captured"), "tin-3.html": ("landed", None)}
    assert outcomes(SECOND, "home_page") == {"": ("landed", None)}
    assert (counts["discovered"], counts["landed"], counts["unchanged"]) == (4, 3, 1)
    found = reconcile(["bao_a"], [FIRST, SECOND])
    assert found.is_covered and found.summary()["landed"] == 3


def test_an_article_lands_with_its_text_and_the_day_it_stands_for(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    row = next(row for row in store.read("articles").to_pylist() if row["canonical_url"].endswith("/tin-1.html"))
    assert (row["title"], row["day"]) == ("Tin số 1 của thành phố", FIRST)
    assert "Ủy ban nhân dân thành phố" in row["text"]
    captures = store.read("captures").to_pylist()
    assert {row["scope"] for row in captures} == {"robots", "home_page", "listing", "article"}
    assert all(row["is_from_archive"] for row in captures if row["scope"] != "robots")


def test_a_second_run_fetches_nothing_and_lands_the_same(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    before, asked = landing(), dict(city.asked)
    assert close_days(["bao_a"], [FIRST, SECOND], now=press.now)["requests"] == 0
    assert (landing(), dict(city.asked)) == (before, asked)


def test_what_failed_is_said_and_a_later_run_makes_it_good(city: Any, hostile: Any, press: Any) -> None:
    city.on("/tin-1.html", hostile.reply(status="500 Internal Server Error"))
    close_days(["bao_a"], [FIRST], now=press.now)
    assert outcomes(FIRST)["tin-1.html"] == ("failed", "server_error")
    press.serve(city, hostile, {FIRST: [1, 2]})
    close_days(["bao_a"], [FIRST], now=press.now)
    assert outcomes(FIRST)["tin-1.html"] == ("landed", None)


def test_what_is_gone_is_not_asked_again(city: Any, hostile: Any, press: Any) -> None:
    city.on("/tin-1.html", hostile.reply(status="410 Gone"))
    for _ in range(2):
        close_days(["bao_a"], [FIRST], now=press.now)
    assert outcomes(FIRST)["tin-1.html"] == ("failed", "gone")
    assert city.asked["/tin-1.html"] == 1


def test_a_live_page_never_stands_for_a_past_day(city: Any, hostile: Any, press: Any) -> None:
    city.on("/", hostile.reply(b"<html><body>hom nay</body></html>"))
    close_days(["bao_a"], [FIRST], now=press.now)
    assert outcomes(FIRST, "home_page") == {"": ("failed", "not_that_day")}


def test_without_a_time_gate_a_past_day_was_never_asked(city: Any, home: Path, press: Any) -> None:
    press.lay_out(home, city.port, gate=False)
    close_days(["bao_a"], [FIRST], now=press.now)
    rows = store.read("harvests").to_pylist()
    assert {(row["outcome"], row["cause"], row["is_our_failure"]) for row in rows} == {("failed", "never_asked", True)}
    assert not city.asked


def test_robots_txt_is_obeyed_and_said(city: Any, hostile: Any, press: Any) -> None:
    city.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /tin-1.html\n"))
    close_days(["bao_a"], [FIRST], now=press.now)
    assert outcomes(FIRST)["tin-1.html"] == ("discarded", "robots_forbids")
    assert city.asked["/tin-1.html"] == 0


def test_an_unreachable_robots_txt_stops_everything_for_now(city: Any, hostile: Any, press: Any) -> None:
    city.on("/robots.txt", hostile.reply(status="500 Internal Server Error"))
    close_days(["bao_a"], [FIRST], now=press.now)
    rows = store.read("harvests").to_pylist()
    assert {(row["outcome"], row["cause"]) for row in rows} == {("failed", "robots_unreachable")}
    assert set(city.asked) == {"/robots.txt"}


def test_one_outlet_that_is_down_costs_no_other_its_day(city: Any, home: Path, press: Any) -> None:
    other = press.PROFILE.format(gate="true").replace("bao_a", "bao_b").replace("a.example.vn", "b.example.vn")
    (home / "profiles" / "bao_b.yml").write_text(other, encoding="utf-8")
    close_days(["bao_b", "bao_a"], [FIRST], now=press.now)
    found = {row["outlet_id"]: row["outcome"] for row in store.read("harvests").to_pylist()}
    assert found == {"bao_b": "failed", "bao_a": "landed"}


def test_the_same_article_under_two_addresses_is_a_duplicate(city: Any, hostile: Any, press: Any) -> None:
    press.serve(city, hostile, {FIRST: [1]}, suffixes=["", "?utm_source=zalo"])
    close_days(["bao_a"], [FIRST], now=press.now)
    assert Counter(outcome for outcome, _ in outcomes(FIRST).values()) == {"landed": 1, "duplicate": 1}


def test_what_is_held_is_in_the_archive(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    assert len(read_index("bao_a", FIRST).captures) == store.read("captures").num_rows == 5
