"""An outlet without a time gate whose sitemaps name articles of past days."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.ingestion.backfill.asking import backfill_outlets
from include.landing import store
from include.periods.days import day_start
from include.settings import settings

SITE = "http://a.example.vn"
TODAY = date(2026, 11, 20)
FROM, TO = date(2026, 10, 15), date(2026, 10, 16)


class PastPress:
    """The outlet ``bao_a``: its sitemaps, its pages, and the outcomes of asking it."""

    def __init__(self, home: Path, server: Any, hostile: Any, press: Any) -> None:
        """Serve one empty sitemap and a feed that names one article of today."""
        self.server, self.hostile, self.press, self._home = server, hostile, press, home
        press.lay_out(home, server.port, gate=False, sitemaps=[f"{SITE}/map.xml"])
        server.on("/", hostile.reply(b"<html><body><h1>A</h1></body></html>"))
        server.on("/rss", hostile.reply(press.feed([900], [""])))
        self.articles(900)

    def articles(self, *numbers: int) -> None:
        """Serve the pages of articles."""
        for number in numbers:
            self.server.on(f"/tin-{number}.html", self.hostile.reply(self.press.article(number)))

    def sitemap(self, path: str, entries: Mapping[int, str]) -> None:
        """Serve a sitemap of articles with their dates, and their pages."""
        named = {f"{SITE}/tin-{number}.html": dated for number, dated in entries.items()}
        self.server.on(path, self.hostile.reply(self.press.sitemap(named)))
        self.articles(*entries)

    def index(self, path: str, children: Mapping[str, str]) -> None:
        """Serve an index of sitemaps with the dates of their last change."""
        named = {f"{SITE}{child}": changed for child, changed in children.items()}
        self.server.on(path, self.hostile.reply(self.press.sitemap_index(named)))

    def ask(self, first: date = FROM, last: date = TO, day: date = TODAY, hour: float = 10) -> dict[str, Any]:
        """Ask for an interval and return its outcomes."""
        found = backfill_outlets(["bao_a"], first, last, now=lambda: at(day, hour))
        (row,) = found["accounts"]
        return {**row, "requests": found["requests"]}

    def asked(self) -> set[str]:
        """Return the numbers of the articles that were asked for."""
        return {path.removeprefix("/tin-").removesuffix(".html") for path in self.server.asked if "/tin-" in path}


def at(day: date, hour: float = 10) -> datetime:
    """Return an instant of a local day."""
    return day_start(day) + timedelta(hours=hour)


def ends(day: date = TODAY, scope: str = "backfill_article") -> dict[str, tuple[str, str | None]]:
    """Return where everything of one scope ended on a day."""
    rows = store.read("harvests", days=[day]).to_pylist()
    return {row["address"].rsplit("/", 1)[1]: (row["outcome"], row["cause"]) for row in rows if row["scope"] == scope}


@pytest.fixture
def past(home: Path, monkeypatch: pytest.MonkeyPatch, server: Any, hostile: Any, press: Any) -> PastPress:
    """Give the test an outlet of the past."""
    monkeypatch.setenv("PRESS_HOSTS_FILE", str(home / "hosts.yml"))
    settings.cache_clear()
    return PastPress(home, server, hostile, press)


@pytest.fixture
def ends_of() -> Callable[..., dict[str, tuple[str, str | None]]]:
    """Return the rows that say how everything ended."""
    return ends
