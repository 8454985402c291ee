"""Outlets are asked one after the other, and a fault of ours with one keeps no other waiting."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.archive.index import read_index, warc_path
from include.archive.writer import outlet_lock
from include.errors import UnfinishedError
from include.fetching.access import open_fetcher
from include.fetching.fetch import Fetcher
from include.ingestion.outlet_loop import for_each_outlet
from include.ingestion.poll import poll_feeds
from include.ingestion.recheck import recheck_articles
from include.outlets import registry
from include.outlets.profile import Profile
from include.periods.days import day_start

DAY = date(2026, 10, 15)
NOW = day_start(DAY) + timedelta(hours=8)


@pytest.fixture
def two(city: Any, home: Path, press: Any) -> Any:
    """Two outlets that are polled; the one that is polled first is ``bao_0``."""
    press.lay_out(home, city.port, gate=False)
    profile = (home / "profiles" / "bao_a.yml").read_text(encoding="utf-8")
    first = profile.replace("bao_a", "bao_0").replace("a.example.vn", "b.example.vn")
    (home / "profiles" / "bao_0.yml").write_text(first, encoding="utf-8")
    hosts = "".join(f'{name}.example.vn: "127.0.0.1:{city.port}"\n' for name in "ab")
    (home / "hosts.yml").write_text(hosts, encoding="utf-8")
    registry.profiles.cache_clear()
    return city


def connect(profile: Profile) -> Fetcher:
    return open_fetcher(profile, lambda: NOW)


@pytest.mark.parametrize("work", [poll_feeds, recheck_articles])
def test_an_archive_that_cannot_be_written_is_reported_once_all_others_were_asked(
    two: Any, work: Callable[..., dict[str, int]]
) -> None:
    folder = warc_path("bao_0", DAY).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("no folder", encoding="utf-8")
    with pytest.raises(UnfinishedError, match="1 of 2 outlets failed: bao_0.") as raised:
        work(NOW, connect=connect)
    assert isinstance(raised.value.__cause__, OSError)
    if work is poll_feeds:
        assert read_index("bao_a", DAY).of_scope("home_page")


def test_a_bug_with_one_outlet_keeps_no_other_waiting(two: Any) -> None:
    asked = []

    def ask(profile: Profile, fetcher: Fetcher) -> Counter[str]:
        asked.append(profile.outlet_id)
        if profile.outlet_id == "bao_0":
            raise ValueError(profile.outlet_id)
        return Counter(due=1)

    with pytest.raises(UnfinishedError, match="bao_0"):
        for_each_outlet(registry.followed(), ask, connect)
    assert asked == ["bao_0", "bao_a"]


def test_an_outlet_that_another_process_is_writing_is_no_failure(two: Any) -> None:
    with outlet_lock("bao_0"):
        counts = poll_feeds(NOW, connect=connect)
    assert (counts["outlets"], counts["busy"]) == (2, 1)
    assert counts["new_captures"] > 0


def test_every_fetcher_is_closed(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []

    def connect_recording(profile: Profile) -> Fetcher:
        fetcher = connect(profile)
        close = fetcher.close

        def record_and_close() -> None:
            closed.append(profile.outlet_id)
            close()

        monkeypatch.setattr(fetcher, "close", record_and_close)
        return fetcher

    poll_feeds(NOW, connect=connect_recording)
    assert closed == ["bao_0", "bao_a"]
