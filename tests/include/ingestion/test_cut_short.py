"""A page that breaks off is not landed as if it were whole: it failed with its cause, and is asked for again."""

import gzip
from datetime import date
from functools import partial
from typing import Any

import pytest

from include.archive.index import read_index
from include.fetching import access
from include.fetching.fetch import Limits
from include.ingestion.harvest import close_days
from include.landing import store

DAY = date(2026, 10, 15)
PAGE = "http://a.example.vn/tin-2.html"


@pytest.mark.parametrize("way", ["length", "chunks", "gzip"])
def test_a_page_cut_short_is_not_observed_and_made_up_for_later(
    city: Any, hostile: Any, press: Any, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(access, "Limits", partial(Limits, pauses_seconds=()))
    whole = press.article(2)
    half = whole[: len(whole) // 2]
    honest = city._says["/tin-2.html"][0]
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(half)
    packed = gzip.compress(whole)[:-10]
    encoded = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    says = {
        "length": hostile.say_bytes(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(whole) + half),
        "chunks": hostile.say_bytes(chunked + half + b"\r\n"),
        "gzip": hostile.say_bytes(encoded + packed),
    }
    city.on("/tin-2.html", says[way])
    close_days(["bao_a"], [DAY], now=press.now)
    [harvest] = [row for row in store.read("harvests", [DAY]).to_pylist() if row["address"] == PAGE]
    assert (harvest["outcome"], harvest["cause"], harvest["capture_id"]) == ("failed", "truncated", None)
    assert PAGE not in {capture.url for capture in read_index("bao_a", DAY).captures}
    assert PAGE not in {row["url"] for row in store.read("articles").to_pylist()}
    city.on("/tin-2.html", honest)
    close_days(["bao_a"], [DAY], now=press.now)
    [harvest] = [row for row in store.read("harvests", [DAY]).to_pylist() if row["address"] == PAGE]
    assert harvest["outcome"] == "landed"
