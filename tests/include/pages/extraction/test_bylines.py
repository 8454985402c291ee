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
