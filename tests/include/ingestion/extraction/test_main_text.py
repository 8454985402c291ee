"""Main text of unknown sites."""

from include.ingestion.extraction import main_text
from include.ingestion.page import open_page

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
