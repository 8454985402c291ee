"""Main text of unknown sites."""

import pytest

from include.pages.extraction import main_text
from include.pages.extraction.titles import Title
from include.pages.page import Page, open_page

PARAGRAPH = "Thành phố mở thêm tuyến xe buýt nối các phường trung tâm với khu đô thị mới ở phía tây. "


def text_of(page: Page) -> str | None:
    return main_text.read(page, Title(None)).text


def test_main_text_leaves_out_menus_and_comments() -> None:
    page = open_page(
        f"<body><nav><a href='/'>Trang chủ</a></nav><article><p>{PARAGRAPH * 4}</p><p>{PARAGRAPH * 5}</p></article>"
        "<div class='comments'><p>Bạn đọc nói.</p></div></body>".encode(),
        "https://a.vn/1",
    )
    text = text_of(page) or ""
    assert text.count("\n") == 1
    assert "Bạn đọc" not in text
    assert "Trang chủ" not in text


def test_a_page_without_text_gives_nothing() -> None:
    assert text_of(open_page(b"", "https://a.vn/")) is None


def test_what_stands_after_a_dropped_element_stays() -> None:
    source = f"<body><article><p>Mở đầu <img src='a.jpg'>ở giữa. {PARAGRAPH * 4}</p><p>{PARAGRAPH * 5}</p></article>"
    assert (text_of(open_page(source.encode(), "https://a.vn/1")) or "").startswith("Mở đầu ở giữa.")


def test_a_page_that_is_nothing_but_a_side_column_is_read_whole() -> None:
    source = f"<body><aside><article><p>{PARAGRAPH * 4}</p><p>{PARAGRAPH * 5}</p></article></aside></body>"
    assert PARAGRAPH.strip() in (text_of(open_page(source.encode(), "https://a.vn/1")) or "")


def test_reading_leaves_the_shared_tree_as_it_was() -> None:
    page = open_page(f"<body><nav>Trang chủ</nav><p>{PARAGRAPH * 9}</p></body>".encode(), "https://a.vn/1")
    text_of(page)
    assert page.tree.find(".//nav") is not None


def test_an_article_in_what_is_called_furniture_is_read_again() -> None:
    box = "".join(f"<div class='box-news'><p>{PARAGRAPH * 3}{n}.</p></div>" for n in range(4))
    text = text_of(open_page(f"<body><h1>Tiêu đề</h1>{box}</body>".encode(), "https://a.vn/1")) or ""
    assert text.count(PARAGRAPH.strip()) == 12


def test_an_advert_between_two_parts_of_the_body_ends_neither() -> None:
    advert = "<div class='adv-box'><p>Mua gạo Thơm hôm nay nhận ngay ưu đãi lớn.</p></div>"
    parts = "".join(f"<div class='part'><p>{PARAGRAPH * 3}{n}.</p></div>{advert}" for n in range(5))
    text = text_of(open_page(f"<body><div class='content'>{parts}</div></body>".encode(), "https://a.vn/1")) or ""
    assert [f"{n}." in text for n in range(5)] == [True] * 5
    assert "Mua gạo" not in text


def test_a_photo_story_is_its_captions() -> None:
    figures = "".join(f"<figure><img src='{n}.jpg'><figcaption>{PARAGRAPH}{n}.</figcaption></figure>" for n in range(4))
    text = text_of(open_page(f"<body><h1>Ảnh</h1><div>{figures}</div></body>".encode(), "https://a.vn/1")) or ""
    assert text.count(PARAGRAPH.strip()) == 4


def test_a_table_is_kept() -> None:
    rows = "".join(f"<tr><td>Phường số {n}</td><td>{n} trạm nước</td></tr>" for n in range(20))
    source = f"<body><article><p>{PARAGRAPH * 3}</p><table>{rows}</table></article></body>"
    text = text_of(open_page(source.encode(), "https://a.vn/1")) or ""
    assert "Phường số 7" in text and "19 trạm nước" in text


def test_a_page_drawn_by_script_has_no_text_rather_than_its_footer() -> None:
    footer = f"<footer class='footer'><p>Tổng biên tập: Phạm Văn Mẫu. {PARAGRAPH}</p></footer>"
    source = f"<body><div id='app'><div class='loading'>Đang tải</div></div><script>x</script>{footer}</body>"
    assert text_of(open_page(source.encode(), "https://a.vn/1")) is None


@pytest.mark.parametrize("name", ["binh-luan", "list-cm", "thao-luan", "y-kien", "commentlist"])
def test_readers_names_and_words_never_reach_the_text(name: str) -> None:
    comment = (
        "<div class='it'><strong class='nick'>Vàng Văn Mẫu</strong><p>Quê tôi bên kia sông cũng khô hạn.</p></div>"
    )
    box = f"<div class='{name}'><h4>2 bình luận</h4>{comment}{comment}</div>"
    source = f"<body><article><p>{PARAGRAPH * 4}</p><p>{PARAGRAPH * 3}</p>{box}</article></body>"
    text = text_of(open_page(source.encode(), "https://a.vn/1")) or ""
    assert PARAGRAPH.strip() in text
    assert "Vàng Văn" not in text and "Quê tôi" not in text


def test_a_control_character_empties_no_text() -> None:
    source = f"<body><article><p>{PARAGRAPH * 3}\x0b\x01</p><p>{PARAGRAPH * 3}</p></article></body>"
    assert (text_of(open_page(source.encode(), "https://a.vn/1")) or "").count(PARAGRAPH.strip()) == 6
