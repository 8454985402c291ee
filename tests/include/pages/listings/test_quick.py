"""What the fast path takes and what it declines."""

import pytest

from include.pages.listings import quick

ITEM = "<item><title>A</title><link>/a</link><description>b</description></item>"


def test_clean_rss_is_taken() -> None:
    listing = quick.read(f'<rss version="2.0"><channel>{ITEM}</channel></rss>', "https://a.vn/")
    assert listing is not None
    assert listing.entries[0].url == "https://a.vn/a"


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE rss><rss version="2.0"><channel>{ITEM}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM}</rss>',
        f'<rss version="2.0" xml:base="/x"><channel>{ITEM}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("A", "<b>A</b>")}</channel></rss>',
        f'<rss version="2.0"><channel>{ITEM.replace("<link>", "<title>B</title><link>")}</channel></rss>',
        "<channel/>",
    ],
)
def test_what_is_in_doubt_is_declined(text: str) -> None:
    assert quick.read(text, "https://a.vn/") is None
