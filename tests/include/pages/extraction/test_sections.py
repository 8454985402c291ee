"""The section of an article."""

import pytest

from include.pages.extraction import metadata
from include.pages.page import open_page


@pytest.mark.parametrize(
    "markup",
    [
        "<ol class='breadcrumb'><li><a href='/'>Trang chủ</a></li><li><a href='/c'>Văn hóa</a></li></ol>",
        "<ul class='bread-crumb-detail'><li><a href='/c'>Văn hóa</a></li></ul>",
        "<nav aria-label='Breadcrumb'><a href='/'>Home</a><a href='/c'>Văn hóa</a></nav>",
        "<div class='duong-dan'><a href='/'>Trang nhất</a> » <a href='/c'>Văn hóa</a></div>",
        "<a class='cate-name' href='/c'>Văn hóa</a>",
        "<span class='cat-links'><a href='/c' rel='category tag'>Văn hóa</a></span>",
        "<a data-role='cate-name' href='/c'>Văn hóa</a>",
        "<meta property='article:section' content='Văn hóa'>",
        "<span itemprop='articleSection'>Văn hóa</span>",
    ],
)
def test_the_section_is_read_where_a_page_shows_it(markup: str) -> None:
    page = (
        f"<body><nav class='menu'><a href='/x'>Thể thao</a></nav>{markup}<h1>Hội làng Gốm mở lại</h1><p>Bài.</p></body>"
    )
    assert metadata.read(open_page(page.encode(), "https://a.example.vn/1")).section == "Văn hóa"


def test_a_menu_alone_names_no_section() -> None:
    page = "<body><nav class='menu'><a class='cate' href='/x'>Thể thao</a></nav><h1>Hội làng Gốm mở lại</h1></body>"
    assert metadata.read(open_page(page.encode(), "https://a.example.vn/1")).section is None
