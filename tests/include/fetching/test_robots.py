"""robots.txt by RFC 9309: one test a rule."""

import itertools
import tarfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from protego import Protego

from include.archive.facts import Capture
from include.archive.index import read_index
from include.archive.writer import DayWriter, open_day
from include.fetching.causes import HarvestCause
from include.fetching.guard import Guard
from include.fetching.robots import Robots, parse
from include.settings import ROOT

REAL = ROOT.parent / "shared" / "data" / "robots" / "robots_txt_real.tar.xz"
DAY = date(2026, 10, 16)
SITE = "http://a.example.vn"


@pytest.fixture
def writer(home: Path) -> Iterator[DayWriter]:
    with open_day("bao_a", DAY) as opened:
        yield opened


def refused(robots: Robots, writer: DayWriter, path: str) -> bool:
    found = robots.refusal(SITE + path, writer)
    assert found is None or found[0] is HarvestCause.ROBOTS_FORBIDS
    return found is not None


RULES = {
    "our own group stands before the general one": (
        "User-agent: tester\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", ["/a"], ["/b"]),
    "groups of the same agent are joined": (
        "User-agent: tester\nDisallow: /a\n\nUser-agent: tester\nDisallow: /b", ["/a", "/b"], ["/c"]),
    "agents are compared whatever their case": ("User-agent: TESTER\nDisallow: /a", ["/a"], ["/b"]),
    "the longest match wins": ("User-agent: *\nDisallow: /a\nAllow: /a/b", ["/a", "/a/c"], ["/a/b/c"]),
    "allow wins a draw": ("User-agent: *\nDisallow: /a\nAllow: /a", [], ["/a"]),
    "an empty disallow forbids nothing": ("User-agent: *\nDisallow:", [], ["/", "/a"]),
    "a star matches anything": ("User-agent: *\nDisallow: /*/in", ["/x/in", "/x/y/in"], ["/in"]),
    "a dollar ends the path": ("User-agent: *\nDisallow: /*.pdf$", ["/a.pdf"], ["/a.pdf?x"]),
    "paths are case-sensitive": ("User-agent: *\nDisallow: /A", ["/A"], ["/a"]),
    "comments are skipped": ("User-agent: * # all\nDisallow: /a # here", ["/a"], ["/b"]),
    "escapes are compared decoded": ("User-agent: *\nDisallow: /t%C3%ADn", ["/tín", "/t%C3%ADn"], ["/tin"]),
    "only the product token is compared": ("User-agent: mailto\nDisallow: /a", [], ["/a"]),
    "a group may stand for several agents": ("User-agent: other\nUser-agent: tester\nDisallow: /a", ["/a"], ["/b"]),
    "a byte order mark is skipped": ("\ufeffUser-agent: *\nDisallow: /a", ["/a"], ["/b"]),
    "lines end in CR LF": ("User-agent: *\r\nDisallow: /a\r\n", ["/a"], ["/b"]),
    "lines end in CR": ("User-agent: *\rDisallow: /a\r", ["/a"], ["/b"]),
    "blank lines do not end a group": ("User-agent: *\n\nDisallow: /a\n\nDisallow: /b", ["/a", "/b"], ["/c"]),
    "names of lines are read whatever their case": ("USER-AGENT: *\ndisALLOW: /a", ["/a"], ["/b"]),
    "rules before any agent are none": ("Disallow: /a\nUser-agent: *\nDisallow: /b", ["/b"], ["/a"]),
    "robots.txt itself is always allowed": ("User-agent: *\nDisallow: /", ["/a"], ["/robots.txt"]),
    "the query belongs to the path": ("User-agent: *\nDisallow: /tim?", ["/tim?q=1"], ["/tim"]),
    "other lines break nothing": ("Sitemap: x\nUser-agent: *\nHost: y\nDisallow: /a", ["/a"], ["/b"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "forbidden", "allowed"), RULES.values(), ids=RULES)
def test_a_rule_of_the_rfc_holds(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter, text: str, forbidden: list[str], allowed: list[str]
) -> None:
    server.on("/robots.txt", hostile.reply(text.encode()))
    robots = Robots(open_fetcher())
    assert [path for path in forbidden if not refused(robots, writer, path)] == []
    assert [path for path in allowed if refused(robots, writer, path)] == []


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "401 Unauthorized"])
def test_4xx_means_that_there_are_no_rules(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter, status: str
) -> None:
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /", status))
    assert not refused(Robots(open_fetcher()), writer, "/")


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"])
def test_a_server_that_cannot_say_forbids_everything_for_now(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter, status: str
) -> None:
    server.on("/robots.txt", hostile.reply(status=status))
    found = Robots(open_fetcher()).refusal(f"{SITE}/", writer)
    assert found is not None and found[0] is HarvestCause.ROBOTS_UNREACHABLE


def test_redirects_are_followed(server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter) -> None:
    server.on("/robots.txt", hostile.reply(status="301 Moved Permanently", headers=["Location: /r"]))
    server.on("/r", hostile.reply(b"User-agent: *\nDisallow: /a"))
    assert refused(Robots(open_fetcher()), writer, "/a")


@pytest.mark.parametrize("hops", [1, 5])
def test_up_to_five_redirects_are_followed(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter, hops: int
) -> None:
    paths = ["/robots.txt", *(f"/r{number}" for number in range(1, hops)), "/end"]
    for path, to in itertools.pairwise(paths):
        server.on(path, hostile.reply(status="302 Found", headers=[f"Location: {to}"]))
    server.on("/end", hostile.reply(b"User-agent: *\nDisallow: /a"))
    assert refused(Robots(open_fetcher()), writer, "/a")


def test_an_unreachable_server_forbids_everything_for_now(open_fetcher: Any, writer: DayWriter) -> None:
    found = Robots(open_fetcher(guard=Guard({"a.example.vn": "127.0.0.1:1"}))).refusal(f"{SITE}/", writer)
    assert found is not None and found[0] is HarvestCause.ROBOTS_UNREACHABLE


def test_it_is_asked_again_after_24_hours_and_not_before(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter
) -> None:
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /a"), hostile.reply(b""))
    fetcher = open_fetcher()
    start = fetcher.now()
    robots = Robots(fetcher)
    for hours, is_refused in ((0, True), (23.9, True), (24, False)):
        fetcher.now = lambda at=start + timedelta(hours=hours): at
        assert refused(robots, writer, "/a") is is_refused
    assert server.asked["/robots.txt"] == 2


def test_what_stands_behind_the_limit_is_not_read(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter
) -> None:
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /a\n" + b"#" * 520_000 + b"\nDisallow: /b"))
    robots = Robots(open_fetcher())
    assert refused(robots, writer, "/a") and not refused(robots, writer, "/b")


def test_it_is_asked_once_a_day_and_archived(server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter) -> None:
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /a"))
    for _ in range(2):  # a second worker finds it in the archive
        robots = Robots(open_fetcher())
        assert refused(robots, writer, "/a") and not refused(robots, writer, "/b")
    assert server.asked["/robots.txt"] == 1
    assert [capture.scope for capture in read_index("bao_a", DAY).captures] == ["robots"]


def test_at_least_500_kib_are_read(server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter) -> None:
    server.on("/robots.txt", hostile.reply(b"#" * 511_000 + b"\nUser-agent: *\nDisallow: /a"))
    assert refused(Robots(open_fetcher()), writer, "/a")


def test_crawl_delay_is_honoured_up_to_a_minute(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter
) -> None:
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nCrawl-delay: 7"))
    robots = Robots(open_fetcher())
    assert robots.delay_seconds(f"{SITE}/") == 0
    refused(robots, writer, "/")
    assert robots.delay_seconds(f"{SITE}/") == 7.0


def test_a_crawl_delay_of_hours_is_a_minute(server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter) -> None:
    server.on("/robots.txt", hostile.reply(b"User-agent: *\nCrawl-delay: 86400"))
    robots = Robots(open_fetcher())
    refused(robots, writer, "/")
    assert robots.delay_seconds(f"{SITE}/") == 60.0


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="the reference files are not beside the repository")
def test_every_real_file_is_answered_as_protego_answers() -> None:
    capture = cast("Capture", SimpleNamespace(http_status=200))
    paths = ("/", "/admin/", "/search?q=1", "/wp-admin/a.php", "/a/b.html", "/tag/x", "/cgi-bin/", "/a.pdf")
    with tarfile.open(REAL) as packed:
        for member in packed:
            body = file.read() if (file := packed.extractfile(member)) else b""
            theirs = Protego.parse(body.decode("utf-8-sig", "replace"))
            ours = parse(capture, body)
            for path in paths:
                assert ours.can_fetch(SITE + path, "Tester") == theirs.can_fetch(SITE + path, "Tester"), member.name


def test_an_endless_robots_txt_is_not_read_to_its_end_and_nothing_is_asked(
    server: Any, hostile: Any, open_fetcher: Any, writer: DayWriter
) -> None:
    server.on("/robots.txt", hostile.say_bytes(b"HTTP/1.1 200 OK\r\n\r\n", endless=b"Disallow: /a\n" * 4000))
    refusal = Robots(open_fetcher()).refusal(f"{SITE}/x", writer)
    assert refusal == (HarvestCause.ROBOTS_UNREACHABLE, "robots.txt could not be read (too_large).")
