"""Kill -9 at many lines of a poll or a re-check: the next one continues, with the outcome of an uninterrupted one.

``KILLS_A_STAGE=400`` kills at that many lines instead of a few.
"""

import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.archive import seals
from include.archive.index import index_path, read_index, warc_path
from include.archive.reader import read
from include.ingestion.harvest import close_days
from include.outlets import registry
from include.periods.days import day_start
from include.settings import settings

EARLIER, DAY = date(2026, 10, 13), date(2026, 10, 15)
KILLS = int(os.environ.get("KILLS_A_STAGE", "12"))
Fact = tuple[str, str, str]


def at(hour: int, minute: int = 0) -> str:
    return (day_start(DAY) + timedelta(hours=hour, minutes=minute)).isoformat()


@pytest.fixture
def runner(city: Any, killed: Any) -> Iterator[Any]:
    opened = killed.open_runner()
    yield opened
    opened.close()


@pytest.fixture
def laid_out(city: Any, home: Path, hostile: Any, press: Any) -> Path:
    """Return an installation that holds an earlier day and whose outlet now answers as of today."""
    press.serve(city, hostile, {EARLIER: [1, 2]})
    close_days(["bao_a"], [EARLIER], now=press.now)
    press.lay_out(home, city.port, gate=False)
    press.serve(city, hostile, {EARLIER: [1, 2], DAY: [2, 3, 4, 5]})
    city.on("/tin-1.html", hostile.reply(b"<h1>gone</h1>", "410 Gone"))
    city.on("/tin-5.html", hostile.reply(b"", "403 Forbidden"))
    return home


def held(home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[set[Fact], int]:
    """Return what the day's archive knows, each record read back and the day sealed, and how many facts it has."""
    monkeypatch.setenv("PRESS_HOME", str(home))
    settings.cache_clear()
    registry.profiles.cache_clear()
    index = read_index("bao_a", DAY)
    for capture in index.captures:
        read(capture)
    seals.seal(DAY)
    assert {found for _, found in seals.check(DAY)} == {"intact"}
    last = index.captures[-1]
    assert warc_path("bao_a", DAY).stat().st_size == last.warc_offset + last.warc_bytes
    assert index_path("bao_a", DAY).read_bytes().endswith(b"\n")
    captured = {(c.scope, c.url, c.body_sha256) for c in index.captures}
    missed = {(miss.scope, miss.url, miss.cause) for miss in index.misses.values()}
    return captured | missed, len(index_path("bao_a", DAY).read_bytes().splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("work", ["poll", "recheck"])
def test_work_killed_at_any_line_is_made_up_by_the_next_run(
    laid_out: Path, city: Any, runner: Any, work: str, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = tmp_path_factory.mktemp("homes")

    def run(name: str, killed_at: int = 0) -> tuple[int, tuple[set[Fact], int], Counter[str]]:
        shutil.copytree(laid_out, homes / name)
        city.asked.clear()
        ended = runner.run(homes / name, work, at(8), killed_at)
        assert runner.run(homes / name, work, at(8, 15)) > 0
        return ended, held(homes / name, monkeypatch), Counter(city.asked)

    lines, unbroken, asked_unbroken = run("unbroken")
    assert lines > 100
    for killed_at in sorted({1 + number * (lines - 1) // (KILLS - 1) for number in range(KILLS)}):
        ended, found, asked = run(str(killed_at), killed_at)
        assert ended == -signal.SIGKILL
        assert found[0] == unbroken[0], killed_at
        assert (asked - asked_unbroken).total() <= 1, (killed_at, asked - asked_unbroken)
        shutil.rmtree(homes / str(killed_at))
