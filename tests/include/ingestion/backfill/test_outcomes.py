"""The outcomes of a past interval follow from the archive alone, and a kill loses none."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.archive import withdrawal
from include.archive.index import read_index
from include.ingestion.harvest import close_days
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.periods.days import last_second
from include.settings import ROOT, settings

TODAY, NEXT = date(2026, 11, 20), date(2026, 11, 21)
Ends = Callable[..., dict[str, tuple[str, str | None]]]
ASK = (
    "from datetime import UTC, date, datetime; from include.ingestion.backfill.asking import backfill_outlets;"
    "backfill_outlets(['bao_a'], date(2026, 10, 15), date(2026, 10, 16),"
    "now=lambda: datetime(2026, 11, 20, 3, tzinfo=UTC))"
)


def landing() -> dict[str, bytes]:
    root = settings().landing
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.parquet"))}


def close(*days: date) -> None:
    close_days(["bao_a"], list(days), now=lambda: last_second(date(2026, 11, 22)))


def test_the_landing_comes_back_equal_without_the_network(past: Any) -> None:
    past.index("/map.xml", {"/a.xml": "", "/2001-01.xml": "", "/gone.xml": ""})
    past.sitemap("/a.xml", {1: "2026-10-15", 2: "2026-10-16", 3: "", 4: "2026-10-16"})
    past.server.on("/tin-2.html", past.hostile.reply(status="410 Gone"))
    past.ask(last=date(2026, 10, 15))
    past.ask(hour=12)
    close(TODAY)
    before = landing()
    past.server.close()
    for name in ("captures", "harvests", "articles", "observations", "article_backfills"):
        store.remove(name, TODAY, "bao_a")
    reextract_days([TODAY])
    assert landing() == before
    assert store.read("article_backfills").num_rows == 2


def test_a_day_without_a_past_interval_has_no_partition_of_it(past: Any) -> None:
    close_days(["bao_a"], [TODAY], now=lambda: last_second(TODAY))
    assert store.partitions("article_backfills") == []


def test_an_article_of_the_past_is_asked_again_and_read_as_its_sitemap_named_it(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15"})
    past.ask()
    changed = past.press.article(1).replace(b"</article>", "<p>Thêm một câu của tòa soạn.</p></article>".encode())
    past.server.on("/tin-1.html", past.hostile.reply(changed))
    close_days(["bao_a"], [TODAY, NEXT], now=lambda: last_second(NEXT))
    assert ends_of(NEXT, "recheck") == {"tin-1.html": ("landed", None)}
    (version,) = [row for row in store.read("articles", days=[NEXT]).to_pylist() if row["published_date"]]
    assert (version["published_date"], version["published_from"]) == (date(2026, 10, 15), "sitemap")
    (revision,) = store.read("article_revisions").to_pylist()
    assert revision["changed_fields"] == "text"


def test_a_page_that_was_withdrawn_stays_withdrawn(past: Any, ends_of: Ends) -> None:
    past.sitemap("/map.xml", {1: "2026-10-15", 2: "2026-10-15"})
    past.ask()
    withdrawal.withdraw("http://a.example.vn/tin-1.html", "Quyết định số 1", last_second(TODAY))
    assert past.ask(hour=12)["fetched"] == 1
    close(TODAY)
    assert ends_of() == {"tin-1.html": ("failed", "withdrawn"), "tin-2.html": ("landed", None)}
    assert past.ask(day=NEXT)["known"] == 2
    assert past.server.asked["/tin-1.html"] == 1


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Return the landing without what only says when and where each page was archived."""
    found = {}
    for name in ("harvests", "articles", "observations", "captures", "article_backfills"):
        rows = store.read(name).to_pylist()
        for row in rows:
            row.pop("warc_offset", None)
        found[name] = sorted(tuple(map(str, row.values())) for row in rows)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "killed_at", ["/robots.txt", "/map.xml", "/b.xml", "/tin-1.html", "/tin-4.html"],
    ids=["robots.txt", "index", "second sitemap", "first article", "fourth article"],
)  # fmt: skip
def test_a_run_killed_midway_is_resumed_and_asks_nothing_twice(past: Any, home: Path, killed_at: str) -> None:
    past.index("/map.xml", {"/a.xml": "", "/b.xml": ""})
    past.sitemap("/a.xml", {1: "2026-10-15", 2: "2026-10-15", 3: "2026-10-15"})
    past.sitemap("/b.xml", {4: "2026-10-16", 5: "2026-10-16"})
    past.ask()
    close(TODAY)
    unbroken, asked_unbroken = contents(), Counter(past.server.asked)
    for folder in ("archive", "landing"):
        shutil.rmtree(home / folder)
    past.server.asked.clear()

    reached, go_on = threading.Event(), threading.Event()
    honest = (past.server._says.get(killed_at) or [past.hostile.reply(status="404 Not Found")])[0]

    def hold(connection: Any, headers: dict[str, str]) -> None:
        reached.set()
        go_on.wait(20)
        honest(connection, headers)

    past.server.on(killed_at, hold, honest)
    running = subprocess.Popen([sys.executable, "-c", ASK], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert reached.wait(60)
    running.send_signal(signal.SIGKILL)
    running.wait()
    go_on.set()
    assert killed_at not in {c.url.removeprefix("http://a.example.vn") for c in read_index("bao_a", TODAY).captures}

    past.ask()
    close(TODAY)
    assert contents() == unbroken
    assert {path for path, number in past.server.asked.items() if number > asked_unbroken[path]} == {killed_at}
