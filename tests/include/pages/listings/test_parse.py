"""Listings of every format, clean, broken and hostile."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.feed_cases import DATA, feedparser_cases, files, gofeed_cases
from benchmarks.feeds import clean_feed, is_right
from include.pages.charset import decode
from include.pages.listings import quick, thorough
from include.pages.listings.parse import parse_listing
from include.settings import settings

URL = "https://bao.example.vn/rss"
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>x</title><item>
<title><![CDATA[Hà Nội <b>mở</b> phố &amp; cầu]]></title><link>/bai-1.html</link><guid isPermaLink="false">1</guid>
<pubDate>24/11/2026 07:30</pubDate><category>Xã hội</category>
<description><![CDATA[<img src="a.jpg">Tóm tắt]]></description></item>
<item><title>Không có địa chỉ</title></item></channel></rss>"""


def test_rss_gives_plain_text_and_zoned_times() -> None:
    listing = parse_listing(RSS.encode(), URL)
    first, second = listing.entries
    assert listing.kind == "rss"
    assert (first.url, first.title) == ("https://bao.example.vn/bai-1.html", "Hà Nội mở phố & cầu")
    assert (first.summary, first.section, first.guid) == ("Tóm tắt", "Xã hội", "1")
    assert (first.published_at, first.published_precision) == (datetime(2026, 11, 24, 0, 30, tzinfo=UTC), "minute")
    assert second.url is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/a"/></entry></feed>', "atom"),
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            "<item><title>A</title><link>/a</link></item></rdf:RDF>",
            "rdf",
        ),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "title": "A", "url": "/a"}]}',
            "json_feed",
        ),
        ("<urlset><url><loc>/a</loc></url></urlset>", "sitemap"),
        ("https://bao.example.vn/a\n", "sitemap"),
        ("<html><body><h3><a href='/a'>A</a></h3></body></html>", "list_page"),
    ],
)
def test_every_format_gives_the_same_entry(body: str, kind: str) -> None:
    listing = parse_listing(body.encode(), URL, link_selector="h3 a" if kind == "list_page" else "")
    assert listing.kind == kind
    assert [entry.url for entry in listing.entries] == ["https://bao.example.vn/a"]


def test_a_gzip_sitemap_is_read_and_a_bomb_is_refused() -> None:
    body = gzip.compress(b"<urlset><url><loc>https://bao.example.vn/a</loc></url></urlset>")
    assert len(parse_listing(body, URL).entries) == 1
    bomb = gzip.compress(b" " * (settings().answer_limit_bytes * 5 + 10))
    assert parse_listing(bomb, URL).cause
    assert parse_listing(body[:20], URL).cause


LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n > 1 else "&a;"}{"&a;" * 10}">' for n in range(1, 9))
    + ']><rss version="2.0"><channel><item><title>&a8;</title><link>/a</link></item></channel></rss>'
)
OUTSIDE = (
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title>'
    "<link>/a</link></item></channel></rss>"
)


@pytest.mark.parametrize("body", [LAUGHS, OUTSIDE, LAUGHS.replace("rss", "urlset")])
def test_entities_are_neither_expanded_nor_loaded(body: str) -> None:
    for entry in parse_listing(body.encode(), URL).entries:
        assert len(entry.title or "") < 100
        assert "root:" not in (entry.title or "")


def test_elements_without_end_are_refused() -> None:
    deep = b"<rss version='2.0'><channel><item>" + b"<a>" * 20_000
    assert "deep" in parse_listing(deep, URL).cause


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"\x00\x01\xff", b"oops", b"{", b"[1]", b"<", b"<a", b"<rss", b"<?xml?>"]
)
def test_what_is_no_listing_says_so(body: bytes) -> None:
    listing = parse_listing(body, URL)
    assert (listing.entries, listing.kind) == ((), "unknown")
    assert listing.cause


@given(
    st.binary(max_size=100), st.sampled_from([b"<rss><channel><item>", b"<feed>", b"<urlset><url>", b"{", b"<html>"])
)
def test_no_body_raises(body: bytes, start: bytes) -> None:
    parse_listing(start + body, URL)


WORDS = st.text(alphabet="Hà Nội &<>'\"1;-", max_size=20)


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(0, 10**6)), max_size=4))
def test_both_paths_give_the_same_fields(items: list[tuple[str, str, int]]) -> None:
    from xml.sax.saxutils import escape

    body = "".join(
        f"<item><title>{escape(title)}</title><link>https://bao.example.vn/{n}</link><description>{escape(summary)}</description>"
        f"<guid>https://bao.example.vn/{n}</guid><pubDate>Tue, 24 Nov 2026 07:30:00 +0700</pubDate></item>"
        for title, summary, n in items
    )
    text = f'<rss version="2.0"><channel><title>x</title>{body}</channel></rss>'
    fast = quick.read(text, URL)
    if fast is not None:
        assert fast.entries == thorough.read(text, URL).entries


def test_a_clean_feed_goes_the_fast_path() -> None:
    assert quick.read(decode(clean_feed())[0].partition("?>")[2], URL) is not None


@pytest.mark.skipif(not DATA.exists(), reason="the feed files of feedparser and gofeed are not here")
class TestRealFiles:
    """What holds for the test files of feedparser and gofeed."""

    def test_both_paths_agree_wherever_the_fast_one_is_taken(self) -> None:
        for archive in ("feedparser_cases.tar.xz", "gofeed_cases.tar.xz"):
            for name, body in files(archive).items():
                text = decode(body)[0].lstrip("\ufeff \t\r\n")
                fast = None if name.endswith(".json") or text.startswith("<?") else quick.read(text, URL)
                if fast is not None:
                    assert fast.entries == thorough.read(text, URL).entries, name

    def test_nothing_is_raised_and_96_percent_of_the_fields_are_right(self) -> None:
        cases = [case for case in (*feedparser_cases(), *gofeed_cases()) if case.field]
        assert sum(map(is_right, cases)) / len(cases) >= 0.96

    def test_a_real_feed_of_an_outlet_is_read(self) -> None:
        listing = parse_listing(
            (DATA / "vnexpress_tin-moi-nhat_2019-02-08.xml").read_bytes(), "https://vnexpress.net/rss"
        )
        assert [entry.published_at for entry in listing.entries] == [
            datetime(2019, 2, 8, 9, 9, 56, tzinfo=UTC),
            datetime(2019, 2, 8, 9, 8, 54, tzinfo=UTC),
        ]
        assert (listing.entries[1].summary or "").startswith("Các gia đình Triều Tiên quây quần")
