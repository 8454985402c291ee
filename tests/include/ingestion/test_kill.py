"""Kill -9 during a harvest: the next run continues from there, and has the outcome of an uninterrupted one."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.archive import seals
from include.archive.index import read_index
from include.archive.reader import read
from include.ingestion.harvest import close_days
from include.landing import store
from include.outlets import registry
from include.settings import ROOT, settings
from tests.support.kill_log import note_kill
from tests.support.kill_points import open_stage, spread

DAYS = [date(2026, 10, 15), date(2026, 10, 16)]
CLOSE = (
    "from datetime import UTC, date, datetime; from include.ingestion.harvest import close_days;"
    "close_days(['bao_a'], [date(2026, 10, 15), date(2026, 10, 16)], now=lambda: datetime(2026, 11, 20, tzinfo=UTC))"
)
COLLECT = """
from datetime import UTC, date, datetime
from include.archive import writer
from include.ingestion.harvest import close_days

class Halved:
    def __init__(self, stream, name):
        self.stream, self.name = stream, name
    def write(self, content):
        half = len(content) // 2
        self.stream.write(content[:half])
        self.stream.flush()
        point(f"append {self.name}")
        self.stream.write(content[half:])
        return len(content)
    def __getattr__(self, name):
        return getattr(self.stream, name)

begin = writer.DayWriter.__init__
def halved(self, outlet_id, day, warc, lines, index):
    begin(self, outlet_id, day, Halved(warc, "a record"), Halved(lines, "a line of the index"), index)
writer.DayWriter.__init__ = halved
close_days(["bao_a"], [date(2026, 10, 15), date(2026, 10, 16)], now=lambda: datetime(2026, 11, 20, tzinfo=UTC))
"""


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Return the landing without what only says when each page was asked."""
    found = {}
    for name in ("harvests", "articles", "observations", "captures"):
        rows = store.read(name).to_pylist()
        for row in rows:
            for column in (
                "fetched_at",
                "warc_offset",
                *(("capture_id", "captured_at") if row.get("scope") == "robots" else ()),
            ):
                row.pop(column, None)
        found[name] = sorted(tuple(map(str, row.values())) for row in rows)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("killed_at", [2, 7])
def test_a_harvest_killed_midway_is_resumed_and_fetches_nothing_twice(
    city: Any, hostile: Any, press: Any, home: Path, killed_at: int
) -> None:
    days = {DAYS[0]: list(range(1, 9)), DAYS[1]: list(range(5, 13))}
    press.serve(city, hostile, days)
    close_days(["bao_a"], DAYS, now=press.now)
    unbroken, asked_unbroken = contents(), Counter(city.asked)
    for folder in ("archive", "landing"):
        shutil.rmtree(home / folder)
    city.asked.clear()

    reached, go_on = threading.Event(), threading.Event()
    honest = city._says[f"/tin-{killed_at}.html"][0]

    def hold(connection: Any, headers: dict[str, str]) -> None:
        reached.set()
        go_on.wait(20)
        honest(connection, headers)

    city.on(f"/tin-{killed_at}.html", hold, honest)
    running = subprocess.Popen([sys.executable, "-c", CLOSE], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert reached.wait(60)
    running.send_signal(signal.SIGKILL)
    running.wait()
    note_kill("collect", f"the answer of tin-{killed_at}.html")
    go_on.set()
    held = {capture.url.removeprefix("http://a.example.vn") for capture in read_index("bao_a", DAYS[0]).captures}
    assert f"/tin-{killed_at}.html" not in held and f"/tin-{killed_at - 1}.html" in held

    close_days(["bao_a"], DAYS, now=press.now)
    assert contents() == unbroken
    twice = {path for path, number in city.asked.items() if number > asked_unbroken[path]}
    assert twice == {f"/tin-{killed_at}.html"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "nth"), [("/robots.txt", 1), ("/", 1), ("/rss", 1), ("/rss", 2), ("/tin-1.html", 2)],
    ids=["robots.txt", "home page", "feed", "second day's feed", "asking again"],
)  # fmt: skip
def test_a_harvest_killed_at_any_kind_of_request_loses_nothing(
    city: Any, hostile: Any, press: Any, home: Path, path: str, nth: int
) -> None:
    press.serve(city, hostile, {DAYS[0]: [1, 2], DAYS[1]: [2, 3]})
    close_days(["bao_a"], DAYS, now=press.now)
    unbroken, asked_unbroken = contents(), Counter(city.asked)
    for folder in ("archive", "landing"):
        shutil.rmtree(home / folder)
    city.asked.clear()
    honest = city._says[path][0] if path in city._says else hostile.reply(status="404 Not Found")
    reached, go_on = threading.Event(), threading.Event()

    def hold(connection: Any, headers: dict[str, str]) -> None:
        reached.set()
        go_on.wait(20)
        honest(connection, headers)

    city.on(path, *[honest] * (nth - 1), hold, honest)
    running = subprocess.Popen([sys.executable, "-c", CLOSE], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert reached.wait(60)
    running.send_signal(signal.SIGKILL)
    running.wait()
    note_kill("collect", f"answer {nth} of {path}")
    go_on.set()

    close_days(["bao_a"], DAYS, now=press.now)
    assert contents() == unbroken
    assert {asked for asked, number in city.asked.items() if number > asked_unbroken[asked]} == {path}


@pytest.mark.slow
def test_a_harvest_killed_at_any_write_ends_as_an_unbroken_one(
    city: Any, hostile: Any, press: Any, home: Path, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.serve(city, hostile, {DAYS[0]: [1, 2], DAYS[1]: [2, 3]})
    homes = tmp_path_factory.mktemp("killed")

    def installed(name: str) -> Path:
        shutil.copytree(home, homes / name)
        monkeypatch.setenv("PRESS_HOME", str(homes / name))
        settings.cache_clear()
        registry.profiles.cache_clear()
        city.asked.clear()
        return homes / name

    with open_stage("collect", COLLECT, ["include.ingestion.harvest"], {}) as collect:
        whole = collect.run(installed("unbroken"))
        unbroken, asked_unbroken = contents(), Counter(city.asked)
        assert sum(write.startswith("append") for write in whole.writes) > 12
        for killed_at in spread(len(whole.writes), 14):
            own = installed(str(killed_at))
            assert collect.run(own, killed_at).is_killed
            assert collect.run(own).ended == 0
            assert contents() == unbroken, whole.writes[killed_at - 1]
            assert (Counter(city.asked) - asked_unbroken).total() <= 1, whole.writes[killed_at - 1]
            for day in DAYS:
                for capture in read_index("bao_a", day).captures:
                    read(capture)
                seals.seal(day)
                assert {found for _, found in seals.check(day)} == {"intact"}
