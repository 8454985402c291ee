"""Sponsored labels beside the title."""

from include.observing.item import find_item
from include.observing.notices import read_notices
from include.observing.observation import Observation
from include.pages.extraction.article import extract_page
from include.pages.page import open_page

WORDS = "Thành phố mở thêm tuyến xe buýt nối các phường trung tâm với khu đô thị mới ở phía tây. " * 3


def test_the_word_for_advertising_labels_an_article_beside_its_title_only() -> None:
    page = open_page(f"<p>Quảng cáo</p><h1>Tựa bài hôm nay</h1><p>{WORDS}</p>".encode(), "https://a.vn/1")
    article = extract_page(page)
    assert read_notices(page, find_item(page, article).own_lines(), article)[Observation.SPONSORED_LABEL] is not None
