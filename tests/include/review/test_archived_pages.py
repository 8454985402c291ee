"""An archived page is shown as words alone: a hostile one keeps nothing that could run, load or lead anywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from include.review import archived_pages
from include.review.archived_pages import KEPT, inert_page
from tests.support.reviewed import AT

HOSTILE = """<html><head><title>x</title><base href="http://evil/"><meta http-equiv="refresh" content="0;url=http://evil/">
<style>body{background:url(http://evil/)}</style><link rel=stylesheet href=http://evil/></head>
<body onload="alert(1)"><script>alert(2)</script><h1 style="x" onclick="alert(3)">Tin &lt;b&gt; chính</h1>
<a href="javascript:alert(4)">liên kết</a><img src=x onerror=alert(5)><svg><script>alert(6)</script></svg>
<iframe srcdoc="<script>alert(7)</script>"></iframe><form action="http://evil/"><input name=a></form>
<p>Nguồn: Báo A</p><math><mtext></mtext></math><custom-el>giữ chữ</custom-el>
<div class="comments"><p>Người đọc nói điều riêng tư</p></div></body></html>"""


def shown(monkeypatch: pytest.MonkeyPatch, source: str, passage: str | None = None) -> str:
    """Return what is shown of a page."""
    from include.archive.facts import Capture
    from include.archive.reader import Page

    kind = "text/html; charset=utf-8"
    capture = Capture(
        "c", "a", AT.date(), "article", "http://a/", "http://a/", 200, kind, "", 0, "", 0, 0, False, AT, AT
    )
    monkeypatch.setattr(archived_pages, "read", lambda of: Page(200, (), source.encode("utf-8", "replace")))
    return inert_page(capture, passage)


def test_nothing_of_a_hostile_page_can_run_load_or_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, HOSTILE)
    assert not re.search(r"alert|evil|javascript|riêng tư", page)
    assert "Tin &lt;b&gt; chính" in page
    assert "giữ chữ" in page
    assert "liên kết" in page
    assert "[bình luận đã được lược bỏ]" in page


@pytest.mark.parametrize("void", ["embed", "img", "input", "link", "meta", "base", "frame"])
def test_what_follows_an_element_that_holds_nothing_is_shown(monkeypatch: pytest.MonkeyPatch, void: str) -> None:
    page = shown(monkeypatch, f"<body><p>trước</p><{void} src='http://evil/'><p>sau</p></body>")
    assert "<p>trước</p><p>sau</p>" in page
    assert "evil" not in page


def test_a_page_that_is_one_form_is_shown_without_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "<body><form action='http://evil/'><input name=a><h1>Tin</h1><p>Nội dung</p></form></body>"
    assert "<body><h1>Tin</h1><p>Nội dung</p></body>" in shown(monkeypatch, source)


def test_the_passage_is_marked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, HOSTILE, "Nguồn: Báo A")
    assert page.count("<mark>Nguồn: Báo A</mark>") == 1


@given(st.text(max_size=300), st.text(max_size=5) | st.sampled_from(["p", "<", "mark", "amp", ";"]))
def test_no_text_makes_an_element_or_an_attribute_that_is_not_kept(text: str, passage: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = shown(patch, f'<body><p>{text}</p><p title="{text}">x</p></body>', passage)
    body = html.fromstring(page).find(".//body")
    for element in body.iter():
        if element is not body:
            assert element.tag in KEPT | {"mark"}
            assert not element.attrib
