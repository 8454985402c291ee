"""A dated page goes on being read as it was, or somebody is notified."""

import errno
import gzip
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.errors import SettingError
from include.ingestion import canaries
from include.ingestion.canaries import check_canaries, check_outlet, folder, keep_canary
from include.ingestion.harvest import close_days
from include.landing import store
from include.outlets import registry

FIRST, CHECKED = date(2026, 10, 15), date(2026, 11, 16)
PAGE = "http://a.example.vn/tin-1.html"


@pytest.fixture
def collected(city: Any, press: Any) -> Any:
    """One day in the archive."""
    close_days(["bao_a"], [FIRST], now=press.now)
    return city


def state() -> tuple[str, str | None]:
    registry.profiles.cache_clear()
    (row,) = check_outlet(registry.profile("bao_a"), CHECKED)
    return row["state"], row["detail"]


def test_a_profile_without_a_canary_says_so(collected: Any) -> None:
    assert state() == ("none", None)


def test_a_kept_page_is_read_as_it_was_and_the_check_lands(collected: Any) -> None:
    assert keep_canary("bao_a", PAGE)["title"] == "Tin số 1 của thành phố"
    assert state() == ("ok", None)
    assert check_canaries(CHECKED) == {"canaries": 1, "ok": 1}
    (row,) = store.read("canary_checks").to_pylist()
    assert (row["outlet_id"], row["page_day"], row["day"]) == ("bao_a", FIRST, CHECKED)
    assert "text" not in json.loads((folder("bao_a") / f"{FIRST}.json").read_text("utf-8"))


def test_a_profile_that_reads_an_old_page_otherwise_is_noticed(collected: Any, home: Path) -> None:
    keep_canary("bao_a", PAGE)
    profile = home / "profiles" / "bao_a.yml"
    layout = "layouts: [{valid_from: 2026-10-01, title: title, text: 'article p:first-of-type'}]\n"
    profile.write_text(profile.read_text("utf-8") + layout, encoding="utf-8")
    assert state() == ("changed", "text")
    profile.write_text(profile.read_text("utf-8").replace("2026-10-01", "2026-10-16"), encoding="utf-8")
    assert state() == ("ok", None)


def test_a_damaged_page_is_unreadable(collected: Any) -> None:
    keep_canary("bao_a", PAGE)
    (folder("bao_a") / f"{FIRST}.html.gz").write_bytes(gzip.compress(b"<html>")[:10])
    assert state()[0] == "unreadable"


def test_a_canary_whose_writing_breaks_off_leaves_the_one_before_it_whole(
    collected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_canary("bao_a", PAGE)
    before = {path.name: path.read_bytes() for path in folder("bao_a").iterdir()}

    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space left"):
        patch.setattr(os, "fsync", is_full)
        keep_canary("bao_a", "http://a.example.vn/tin-2.html")
    assert {path.name: path.read_bytes() for path in folder("bao_a").iterdir()} == before
    assert state() == ("ok", None)


def test_a_canary_of_which_only_the_page_was_written_counts_once_it_is_kept_again(
    collected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(canaries, "replace_text", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        keep_canary("bao_a", PAGE)
    assert state() == ("none", None)
    keep_canary("bao_a", PAGE)
    assert state() == ("ok", None)


def test_only_an_archived_article_that_is_read_well_is_kept(collected: Any) -> None:
    with pytest.raises(SettingError, match="no article"):
        keep_canary("bao_a", "http://a.example.vn/tin-9.html")
