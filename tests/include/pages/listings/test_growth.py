"""The time of reading a hostile listing grows with its length, never with the square of it."""

import time

import pytest

from include.pages.listings.parse import parse_listing

CHARACTERS = 400_000
SECONDS = 5.0  # of processor time; these take a tenth of a second, and took minutes
ITEM = (
    '<rss version="2.0"><channel><item><title>t</title><description><![CDATA[{}]]></description></item></channel></rss>'
)
LINK = '<a href="/a-b-c-d-e-{}">tiêu đề của một bài rất dài</a>'


def filled(text: str) -> str:
    return text * (CHARACTERS // len(text))


HOSTILE = {
    "scripts that are never closed": ITEM.format(filled("<script ")),
    "styles that are never closed": ITEM.format(filled("<style>")),
    "comments that are never closed": ITEM.format(filled("<!-- ")),
    "document types of a sitemap": f"<urlset>{filled('<!DOCTYPE a')}",
    "document types of a feed": f'<rss version="2.0">{filled("<!DOCTYPE a [")}',
    "many links in one item": f"<html><body><li>{''.join(LINK.format(number) for number in range(8_000))}</li>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_listing_takes_more_time_than_its_length_is_worth(text: str) -> None:
    begun = time.process_time()
    parse_listing(text.encode(), "http://a.vn/x")
    assert time.process_time() - begun < SECONDS
