"""A hostile archived page in a real browser: nothing of it runs, and nothing is fetched; a server counts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from include.archive.facts import Capture
from include.archive.reader import Page
from include.review import archived_pages
from include.review.archived_pages import inert_page
from include.settings import ROOT
from review_desk.desk import HEADERS
from review_desk.shown import ARCHIVED
from tests.support.chromium import in_chromium
from tests.support.reviewed import AT

HOSTILE = """<html><head><base href="{0}/base/"><meta http-equiv="refresh" content="0;url={0}/refresh">
<link rel="stylesheet" href="{0}/style"><link rel="preload" as="image" href="{0}/preload">
<style>@import "{0}/import"; body {{ background: url({0}/background) }}</style></head>
<body onload="fetch('{0}/onload')"><script src="{0}/script"></script><script>fetch("{0}/inline"); top.x = 1</script>
<img src="{0}/image" srcset="{0}/srcset 2x" onerror="fetch('{0}/onerror')"><iframe src="{0}/frame"></iframe>
<object data="{0}/object"></object><embed src="{0}/embed"><video src="{0}/video" poster="{0}/poster" autoplay></video>
<svg><image href="{0}/svg"/><script>fetch("{0}/svg-script")</script></svg><input type="image" src="{0}/input">
<p style="background: url({0}/attribute)">Chữ của trang</p></body></html>"""

pytestmark = in_chromium


class Served(ThreadingHTTPServer):
    """Two pages, and a list of everything else that was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[str] = []
        self.page, self.headers = b"", dict[str, str]()

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    """Answers with the page around the archived one, the archived one itself, or nothing."""

    server: Served

    def do_GET(self) -> None:
        """Answer one request."""
        around = b'<!doctype html><title>around</title><iframe sandbox src="/archived"></iframe>'
        known = {"/": (around, HEADERS), "/archived": (self.server.page, self.server.headers)}
        body, headers = known.get(self.path, (b"", {}))
        if self.path not in known and self.path != "/favicon.ico":
            self.server.asked.append(self.path)
        self.send_response(200)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Served]:
    """Serve in a thread."""
    server = Served()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def opened(browser: Browser, server: Served) -> str:
    """Open the page around the archived one until nothing more is loaded; return the archived page's words."""
    page = browser.new_page()
    page.goto(f"{server.address}/", wait_until="networkidle")
    assert page.title() == "around"
    assert page.evaluate("window.x") is None
    words = page.frames[1].locator("body").inner_text()
    page.close()
    return words


def archived(address: str) -> bytes:
    """Return a hostile page as the desk shows it."""
    kind, source = "text/html; charset=utf-8", HOSTILE.format(address).encode()
    capture = Capture("c", "a", AT.date(), "article", address, address, 200, kind, "", 0, "", 0, 0, False, AT, AT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archived_pages, "read", lambda of: Page(200, (), source))
        return inert_page(capture, "Chữ của trang").encode()


def test_what_the_desk_shows_of_a_hostile_page_fetches_nothing_and_runs_nothing(browser: Browser) -> None:
    with serving() as server:
        server.page, server.headers = archived(server.address), {**HEADERS, **ARCHIVED}
        assert opened(browser, server).strip() == "Chữ của trang"
        assert server.asked == []


def test_the_answers_headers_alone_would_stop_a_page_that_was_not_made_inert(browser: Browser) -> None:
    with serving() as server:
        server.page, server.headers = HOSTILE.format(server.address).encode(), {**HEADERS, **ARCHIVED}
        server.page = server.page.replace(b"http-equiv", b"x-equiv")  # no header keeps a frame from being led elsewhere
        assert "Chữ của trang" in opened(browser, server)
        assert server.asked == []


def test_the_same_page_fetches_where_nothing_stops_it(browser: Browser) -> None:
    with serving() as server:
        server.page = HOSTILE.format(server.address).replace("http-equiv", "x-equiv").encode()
        opened(browser, server)
        assert {"/style", "/image", "/frame"} <= set(server.asked), "the count would notice"


@pytest.mark.parametrize("package", ["include", "plugins", "dags"])
def test_no_browser_is_ever_started_without_its_sandbox(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert "no-sandbox" not in path.read_text("utf-8"), path
        assert "chromium_sandbox" not in path.read_text("utf-8"), path
