"""Asking today's sitemaps for a past interval: what is in it, once, politely, and as pages seen today."""

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.archive.index import index_path, read_index
from include.errors import SettingError, UnfinishedError
from include.ingestion.backfill.asking import backfill_outlets
from include.ingestion.harvest import close_days
from include.landing import store
from include.landing.reconciliation import reconcile
from include.periods.days import last_second
from include.settings import settings

TODAY, FROM, TO = date(2026, 11, 20), date(2026, 10, 15), date(2026, 10, 16)
Ends = Callable[..., dict[str, tuple[str, str | None]]]


def close_today() -> None:
    close_days(["bao_a"], [TODAY], now=lambda: last_second(date(2026, 11, 21)))


def close_live() -> None:
    close_days(["bao_a"], [TODAY], now=lambda: last_second(TODAY))


def test_articles_of_the_interval_land_on_the_day_they_are_seen(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-16T08:00:00+07:00", 3: "2026-10-20"})
    assert past.ask()["fetched"] == 2
    close_today()
    assert ends_of() == {"tin-1.html": ("landed", None), "tin-2.html": ("landed", None)}
    rows = store.read("articles").to_pylist()
    assert {(row["day"], row["published_date"]) for row in rows} == {(TODAY, FROM), (TODAY, TO)}
    assert {row["published_from"] for row in rows} == {"sitemap"}
    assert {row["scope"] for row in store.read("observations").to_pylist()} == {"article"}
    named = {(row["sitemap"], row["listed_on"]) for row in store.read("article_backfills").to_pylist()}
    assert named == {("http://a.example.vn/map.xml", FROM), ("http://a.example.vn/map.xml", TO)}


def test_the_interval_is_of_local_days(past: Any) -> None:
    past.sitemap(
        "/map.xml",
        {1: "2026-10-14T16:59:59Z", 2: "2026-10-14T17:00:00Z", 3: "2026-10-16T16:59:59Z", 4: "2026-10-16T17:00:00Z"},
    )
    past.ask()
    assert past.asked() == {"2", "3"}


@pytest.mark.parametrize(
    ("first", "last"), [(TO, FROM), (FROM, TODAY), (TODAY, TODAY)], ids=["reversed", "until today", "today"]
)
def test_what_is_not_past_is_refused(past: Any, first: date, last: date) -> None:
    with pytest.raises(SettingError):
        past.ask(first, last)
    assert not past.server.asked


def test_a_day_that_has_just_ended_is_past(past: Any) -> None:
    past.sitemap("/map.xml", {1: "2026-11-19T23:59:00+07:00"})
    assert past.ask(date(2026, 11, 19), date(2026, 11, 19))["fetched"] == 1


def test_what_is_held_is_not_asked_for_again(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-15"})
    past.ask(day=date(2026, 11, 19))
    past.server.asked.clear()
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-15", 3: "2026-10-15"})
    found = past.ask()
    assert past.asked() == {"3"}
    assert (found["entries"], found["known"], found["fetched"]) == (3, 2, 1)
    close_today()
    assert ends_of()["tin-1.html"] == ("unchanged", "already_captured")


def test_a_second_run_on_a_day_asks_nothing(past: Any) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15"})
    first = past.ask()
    second = past.ask(hour=12)
    assert second["requests"] == 0
    assert {**first, "requests": 0} == second
    assert len(read_index("bao_a", TODAY).intervals) == 1


def test_a_run_asks_so_many_and_the_next_goes_on(past: Any, ends_of: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_BACKFILL_ARTICLES_A_RUN", "2")
    settings.cache_clear()
    past.sitemap("/map.xml", {1: "2026-10-16", 2: "2026-10-15", 3: "2026-10-15"})
    found = past.ask()
    assert (found["fetched"], found["left_over"], past.asked()) == (2, 1, {"2", "3"})
    close_today()
    assert ends_of()["tin-1.html"] == ("failed", "left_over")
    assert past.ask(hour=12)["left_over"] == 0
    close_today()
    assert ends_of()["tin-1.html"] == ("landed", None)


def test_what_was_asked_in_vain_gives_way_to_what_was_not_asked(past: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_BACKFILL_ARTICLES_A_RUN", "1")
    monkeypatch.setenv("PRESS_REQUEST_TIMEOUT_SECONDS", "1")
    settings.cache_clear()
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-16"})
    past.server.on("/tin-1.html", past.hostile.reply(b"", "200 OK", length=10))
    past.ask()
    past.ask(hour=11)
    assert past.server.asked["/tin-2.html"] == 1


def test_a_run_ends_with_its_day(past: Any) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-15"})
    before, after = last_second(TODAY), last_second(date(2026, 11, 21))
    past.server.on("/tin-2.html", past.hostile.reply(past.press.article(2)))
    found = backfill_outlets(["bao_a"], FROM, TO, now=lambda: after if past.server.asked["/tin-1.html"] else before)
    assert (found["fetched"], found["left_over"], past.asked()) == (1, 1, {"1"})


def test_entries_without_a_date_are_told_and_not_asked_for(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "", 2: "2026-10-15"})
    assert past.ask()["undated"] == 1
    close_today()
    assert ends_of()["tin-1.html"] == ("discarded", "undated")
    assert past.asked() == {"2"}


def test_what_lies_elsewhere_is_neither_asked_nor_lost(past: Any, ends_of: Ends) -> None:
    entries = {"http://elsewhere.vn/tin-1.html": "2026-10-15", "http://a.example.vn/tin-2.html": "2026-10-15"}
    past.server.on("/map.xml", past.hostile.reply(past.press.sitemap(entries)))
    past.articles(2)
    past.ask()
    close_today()
    assert ends_of() == {"tin-1.html": ("discarded", "off_domain"), "tin-2.html": ("landed", None)}


def test_an_address_named_twice_is_asked_for_once(past: Any, ends_of: Ends) -> None:
    entries = {f"http://a.example.vn/tin-1.html{end}": "2026-10-15" for end in ("", "?utm_source=zalo")}
    past.server.on("/map.xml", past.hostile.reply(past.press.sitemap(entries)))
    past.articles(1)
    past.ask()
    close_today()
    assert sorted(ends_of().values()) == [("duplicate", "same_address"), ("landed", None)]


def test_robots_txt_is_obeyed_for_pages_and_for_sitemaps(past: Any, ends_of: Ends) -> None:
    past.server.on("/robots.txt", past.hostile.reply(b"User-agent: *\nDisallow: /tin-1.html\nDisallow: /b.xml\n"))
    past.sitemap("/a.xml", {1: "2026-10-15", 2: "2026-10-15"})
    past.sitemap("/b.xml", {3: "2026-10-15"})
    past.index("/map.xml", {"/a.xml": "", "/b.xml": ""})
    assert past.ask()["refused"] == 1
    close_today()
    assert ends_of() == {"tin-1.html": ("discarded", "robots_forbids"), "tin-2.html": ("landed", None)}
    assert ends_of(scope="backfill_listing")["b.xml"] == ("discarded", "robots_forbids")
    assert past.server.asked["/b.xml"] == 0


def test_of_hundreds_of_sitemaps_those_are_asked_that_may_hold_the_interval(past: Any, ends_of: Ends) -> None:
    months = {f"/sitemap-{year}-{month:02}.xml": "" for year in range(2000, 2026) for month in range(1, 13)}
    past.index("/map.xml", {**months, "/sitemap-2026-10.xml": "", "/old.xml": "2026-09-30", "/young.xml": "2026-11-19"})
    past.sitemap("/sitemap-2026-10.xml", {1: "2026-10-15"})
    past.sitemap("/young.xml", {2: "2026-10-16"})
    assert past.ask()["fetched"] == 2
    assert {path for path in past.server.asked if path.endswith(".xml")} == {
        "/map.xml", "/sitemap-2026-10.xml", "/young.xml"
    }  # fmt: skip
    close_today()
    found = ends_of(scope="backfill_listing")
    assert len(found) == len(months) + 4
    assert found["old.xml"] == found["sitemap-2001-05.xml"] == ("discarded", "other_days")


def test_sitemaps_may_be_compressed(past: Any) -> None:
    named = past.press.sitemap({"http://a.example.vn/tin-1.html": "2026-10-15"})
    past.server.on("/map-1.xml.gz", past.hostile.reply(gzip.compress(named)))
    past.index("/map.xml", {"/map-1.xml.gz": "2026-10-16"})
    past.articles(1)
    assert past.ask()["fetched"] == 1


def test_a_sitemap_that_cannot_be_had_costs_the_others_nothing(past: Any, ends_of: Ends) -> None:
    past.sitemap("/a.xml", {1: "2026-10-15"})
    past.server.on("/page.xml", past.hostile.reply(b"<html><body><a href='/tin-7.html'>Tin</a></body></html>"))
    past.index("/map.xml", {"/gone.xml": "", "/page.xml": "", "/a.xml": "", "http://b.vn/b.xml": ""})
    assert past.ask()["fetched"] == 1
    close_today()
    found = ends_of(scope="backfill_listing")
    assert found["gone.xml"] == ("failed", "not_found")
    assert found["page.xml"] == ("failed", "listing_unreadable")
    assert found["a.xml"] == ("landed", None)


def test_todays_own_share_and_discovery_are_as_they_would_have_been(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-15", 3: "2026-10-16"})
    past.server.on("/tin-2.html", past.hostile.reply(status="404 Not Found"))
    close_live()
    (before,) = reconcile(["bao_a"], [TODAY]).outlet_days
    own = ends_of(scope="article"), ends_of(scope="listing"), ends_of(scope="home_page")
    past.ask()
    close_today()
    (after,) = reconcile(["bao_a"], [TODAY]).outlet_days
    assert (ends_of(scope="article"), ends_of(scope="listing"), ends_of(scope="home_page")) == own
    assert (after.observed_share, after.outcomes, after.discovered, after.main_cause) == (
        before.observed_share, before.outcomes, before.discovered, before.main_cause
    )  # fmt: skip
    assert (before.backfilled, after.backfilled) == (0, 2)
    assert ends_of()["tin-2.html"] == ("failed", "not_found")


def test_an_interval_of_the_last_month_leaves_to_todays_listings_what_they_name(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "2026-11-18"})
    close_live()
    assert past.ask(date(2026, 11, 18), date(2026, 11, 18))["known"] == 1
    close_today()
    assert ends_of() == {"tin-1.html": ("duplicate", "same_address")}
    assert ends_of(scope="article")["tin-1.html"] == ("landed", None)
    assert past.server.asked["/tin-1.html"] == 1


def test_what_todays_listings_name_later_is_held_by_then(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "2026-11-18"})
    past.ask(date(2026, 11, 18), date(2026, 11, 18))
    close_live()
    assert ends_of() == {"tin-1.html": ("landed", None)}
    assert ends_of(scope="article")["tin-1.html"] == ("unchanged", "already_captured")
    assert past.server.asked["/tin-1.html"] == 1


def test_nothing_of_the_past_day_itself_changes(past: Any) -> None:
    close_days(["bao_a"], [FROM], now=lambda: last_second(TODAY))
    before = store.read("harvests", days=[FROM]).to_pylist()
    past.sitemap("/map.xml", {1: "2026-10-15"})
    past.ask()
    close_days(["bao_a"], [FROM, TODAY], now=lambda: last_second(date(2026, 11, 21)))
    assert store.read("harvests", days=[FROM]).to_pylist() == before
    assert {row["cause"] for row in before} == {"never_asked"}
    assert store.read("articles", days=[FROM]).num_rows == 0


def test_one_outlet_whose_archive_is_damaged_costs_no_other_its_run(past: Any, home: Path) -> None:
    profile = (home / "profiles" / "bao_a.yml").read_text(encoding="utf-8")
    (home / "profiles" / "a_damaged.yml").write_text(
        profile.replace("bao_a", "a_damaged").replace("a.example.vn", "d.example.vn"), encoding="utf-8"
    )
    damaged = index_path("a_damaged", TODAY)
    damaged.parent.mkdir(parents=True)
    damaged.write_text("this is no fact\n", encoding="utf-8")
    past.sitemap("/map.xml", {1: "2026-10-15"})
    with pytest.raises(UnfinishedError, match="not a fact"):
        backfill_outlets(["a_damaged", "bao_a"], FROM, TO, now=lambda: last_second(TODAY))
    assert past.asked() == {"1"}
