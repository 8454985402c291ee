"""Of a page only the place that a finding rests on is shown: no comment, no author, no reader's name, no whole text."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from include.pages.page import Page, open_page
from include.review.archived_pages import KEPT
from include.review.extracts import LONGEST_BLOCK, extract, is_name

CREDIT = "Theo Báo Sông Hồng, sự việc xảy ra lúc 9 giờ."
ARTICLE = """<html><body onload="alert(1)"><header class="site-header"><img src=x>Trang Tổng Hợp</header>
<article><h1 onclick="alert(2)">Tin chính</h1><p class="author">Trần Văn Bí Mật</p>
<p>Đoạn mở đầu kể chuyện.</p><p>{credit}</p>{middle}<p>Đoạn kết thứ nhất.</p><p><strong>Nguyễn Thị Kín</strong></p>
<p>Đoạn kết cuối cùng.</p></article>
<div class="comments"><p>Lê Người Đọc: tôi ở số 5 ngõ 10</p></div>
<footer>Cơ quan chủ quản: Sở Mẫu. Giấy phép số 12/GP.</footer><script>alert(3)</script></body></html>"""
MIDDLE = "".join(f"<p>Đoạn giữa thứ {n} của bài.</p>" for n in range(20))
SECRET = re.compile(r"Bí Mật|Nguyễn Thị Kín|Người Đọc|ngõ 10|alert|onclick")


def page(credit: str = CREDIT, middle: str = MIDDLE) -> Page:
    """Return an article page."""
    return open_page(ARTICLE.format(credit=credit, middle=middle).encode(), "https://a.example/tin", "text/html")


def test_a_passage_is_shown_in_its_own_block_and_marked() -> None:
    found = extract(page(), CREDIT, is_article=True)
    assert found.body == f"<section><p><mark>{CREDIT}</mark></p></section>"
    assert found.cut["comments"] == found.cut["bylines"] == found.cut["names"] == found.cut["images"] == 1
    assert found.cut["blocks"] > 20


def test_of_a_long_block_only_the_words_beside_the_passage_are_shown() -> None:
    long = "Chuyện dài. " * 400 + CREDIT + " Chuyện dài." * 400
    found = extract(page(credit=long), CREDIT, is_article=True)
    assert f"<mark>{CREDIT}</mark>" in found.body
    assert found.body.count("[…]") == 2
    assert len(found.body) < LONGEST_BLOCK


def test_a_passage_that_only_a_comment_has_does_not_open_the_page() -> None:
    found = extract(page(), "tôi ở số 5 ngõ 10", is_article=True)
    assert "Đoạn giữa thứ 5" not in found.body
    assert not SECRET.search(found.body)


def test_where_a_credit_is_missing_the_head_and_the_ends_of_the_article_are_shown() -> None:
    body = extract(page(), None, is_article=True).body
    assert "Tin chính" in body
    assert "Đoạn mở đầu" in body
    assert "Đoạn kết cuối cùng" in body
    assert "Đoạn giữa thứ 5" not in body
    assert not SECRET.search(body)


def test_where_the_masthead_lacks_something_only_the_frame_of_the_page_is_shown() -> None:
    body = extract(page(), None, is_article=False).body
    assert "Cơ quan chủ quản: Sở Mẫu" in body
    assert "Trang Tổng Hợp" in body
    assert "Đoạn" not in body
    assert not SECRET.search(body)


def test_a_credit_beside_an_author_is_shown_without_the_author() -> None:
    source = f'<body><div class="author">Trần Văn Bí Mật - {CREDIT}</div></body>'
    body = extract(open_page(source.encode(), "https://a.example/", "text/html"), CREDIT, is_article=True).body
    assert f"<mark>{CREDIT}</mark>" in body
    assert not SECRET.search(body)


def test_names_of_people_are_told_from_names_of_offices() -> None:
    assert all(is_name(line) for line in ("Nguyễn Văn An", "Đặng Thị Ế", "(Trần Bình)", "Ngọc Ánh."))
    assert not any(is_name(line) for line in ("Báo Hà Nội Mẫu", "Giấy phép 12", "Tin mới", "An", "", "Sở Mẫu Hà Nội"))


@given(st.text(max_size=200), st.text(max_size=60), st.booleans())
def test_whatever_a_page_holds_only_inert_elements_are_shown(text: str, passage: str, is_article: bool) -> None:
    source = f'<body><header>{text}</header><p title="{text}">{text}</p><footer>{passage}</footer></body>'
    shown = extract(open_page(source.encode("utf-8", "replace"), "https://a.example/", "text/html"), passage,
                    is_article=is_article).body  # fmt: skip
    for element in html.document_fromstring(f"<body>{shown}<i></i></body>").find(".//body").iter():
        assert element.tag in KEPT | {"mark", "body"}
        assert not element.attrib
