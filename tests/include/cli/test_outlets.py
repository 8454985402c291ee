"""``press outlets`` says what each address answers, and finds feeds; it writes nothing."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from include.cli.__main__ import build_app
from include.landing import store
from include.ledger.entries import entries
from include.outlets import registry
from include.settings import account, settings
from tests.include.ingestion.test_drafting import licence
from tests.support.profiles import profile_text

FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>Tin</title><link>http://a.example.vn/1.html</link>'
    b"<pubDate>Thu, 15 Oct 2026 07:00:00 +0700</pubDate></item></channel></rss>"
)
HOME = b'<html><head><link rel="alternate" type="application/rss+xml" href="/tin.rss"></head><body>A</body></html>'
PAGES = {"/": HOME, "/tin.rss": FEED, "/rss": FEED}
FEEDS = ["http://a.example.vn/tin.rss", "http://a.example.vn/gone.rss"]


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def profile(feeds: list[str]) -> str:
    return profile_text(feeds=feeds, crawl_delay_seconds=0, allow_loopback=True)


@pytest.fixture
def site(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    (home / "profiles" / "bao_a.yml").write_text(profile(FEEDS), encoding="utf-8")
    (home / "hosts.yml").write_text(f'a.example.vn: "127.0.0.1:{server.server_port}"\n', encoding="utf-8")
    monkeypatch.setenv("PRESS_HOSTS_FILE", str(home / "hosts.yml"))
    settings.cache_clear()
    yield home
    server.shutdown()
    server.server_close()


def press(*words: str) -> Result:
    return CliRunner().invoke(build_app(), ["outlets", *words])


def test_the_outlets_with_a_profile_are_listed(site: Path) -> None:
    assert json.loads(press("list", "--json").stdout)["outlet_id"] == "bao_a"


def test_each_address_says_what_it_answers_and_failure_is_a_failure(site: Path) -> None:
    ended = press("check", "bao_a", "--json")
    printed = [json.loads(line) for line in ended.stdout.splitlines()]
    rows = {row["address"].rsplit("/", 1)[1]: row for row in printed if "answer" in row}
    assert ended.exit_code == 1
    assert (rows[""]["answer"], rows[""]["items"]) == ("200", None)
    assert (rows["tin.rss"]["answer"], rows["tin.rss"]["items"]) == ("200", 1)
    assert rows["tin.rss"]["newest"] == "2026-10-15T00:00:00+00:00"
    assert rows["gone.rss"]["answer"] == "not_found" and rows["gone.rss"]["hint"]


def test_an_outlet_that_answers_everywhere_is_well(site: Path) -> None:
    (site / "profiles" / "bao_a.yml").write_text(profile(FEEDS[:1]), encoding="utf-8")
    ended = press("check")
    assert ended.exit_code == 0
    assert "2026-10-15 07:00" in ended.stdout


def test_feeds_are_found_where_a_page_declares_them_and_where_they_usually_are(site: Path) -> None:
    before = sorted(path for path in site.rglob("*") if "politeness" not in str(path))
    ended = press("discover", "http://a.example.vn/", "--json")
    found = {json.loads(line)["address"]: json.loads(line)["found_in"] for line in ended.stdout.splitlines()}
    assert found == {"http://a.example.vn/tin.rss": "page", "http://a.example.vn/rss": "usual place"}
    assert sorted(path for path in site.rglob("*") if "politeness" not in str(path)) == before


def test_an_unknown_outlet_is_named(site: Path) -> None:
    assert "bao_x" in str(press("check", "bao_x").exception)


def test_an_outage_is_acknowledged_with_a_reason_and_an_end(site: Path) -> None:
    ended = press("acknowledge", "bao_a", "--reason", "Chuyển máy chủ", "--until", "2999-12-31")
    assert (ended.exit_code, ended.stdout) == (0, "bao_a: known until 2999-12-31 (Chuyển máy chủ).\n")
    [known] = entries("outage_acknowledged")
    assert known.actor == f"data_engineer ({account()})"
    assert "is over" in str(press("acknowledge", "bao_a", "--reason", "a", "--until", "2020-01-01").exception)
    assert press("acknowledge", "bao_a", "--until", "2999-12-31").exit_code == 2


def test_the_board_asks_for_a_build_where_nothing_is_published(site: Path) -> None:
    assert "no published warehouse" in str(press("health").exception)


def test_a_canary_needs_an_archived_article(site: Path) -> None:
    assert "no article" in str(press("keep-canary", "bao_a", "http://a.example.vn/1.html").exception)


def test_profiles_are_drafted_from_the_register_and_queued_by_what_is_not_read(site: Path) -> None:
    (site / "profiles" / "bao_a.yml").unlink()
    (site / "profiles" / "bao_c.yml").write_text(profile_text("bao_c", host="c.example.vn"), encoding="utf-8")
    registry.profiles.cache_clear()
    store.write("licences", date(2026, 10, 16), [licence(), licence(outlet_id="trang_b", domains="b.invalid")])
    ended = press("add", "--from-register", "--output", str(site / "drafts"), "--json")
    rows = {row["outlet_id"]: row for row in map(json.loads, ended.stdout.splitlines())}
    assert list(rows) == ["trang_b", "trang_a"]
    assert (rows["trang_b"]["state"], rows["trang_a"]["state"]) == ("unreachable", "read")
    assert rows["trang_a"]["unread_fields"] > 5 and rows["trang_a"]["listings"] == 2
    written = (site / "drafts" / "trang_a.yml").read_text(encoding="utf-8")
    assert "home_page: http://a.example.vn/" in written and "is_followed: false" in written
    assert press("add", "--from-register", "--output", str(site / "drafts"), "--json").stdout == ""
    assert "--from-register" in str(press("add").exception)
