"""Main text of unknown sites."""

from include.pages.extraction import main_text
from include.pages.page import open_page

PARAGRAPH = "Thành phố mở thêm tuyến xe buýt nối các phường trung tâm với khu đô thị mới ở phía tây. "


def test_main_text_leaves_out_menus_and_comments() -> None:
    page = open_page(
        f"<body><nav><a href='/'>Trang chủ</a></nav><article><p>{PARAGRAPH * 4}</p><p>{PARAGRAPH * 5}</p></article>"
        "<div class='comments'><p>Bạn đọc nói.</p></div></body>".encode(),
        "https://a.vn/1",
    )
    text = main_text.read(page) or ""
    assert text.count("\n") == 1
    assert "Bạn đọc" not in text
    assert "Trang chủ" not in text


def test_a_page_without_text_gives_nothing() -> None:
    assert main_text.read(open_page(b"", "https://a.vn/")) is None


def test_what_stands_after_a_dropped_element_stays() -> None:
    source = f"<body><article><p>Mở đầu <img src='a.jpg'>ở giữa. {PARAGRAPH * 4}</p><p>{PARAGRAPH * 5}</p></article>"
    assert (main_text.read(open_page(source.encode(), "https://a.vn/1")) or "").startswith("Mở đầu ở giữa.")


def test_a_page_that_is_nothing_but_a_side_column_is_read_whole() -> None:
    source = f"<body><aside><article><p>{PARAGRAPH * 4}</p><p>{PARAGRAPH * 5}</p></article></aside></body>"
    assert PARAGRAPH.strip() in (main_text.read(open_page(source.encode(), "https://a.vn/1")) or "")


def test_reading_leaves_the_shared_tree_as_it_was() -> None:
    page = open_page(f"<body><nav>Trang chủ</nav><p>{PARAGRAPH * 9}</p></body>".encode(), "https://a.vn/1")
    main_text.read(page)
    assert page.tree.find(".//nav") is not None
