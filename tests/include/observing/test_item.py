"""The lines that are the article."""

from include.observing.item import find_item
from include.pages.extraction.article import extract_page
from include.pages.page import open_page


def test_footers_and_comments_are_outside() -> None:
    words = "Thành phố mở thêm tuyến xe buýt nối các phường trung tâm với khu đô thị mới ở phía tây. " * 3
    page = open_page(
        f"<nav><a href='/'>Menu</a></nav><h1>Tựa bài</h1><p>{words}</p><p>Theo A</p><div class='comments'>lời</div>"
        "<footer>chân</footer>".encode(),
        "https://a.vn/1",
    )
    lines = [page.visible.line_text(line).strip() for line in find_item(page, extract_page(page)).own_lines()]
    assert lines[0] == "Tựa bài"
    assert lines[-1] == "Theo A"
