"""Credits where a layout says they stand."""

from datetime import date

from include.observing.credits import read_credit, seek
from include.observing.item import find_item
from include.outlets.profile import Layout
from include.pages.extraction.article import extract_page
from include.pages.page import open_page

WORDS = "Thành phố mở thêm tuyến xe buýt nối các phường trung tâm với khu đô thị mới ở phía tây. " * 3


def test_a_layout_names_the_credit_without_any_label() -> None:
    page = open_page(f"<h1>Tựa bài</h1><p>{WORDS}</p><p class='nguon'>Nhịp Phố</p>".encode(), "https://a.vn/1")
    layout = Layout(valid_from=date(2026, 1, 1), credit=".nguon")
    item = find_item(page, extract_page(page))
    sought = seek(page, item, None, ())
    assert read_credit(sought, None).agency is None
    agency = read_credit(sought, layout).agency
    assert agency is not None
    assert agency.value == "Nhịp Phố"


def test_a_name_in_brackets_outranks_the_address_beside_it() -> None:
    link = "<div class='link-goc'><a href='https://luavang.example.net/1.html'>luavang.example.net</a></div>"
    page = open_page(
        f"<article><h1>Tựa bài</h1><p>{WORDS}</p><aside><p>(VTC News)</p></aside>{link}</article>".encode(),
        "https://a.vn/1",
    )
    agency = read_credit(seek(page, find_item(page, extract_page(page)), None, ()), None).agency
    assert agency is not None
    assert agency.value == "VTC News"


def test_who_stands_before_a_source_is_its_author() -> None:
    page = open_page(
        f"<h1>Tựa bài</h1><p>{WORDS}</p><p>Minh Lúa - Nguồn: Báo Gió Bấc, đăng lúc 07:50</p>".encode(), "https://a.vn/1"
    )
    credit = read_credit(seek(page, find_item(page, extract_page(page)), None, ("Báo Gió Bấc",)), None)
    assert credit.agency is not None
    assert credit.author is not None
