"""Whatever bytes come, what reads them ends soon and raises nothing but what it declares."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace
from typing import cast
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.archive.facts import Capture
from include.fetching.robots import parse
from include.observing.article import observe_article
from include.observing.home_page import observe_home_page
from include.pages.canonical import canonical
from include.pages.dates import find_moments, parse_moment
from include.pages.extraction.article import extract_page
from include.pages.listings import quick, thorough
from include.pages.listings.parse import parse_listing
from include.pages.page import open_page

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Báo A</title><item><title><![CDATA[Hà Nội &amp; <b>mưa</b>]]></title><link>http://a.vn/bai-1.html?utm_source=x</link>
<description>&lt;p&gt;Tóm tắt&lt;/p&gt;</description><pubDate>Tue, 24 Nov 2026 07:30:00 +0700</pubDate><guid>1</guid>
<category>Thời sự</category></item><item><title>Hai</title><link>/bai-2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;i&gt;A&lt;/i&gt;</title><id>urn:1</id>
<link rel="alternate" href="http://a.vn/1"/><published>2026-11-24T07:30:00Z</published><summary>x</summary></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://a.vn/1</loc><lastmod>2026-11-24</lastmod><news:news><news:title>A</news:title></news:news></url></urlset>"""
JSON = '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"url":"/1","title":"A","tags":["b"]},{"id":"\\u00e1"}]}'
ROBOTS = "User-agent: *\nCrawl-delay: 2\nDisallow: /a*b$\nAllow: /%c3%a1\nSitemap: http://a.vn/s.xml\n"
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Hà Nội mưa lớn - Báo A</title>
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-11-24T07:30:00+07:00",
"author":{"name":"A"}}</script>
<meta property="og:title" content="Hà Nội mưa lớn"><link rel="canonical" href="/bai-1-2-3-4.html"></head><body>
<header><img class="logo" alt="Báo điện tử A"><nav><a href="/thoi-su">Thời sự</a>
<a href="/van-hoa">Văn hóa</a></nav></header>
<article><h1>Hà Nội mưa lớn</h1><time datetime="2026-11-24 07:30">Thứ ba, 24/11/2026, 07:30 (GMT+7)</time>
<p>Sáng nay mưa lớn ở nhiều quận của thành phố.</p>
<p>Theo <a href="http://b.vn/1">Báo B</a> (đăng 6h30 ngày 24/11/2026)</p>
<p>Đính chính: bài “Hà Nội không mưa” có viết sai, xin lỗi bạn đọc.</p></article>
<div class="comment-box"><textarea></textarea></div>
<footer>Cơ quan chủ quản: Hội A. Giấy phép số 12/GP-BTTTT do Bộ A cấp ngày 1/2/2020.
<p>Chịu trách nhiệm: Nguyễn Văn A; Điện thoại: 024 3333 4444; Email: a@a.vn</p></footer></body></html>"""
SEEDS = {"rss": RSS, "atom": ATOM, "sitemap": SITEMAP, "json": JSON, "robots": ROBOTS, "page": PAGE}
CHARSETS = ("utf-8", "utf-16", "utf-32", "windows-1258", "utf-7", "cp437", "shift_jis", "iso2022_jp")
PIECES = (
    *b"\x00 < > & ]]> <![CDATA[ <!-- \xff\xfe \xed\xa0\x80 \x1f\x8b http://[ <!DOCTYPE &#x110000; 2026-02-30 &e;".split(
        b" "
    ),
    *(b'"', b"'", b"\r", b"\x1b$B", b"9" * 400, b"{" * 50, b"\xcc\x81" * 40),
)
ANSWERED = cast(Capture, SimpleNamespace(http_status=200))
SECONDS = 5.0  # of processor time; these take milliseconds, on a machine whose cores others use too


def mutated(chance: random.Random, seed: str) -> bytes:
    """Return a document spoilt in a few of the ways in which documents are spoilt."""
    body = bytearray(seed.encode(chance.choice(CHARSETS) if chance.random() < 0.3 else "utf-8", "replace"))
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.choices(range(len(body) + 1), k=2))
        way = chance.randrange(6)
        if way == 0 and body:
            body[min(at, len(body) - 1)] ^= 1 << chance.randrange(8)
        elif way == 1:
            del body[at : min(to, at + 60)]
        elif way == 2:
            body[at:at] = chance.choice(PIECES) * chance.randint(1, 3)
        elif way == 3:
            body[at:at] = body[at : min(to, at + 200)] * chance.randint(1, 4)
        elif way == 4:
            body[at:to] = chance.choice([*SEEDS.values()]).encode()[at:to]
        elif chance.random() < 0.3:
            del body[at:]
    return bytes(body)


def read_page(body: bytes) -> None:
    page = open_page(body, "http://a.vn/x.html")
    observe_article(page, extract_page(page))
    observe_home_page(page)


READERS: dict[str, tuple[Callable[[bytes], object], tuple[str, ...], int]] = {
    "a listing": (lambda body: parse_listing(body, "http://a.vn/x"), (RSS, ATOM, SITEMAP, JSON, PAGE, ROBOTS), 1500),
    "a chosen list": (lambda body: parse_listing(body, "http://a.vn/", "", "a[href]"), (PAGE,), 300),
    "robots.txt": (lambda body: parse(ANSWERED, body).can_fetch("http://a.vn/á", "a"), (ROBOTS,), 300),
    "a page": (read_page, (PAGE,), 300),
}


@pytest.mark.parametrize("name", READERS)
def test_spoilt_documents_are_read_without_an_error_and_soon(name: str) -> None:
    read, seeds, rounds = READERS[name]
    chance = random.Random(name)  # noqa: S311 (the same documents in every run)
    for seed in seeds:
        read(seed.encode())  # what is imported or compiled at the first document is no document's own time
    for number in range(rounds):
        body = mutated(chance, seeds[number % len(seeds)])
        begun = time.process_time()
        try:
            read(body)
        except BaseException as error:
            error.add_note(f"{number}: {body!r}")
            raise
        assert time.process_time() - begun < SECONDS, body


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[0-9/:.\-T+ Z]{4,40}|\d{1,4}[/-]\d{1,9}[/-]\d{1,9} \d+h\d+"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse_moment(text)
    find_moments(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"https?://[^\s]{0,40}"), st.sampled_from(["", "http://a.vn/b/"]))
def test_any_text_is_an_address_or_none_and_stays_it(text: str, base: str) -> None:
    found = canonical(text, base)
    assert found is None or canonical(found) == found


WORDS = st.lists(st.sampled_from(["Hà Nội", "mưa", "A&B", "1 < 2", "“trích”", "24/11"]), min_size=1).map(" ".join)
ITEMS = st.lists(
    st.tuples(WORDS, WORDS, st.integers(10**9, 2 * 10**9).map(partial(datetime.fromtimestamp, tz=UTC))),
    min_size=1,
    max_size=4,
)
RSS_ITEM = (
    "<item><title>{0}</title><link>http://a.vn/{3}</link><description>{1}</description><guid>{3}</guid>"
    "<pubDate>{2:%a, %d %b %Y %H:%M:%S} +0700</pubDate><category>{1}</category></item>"
)
ATOM_ENTRY = (
    "<entry><title>{0}</title><link href='http://a.vn/{3}'/><id>{3}</id><summary>{1}</summary>"
    "<published>{2:%Y-%m-%dT%H:%M:%S}Z</published><updated>{2:%Y-%m-%dT%H:%M:%S}Z</updated></entry>"
)
FEEDS = {
    "rss": ("<rss version='2.0'><channel><title>A</title>{}</channel></rss>", RSS_ITEM, 2),
    "atom": ("<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title>{}</feed>", ATOM_ENTRY, 1),
}


@pytest.mark.parametrize("kind", FEEDS)
@settings(max_examples=40, deadline=None)
@given(items=ITEMS)
def test_both_paths_read_the_same_from_a_clean_feed(kind: str, items: list[tuple[str, str, datetime]]) -> None:
    whole, one, times = FEEDS[kind]

    def written(words: str) -> str:
        """Escape as the format wants: RSS holds markup, which is escaped once more."""
        for _ in range(times):
            words = escape(words)
        return words

    listed = [one.format(written(a), written(b), at, number) for number, (a, b, at) in enumerate(items)]
    text = whole.format("".join(listed))
    fast = quick.read(text, "http://a.vn/rss")
    assert fast is not None
    assert [item.title for item in fast.entries] == [" ".join(title.split()) for title, _, _ in items]
    assert fast == thorough.read(text, "http://a.vn/rss")
