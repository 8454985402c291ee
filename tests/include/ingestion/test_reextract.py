"""The landing is a pure function of the archive."""

from datetime import date
from typing import Any

import pytest

from include.archive.index import warc_path
from include.ingestion import reextract
from include.ingestion.harvest import close_days
from include.ingestion.reextract import days_read_earlier, reextract_days
from include.landing import store
from include.pages.version import EXTRACTOR_VERSION
from include.settings import settings

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)


def landing() -> dict[str, bytes]:
    root = settings().landing
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.parquet"))}


def test_a_deleted_landing_comes_back_equal_without_the_network(city: Any, hostile: Any, press: Any) -> None:
    city.on("/tin-1.html", hostile.reply(status="410 Gone"))
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    before = landing()
    city.close()
    for name in ("captures", "harvests", "articles", "observations"):
        for day in (FIRST, SECOND):
            store.remove(name, day, "bao_a")
    assert reextract_days()["outlet_days"] == 2
    assert landing() == before


def test_days_can_be_made_again_in_any_order(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    before = landing()
    for day in (SECOND, FIRST):
        reextract_days([day], ["bao_a"])
    assert landing() == before


def test_a_day_of_which_nothing_was_archived_is_not_landed_as_one_on_which_nobody_asked(city: Any, press: Any) -> None:
    close_days(["bao_a"], [SECOND], now=press.now)
    before = landing()
    counts = reextract_days([FIRST, SECOND])
    assert (counts["nothing_archived"], counts["outlet_days"]) == (1, 1)
    assert landing() == before


def test_a_damaged_archive_is_named_and_costs_only_what_it_held(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    path = warc_path("bao_a", FIRST)
    path.write_bytes(b"x" * path.stat().st_size)
    reextract_days()
    rows = store.read("harvests", days=[FIRST]).to_pylist()
    assert {(row["scope"], row["outcome"], row["cause"], row["is_our_failure"]) for row in rows} == {
        ("home_page", "failed", "archive_damaged", True),
        ("listing", "failed", "archive_damaged", True),
        ("article", "failed", "archive_damaged", True),  # captured, and named by no listing that can still be read
    }
    assert store.read("articles", days=[SECOND]).num_rows == 1


def test_days_of_an_earlier_reader_are_known_until_they_are_read_again(
    city: Any, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert days_read_earlier() == []
    rows = [{**row, "extractor_version": None} for row in store.read("articles", [SECOND]).to_pylist()]
    store.write("articles", SECOND, rows, "bao_a")
    assert days_read_earlier() == [SECOND]
    reextract_days(days_read_earlier(), ["bao_a"])
    assert days_read_earlier() == []
    monkeypatch.setattr(reextract, "EXTRACTOR_VERSION", EXTRACTOR_VERSION + 1)
    assert days_read_earlier() == [FIRST, SECOND]
