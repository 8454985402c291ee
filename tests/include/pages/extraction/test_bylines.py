"""Whether an author is named."""

import pytest

from include.pages.extraction import metadata
from include.pages.page import open_page


def has_byline(markup: str) -> bool:
    page = f"<body><h1>Hội làng Gốm mở lại</h1><p>Một đoạn.</p>{markup}</body>"
    return metadata.read(open_page(page.encode(), "https://a.example.vn/1")).has_byline


@pytest.mark.parametrize(
    "markup",
    [
        "<p class='author_mail'><strong>Mẫu Lúa</strong></p>",
        "<span class='byline'>bởi <a class='fn'>Mạc Thị Đèn</a></span>",
        "<div class='article-detail-author'><span class='name'>Mẫu Lúa</span></div>",
        "<meta name='author' content='Mẫu Lúa'>",
        "<p class='tac-gia'>Nguyễn Văn An</p>",
        "<a rel='author' href='/t'>Mẫu Lúa</a>",
    ],
)
def test_a_name_in_an_authors_place_is_a_byline(markup: str) -> None:
    assert has_byline(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<meta name='author' content='Báo Lúa'>",
        "<meta name='author' content='lua.example.vn'>",
        "<meta property='og:site_name' content='Lúa Mới'><meta name='author' content='Lúa Mới'>",
        "<p class='author'></p>",
        "<aside><p class='author'>Nguyễn Văn An</p></aside>",
        "<div class='tin-khac'><p class='author'>Nguyễn Văn An</p></div>",
        "<p class='authority'>Sở Mẫu</p>",
    ],
)
def test_the_outlet_itself_and_authors_of_other_items_are_none(markup: str) -> None:
    assert not has_byline(markup)


@pytest.mark.parametrize(
    ("line", "is_author"),
    [
        ("<div>Nguyễn Văn Mẫu</div>", True),
        ("<div>Nguyễn Văn Mẫu - 24/11/2026 19:05</div>", True),
        ("<p><span>Trần Lúa</span> | <span>Thứ ba, 24/11/2026 19:05</span></p>", True),
        ("<div><a href='/chu-de/nguyen-van-mau'>Nguyễn Văn Mẫu</a></div>", False),
        ("<div>Hà Nội - 24/11/2026</div>", False),
        ("<div>Trần Lúa kể chuyện mùa gặt</div>", False),
        ("<aside><p>Nguyễn Văn Mẫu</p></aside>", False),
    ],
)
def test_a_full_name_between_title_and_text_is_a_byline_and_a_topic_is_none(line: str, is_author: bool) -> None:
    text = f"<p>{'Sáng sớm, bà con trong làng đã ra đồng từ lúc sương còn giăng kín bờ đê. ' * 2}</p>"
    page = f"<title>Mùa gặt ở làng Lúa</title><main><h1>Mùa gặt ở làng Lúa</h1>{line}{text}<p>Nguyễn Văn Sau</p></main>"
    assert metadata.read(open_page(page.encode(), "https://a.example.vn/1")).has_byline is is_author


def test_a_column_called_like_a_side_bar_that_holds_the_title_holds_its_author() -> None:
    author = "<p class='author_mail'>Mẫu Lúa (Theo <em>Reuters</em>)</p>"
    page = f"<div class='sidebar-1'><h1>Mùa gặt ở làng Lúa</h1>{author}</div>"
    assert metadata.read(open_page(page.encode(), "https://a.example.vn/1")).has_byline
