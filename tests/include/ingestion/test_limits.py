"""One outlet holds nobody up: a day's share of articles and time is limited, and the rest comes on the next days."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.archive.index import read_index
from include.ingestion import collect
from include.ingestion.discovery import discover
from include.ingestion.harvest import close_days
from include.landing import store
from include.outlets import registry
from include.settings import settings

FIRST, SECOND, THIRD = date(2026, 10, 15), date(2026, 10, 16), date(2026, 10, 17)


@pytest.fixture
def long_feed(home: Path, monkeypatch: pytest.MonkeyPatch, server: Any, hostile: Any, press: Any) -> Any:
    """Give the test an outlet that lists more on one day than a run may ask for."""
    monkeypatch.setenv("PRESS_HOSTS_FILE", str(home / "hosts.yml"))
    monkeypatch.setenv("PRESS_ARTICLES_A_DAY", "2")
    settings.cache_clear()
    press.lay_out(home, server.port)
    press.serve(server, hostile, {FIRST: [1, 2, 3, 4], SECOND: [5], THIRD: []})
    return server


def articles(day: date) -> dict[str, tuple[str, str | None]]:
    """Return outcome and cause of each article of a day, by the end of its address."""
    rows = store.read("harvests", [day]).to_pylist()
    return {row["address"][-6]: (row["outcome"], row["cause"]) for row in rows if row["scope"] == "article"}


def test_what_a_limit_left_is_taken_up_on_the_next_days(long_feed: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    left = ("failed", "limit_reached")
    assert articles(FIRST) == {"1": ("landed", None), "2": ("landed", None), "3": left, "4": left}
    close_days(["bao_a"], [SECOND], now=press.now)
    assert articles(SECOND) == {"5": ("landed", None), "3": ("landed", None), "4": left}
    close_days(["bao_a"], [THIRD], now=press.now)
    assert articles(THIRD) == {"4": ("landed", None)}
    assert store.read("articles").num_rows == 5


def test_a_second_run_of_the_day_goes_on_where_the_first_was_limited(long_feed: Any, press: Any) -> None:
    for _ in range(2):
        close_days(["bao_a"], [FIRST], now=press.now)
    assert set(articles(FIRST).values()) == {("landed", None)}
    close_days(["bao_a"], [SECOND], now=press.now)
    assert set(articles(SECOND)) == {"5"}


def test_what_was_left_is_noted_once_however_often_the_day_is_run(long_feed: Any, press: Any, home: Path) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    before = (home / "archive" / "bao_a" / f"{FIRST}.index.jsonl").read_text().count("limit_reached")
    assert before == 2


def test_time_is_limited_too(long_feed: Any, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_ARTICLES_A_DAY", "100")
    monkeypatch.setenv("PRESS_COLLECTING_SECONDS_A_DAY", "10")
    settings.cache_clear()
    asked = 0

    def now() -> datetime:
        nonlocal asked
        asked += 1
        return press.now() + timedelta(seconds=3 * asked)

    close_days(["bao_a"], [FIRST], now=now)
    assert ("failed", "limit_reached") in articles(FIRST).values()


def test_an_empty_item_of_a_feed_is_no_row(long_feed: Any, press: Any, hostile: Any) -> None:
    empty = b"<rss><channel><title>A</title><item></item><item><title></title></item><item><link>http://a.example.vn/tin-1.html</link></item></channel></rss>"
    long_feed.on("/rss", hostile.reply(empty, headers=[
        "Content-Type: text/xml", "Vary: accept-datetime", "Memento-Datetime: Thu, 15 Oct 2026 16:59:59 GMT",
    ]))  # fmt: skip
    close_days(["bao_a"], [FIRST], now=press.now)
    assert set(articles(FIRST)) == {"1"}
    found = discover(registry.profile("bao_a"), read_index("bao_a", FIRST), FIRST)
    assert [item.url for item in found.items] == ["http://a.example.vn/tin-1.html"]


def test_of_many_sitemaps_those_that_changed_last_are_read_and_the_rest_is_no_silence(
    home: Path, monkeypatch: pytest.MonkeyPatch, server: Any, hostile: Any, press: Any
) -> None:
    monkeypatch.setenv("PRESS_HOSTS_FILE", str(home / "hosts.yml"))
    monkeypatch.setattr(collect, "NESTED_LISTINGS", 2)
    settings.cache_clear()
    site = "http://a.example.vn"
    press.lay_out(home, server.port, sitemaps=[f"{site}/map.xml"])
    press.serve(server, hostile, {FIRST: [1]})
    dated = ["Vary: accept-datetime", "Memento-Datetime: Thu, 15 Oct 2026 16:59:59 GMT", "Content-Type: text/xml"]
    children = {f"{site}/old.xml": "2019-01-01", f"{site}/undated.xml": "", f"{site}/last-week.xml": "2026-10-12",
                f"{site}/today.xml": "2026-10-15"}  # fmt: skip
    server.on("/map.xml", hostile.reply(press.sitemap_index(children), headers=dated))
    for name in ("today", "last-week", "old", "undated"):
        body = press.sitemap({f"{site}/tin-1.html": "2026-10-15"})
        server.on(f"/{name}.xml", hostile.reply(body, headers=dated))
    for _ in range(2):
        close_days(["bao_a"], [FIRST], now=press.now)
        rows = store.read("harvests", [FIRST]).to_pylist()
        listings = {row["address"].rpartition("/")[2]: row["cause"] for row in rows if row["scope"] == "listing"}
        left = {"undated.xml": "limit_reached"}
        assert listings == {"rss": None, "map.xml": None, "today.xml": None, "last-week.xml": None, **left}
        assert server.asked["/old.xml"] == server.asked["/undated.xml"] == 0
    lines = (home / "archive" / "bao_a" / f"{FIRST}.index.jsonl").read_text(encoding="utf-8")
    assert lines.count("limit_reached") == 1
