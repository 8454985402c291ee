"""One answer as a page."""

import pytest

from include.errors import ReadingError
from include.pages.page import TAGS_LIMIT, open_page


def test_a_page_is_decoded_once_and_parsed_once() -> None:
    page = open_page("<h1>Hà Nội</h1>".encode(), "https://a.vn/")
    assert (page.source, page.charset) == ("<h1>Hà Nội</h1>", "utf-8")
    assert page.tree is page.tree
    assert page.tree.findtext(".//h1") == "Hà Nội"
    assert page.visible is page.visible


def test_an_empty_or_broken_body_is_still_a_page() -> None:
    for body in (b"", b"\x00\x00", b"<", b"<!--", b"\xff\xfe"):
        assert open_page(body, "https://a.vn/").tree is not None


def test_a_page_of_more_tags_than_any_real_one_is_refused() -> None:
    open_page(b"<b>" * TAGS_LIMIT, "https://a.vn/")
    with pytest.raises(ReadingError, match="tags"):
        open_page(b"<b>" * (TAGS_LIMIT + 1), "https://a.vn/")
