"""Polling archives what is new, once, each listing as often as it changes."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from include.archive.index import read_index
from include.archive.reader import read
from include.archive.writer import outlet_lock
from include.fetching.access import open_fetcher
from include.ingestion.harvest import close_days
from include.ingestion.poll import poll_feeds
from include.landing import store
from include.outlets.profile import Profile
from include.periods.days import day_start

DAY = date(2026, 10, 15)


@pytest.fixture
def live(city: Any, home: Any, press: Any) -> Any:
    """Let the outlet have no time gate: it is polled."""
    press.lay_out(home, city.port, gate=False)
    return city


def poll(hour: int, minute: int = 0, day: date = DAY) -> dict[str, int]:
    now = day_start(day) + timedelta(hours=hour, minutes=minute)

    def connect(profile: Profile) -> Any:
        return open_fetcher(profile, lambda: now)

    return poll_feeds(now, connect=connect)


def later() -> datetime:
    return day_start(DAY) + timedelta(hours=29)


def test_a_polled_day_can_be_closed_the_next_morning(live: Any, hostile: Any, press: Any) -> None:
    live.on("/rss", hostile.reply(press.feed([1], [""])), hostile.reply(press.feed([2, 1], [""])))
    assert poll(8)["new_captures"] == 4
    assert poll(9)["new_captures"] == 2
    live.asked.clear()
    close_days(["bao_a"], [DAY], now=later)
    assert not live.asked
    rows = store.read("harvests").to_pylist()
    assert {(row["scope"], row["outcome"]) for row in rows} == {
        ("home_page", "landed"), ("listing", "landed"), ("article", "landed"),
    }  # fmt: skip
    assert store.read("articles").num_rows == 2


def test_what_has_not_changed_is_noted_and_not_kept_again(live: Any, hostile: Any, press: Any) -> None:
    body = press.feed([1], [""])
    live.on("/rss", hostile.reply(body, headers=['ETag: "1"']), hostile.reply(status="304 Not Modified"))
    poll(8)
    assert (poll(8, 15)["due"], poll(8, 20)["due"]) == (1, 0)
    assert live.headers["if-none-match"] == '"1"'
    assert len(read_index("bao_a", DAY).of_scope("listing")) == 1


def test_a_false_304_is_found_out_by_asking_for_the_whole_page(live: Any, hostile: Any, press: Any) -> None:
    lie = hostile.reply(status="304 Not Modified")

    def lying(connection: Any, headers: dict[str, str]) -> None:
        honest = hostile.reply(press.feed([2, 1], [""]), headers=['ETag: "1"'])
        (lie if "if-none-match" in headers else honest)(connection, headers)

    live.on("/rss", hostile.reply(press.feed([1], [""]), headers=['ETag: "1"']), lying)
    poll(8)
    poll(8, 15)
    assert len(read_index("bao_a", DAY).of_scope("article")) == 1
    poll(12)
    assert len(read_index("bao_a", DAY).of_scope("article")) == 2


def test_each_day_begins_with_whole_pages(live: Any, hostile: Any, press: Any) -> None:
    live.on("/rss", hostile.reply(press.feed([1], [""]), headers=['ETag: "1"']))
    poll(23)
    next_day = DAY + timedelta(days=1)
    poll(0, 5, next_day)
    assert [c.scope for c in read_index("bao_a", next_day).captures] == ["home_page", "listing"]


def test_articles_that_are_gone_keep_no_others_waiting(
    live: Any, hostile: Any, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("include.ingestion.poll.ARTICLES_A_POLL", 2)
    live.on("/rss", hostile.reply(press.feed([8, 9, 1], [""])))  # 8 and 9 are not found
    poll(8)
    poll(9)
    assert [c.url for c in read_index("bao_a", DAY).of_scope("article")] == ["http://a.example.vn/tin-1.html"]


@pytest.mark.parametrize("reason", ["Không rõ", "O\rK\x00"])
def test_a_reason_of_any_letters_is_archived(live: Any, hostile: Any, reason: str) -> None:
    live.on("/tin-2.html", hostile.reply(b"<p>Tin</p>", f"200 {reason}"))
    poll(8)
    captures = read_index("bao_a", DAY).of_scope("article")
    assert [read(capture).body for capture in captures if capture.url.endswith("tin-2.html")] == [b"<p>Tin</p>"]


def test_an_outlet_that_is_being_closed_is_left_alone(live: Any) -> None:
    with outlet_lock("bao_a"):
        assert poll(8)["busy"] == 1
    assert not live.asked
