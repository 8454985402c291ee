"""List pages."""

from datetime import UTC, datetime

from include.pages.listings import list_pages

PAGE = """<html><body><nav><a href="/xa-hoi-chinh-tri-doi-song">Xã hội và đời sống</a></nav>
<ul><li><a href="/bai-1001.html"><img></a>
<h3><a href="/bai-1001.html#anh" title="Tin một">Tin một trong ngày</a></h3><span>07:30 24/11/2026</span></li>
<li><a class="bai" href="https://khac.vn/bai-1002.html">Bài của nơi khác, dài đủ</a></li></ul>
<a href="javascript:x">x</a></body></html>"""


def test_links_are_guessed_on_the_same_host_each_once() -> None:
    entries = list_pages.read(PAGE, "https://a.vn/xa-hoi").entries
    assert [(entry.url, entry.title) for entry in entries] == [("https://a.vn/bai-1001.html", "Tin một trong ngày")]
    assert entries[0].published_at == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_a_selector_chooses_the_links() -> None:
    entries = list_pages.read(PAGE, "https://a.vn/xa-hoi", "a.bai").entries
    assert [entry.url for entry in entries] == ["https://khac.vn/bai-1002.html"]
