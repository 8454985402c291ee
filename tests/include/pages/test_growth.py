"""The time of extracting and observing a hostile page grows with its length, never with the square of it."""

import gc
import time
import tracemalloc

import pytest

from include.observing.article import observe_article
from include.observing.home_page import observe_home_page
from include.pages.canonical import canonical
from include.pages.dates import parse_moment
from include.pages.extraction.article import extract_page
from include.pages.page import open_page
from include.pages.visible import read_visible

CHARACTERS = 200_000
SECONDS = 5.0  # of processor time; most take a tenth of a second, and took minutes
PAGE = "<html><body><h1>Tiêu đề của bài</h1><p>{}</p>{}</body></html>"
TEXT = "Một đoạn văn của bài viết này. " * 20


def filled(text: str) -> str:
    return PAGE.format(TEXT, text * (CHARACTERS // len(text)))


def footer(text: str) -> str:
    return PAGE.format(TEXT, f"<footer><p>{text * (CHARACTERS // len(text))}</p></footer>")


HOSTILE = {
    "images that never end": filled("<img "),
    "images that name a footer and never end": filled("<img footer "),
    "tags that never end": filled("<a "),
    "scripts that never end": filled("<script "),
    "one attribute of one name": PAGE.format(TEXT, f"<div {'a' * CHARACTERS}>x</div>"),
    "an address without end": PAGE.format(TEXT, f"<p>{'a-' * (CHARACTERS // 2)} [Nguồn: Báo Hà Nội]</p>"),
    "a footer of one word": footer("a."),
    "a footer of signs": footer("© "),
    "labels beside links": filled("<p>Địa chỉ: <a href='/x'>Xem</a></p>"),
    "originals beside links": filled("<p>Bài gốc <a href='/x'>x</a></p>"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_page_takes_more_time_to_observe_than_its_length_is_worth(text: str) -> None:
    begun = time.process_time()
    page = open_page(text.encode(), "http://a.vn/x")
    observe_home_page(page)
    observe_article(page, extract_page(open_page(b"<p>x</p>", "http://a.vn/x")))
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("text", [filled("<a "), filled("<b>"), filled("<p>1/1/2026 "), footer("&#x41;")])
def test_no_page_takes_more_time_to_extract_than_its_length_is_worth(text: str) -> None:
    begun = time.process_time()
    extract_page(open_page(text.encode(), "http://a.vn/x"))
    assert time.process_time() - begun < SECONDS


def test_nothing_of_any_length_is_remembered_from_page_to_page() -> None:
    tracemalloc.start()
    for number in range(30):
        long = f"{number}-{'a' * CHARACTERS}"
        parse_moment(long)
        canonical(f"http://a.vn/{long}")
        read_visible(f'<a href="{long[:1900]}" class="{long[:1900]}"><div class={long}>x</div></a>')
    del long
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < CHARACTERS
