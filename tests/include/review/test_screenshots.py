"""A picture of an archived page: drawn where nothing can be reached, or not at all."""

import shutil
from pathlib import Path

import pytest

from include.archive.facts import Capture
from include.archive.reader import Page
from include.review import screenshots
from include.review.screenshots import POLICY, draw, obstacle, still_page
from include.settings import settings
from tests.plugins.review_desk.test_hostile_page import HOSTILE, serving
from tests.support.chromium import CHROMIUM
from tests.support.reviewed import AT

HTML = "text/html; charset=utf-8"
PNG = b"\x89PNG"
can_draw = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed here; apt install chromium.")
COMMENTED = b"""<body class="x"><style>p { color: red }</style><p style="color: blue" onclick="x()">Tin</p>
<div class="comments"><div class="comment"><p>Nguyen Van A: binh luan</p></div></div>
<a href="https://b.example/">Xem</a></body>"""


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    """Let each test ask what this computer can do."""
    obstacle.cache_clear()


def capture() -> Capture:
    """Return a capture of a page."""
    address = "https://a.example.vn/"
    return Capture("c", "a", AT.date(), "article", address, address, 200, HTML, "", 0, "", 0, 0, False, AT, AT)


def still(source: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a page as the browser is given it."""
    monkeypatch.setattr(screenshots, "read", lambda of: Page(200, (), source))
    return still_page(capture())


def test_what_is_drawn_keeps_its_styles_and_neither_scripts_nor_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    page = still(HOSTILE.format("http://evil.example").encode(), monkeypatch)
    assert "Chữ của trang" in page
    forbidden = ("<script", "<img", "<iframe", 'http-equiv="refresh', "onload", "<base")
    assert not [word for word in forbidden if word in page]
    assert f'content="{POLICY}"' in page.partition("<style>")[0], "the policy stands before anything of the page"
    shown = still(COMMENTED, monkeypatch)
    assert [word in shown for word in ("color: red", 'style="color: blue"', "onclick", "href", "binh luan")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_style_sheet_cannot_end_its_element(monkeypatch: pytest.MonkeyPatch) -> None:
    page = still(b"<style>a { content: '</style ><script>x()</script>' }</style><body>x</body>", monkeypatch)
    assert "<script" not in page


def test_the_browser_runs_without_a_network_as_nobody_and_keeps_its_sandbox() -> None:
    command = screenshots._confined()
    assert {"--net", "--user", "--no-new-privs"} <= set(command)
    assert not [word for word in (*command, *screenshots.FLAGS) if "sandbox" in word]


@pytest.mark.parametrize("missing", [*screenshots.TOOLS, "chromium"])
def test_without_one_of_the_protections_there_is_no_picture(
    home: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    def which(name: str) -> str | None:
        return None if Path(name).name == missing else name

    monkeypatch.setattr(shutil, "which", which)
    assert missing in obstacle()
    assert screenshots.screenshot(capture()) is None


def test_where_no_network_namespace_can_be_made_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(screenshots, "_confined", lambda: ["false"])
    assert obstacle()


@can_draw
@pytest.mark.slow
def test_a_hostile_page_is_drawn_and_fetches_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if obstacle():
        pytest.skip("no empty network namespace can be made here")
    settings.cache_clear()
    with serving() as server:
        with monkeypatch.context() as patient:
            patient.setattr(screenshots, "SECONDS", 300)  # a busy machine is slow, not wrong
            picture = draw(still(HOSTILE.format(server.address).encode(), monkeypatch))
        monkeypatch.setattr(screenshots, "SECONDS", 5)  # such a page may keep the browser from ever ending
        unguarded = draw(HOSTILE.format(server.address))
        assert server.asked == [], "not even a page as it came reaches anything"
    assert picture is not None
    assert picture.startswith(PNG)
    assert unguarded is None or unguarded.startswith(PNG)


@can_draw
@pytest.mark.slow
def test_a_browser_that_does_not_end_in_time_or_fills_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    if obstacle():
        pytest.skip("no empty network namespace can be made here")
    monkeypatch.setattr(screenshots, "RESIDENT_BYTES", 1)
    assert draw("<p>x</p>") is None
    monkeypatch.setattr(screenshots, "RESIDENT_BYTES", 10**12)
    monkeypatch.setattr(screenshots, "SECONDS", 0)
    assert draw("<p>x</p>") is None


def test_a_page_that_is_too_long_is_not_drawn() -> None:
    assert draw("x" * (screenshots.LONGEST + 1)) is None
