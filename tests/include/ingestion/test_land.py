"""The rows of a day fit together, whatever went wrong on it."""

from collections import Counter
from datetime import date
from typing import Any

from include.ingestion.harvest import close_days
from include.landing import store

DAY = date(2026, 10, 15)


def test_every_landed_harvest_has_its_article_and_its_capture(city: Any, hostile: Any, press: Any) -> None:
    press.serve(city, hostile, {DAY: [1, 2, 3]})
    city.on("/tin-3.html", hostile.reply(status="403 Forbidden"))
    close_days(["bao_a"], [DAY], now=press.now)
    harvests = store.read("harvests").to_pylist()
    articles = {row["article_id"] for row in store.read("articles").to_pylist()}
    captures = {row["capture_id"] for row in store.read("captures").to_pylist()}
    landed = [row for row in harvests if row["outcome"] == "landed"]
    assert {row["article_id"] for row in landed if row["scope"] == "article"} == articles
    assert all(row["capture_id"] in captures for row in landed)
    assert all(row["cause"] for row in harvests if row["outcome"] != "landed")
    assert Counter(row["outcome"] for row in harvests if row["scope"] == "article") == {"landed": 2, "failed": 1}


def test_observations_belong_to_captures_of_the_day(city: Any, press: Any) -> None:
    close_days(["bao_a"], [DAY], now=press.now)
    captures = {row["capture_id"]: row["scope"] for row in store.read("captures").to_pylist()}
    rows = store.read("observations").to_pylist()
    assert {row["scope"] for row in rows} == {"home_page", "article"}
    assert all(captures[row["capture_id"]] == row["scope"] for row in rows)
