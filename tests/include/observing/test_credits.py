"""Credits where a layout says they stand."""

from datetime import date

import pytest

from include.observing.crediting.reading import Credit
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


def credit_of(end: str) -> Credit:
    """Return what an article of three paragraphs credits at its end."""
    body = f"<article><h1>Tựa bài</h1><p>{WORDS}</p>{end}</article>"
    page = open_page(body.encode(), "https://tonghop.example.vn/1")
    return read_credit(seek(page, find_item(page, extract_page(page)), None, ()), None)


def test_time_and_link_of_the_original_stand_beside_their_labels_in_a_table() -> None:
    rows = {
        "Nguồn tin": "Báo Đất Lúa",
        "Thời điểm đăng tin gốc": "07:45 25/11/2026",
        "Đường dẫn": "https://datlua.example.vn/ben-pha-20.html",
    }
    credit = credit_of(f"<table>{''.join(f'<tr><td>{a}</td><td>{b}</td></tr>' for a, b in rows.items())}</table>")
    assert credit.time is not None
    assert credit.time.value == "2026-11-25T07:45+07:00"
    assert credit.link is not None
    assert credit.link.value == "https://datlua.example.vn/ben-pha-20.html"


@pytest.mark.parametrize(("host", "is_known"), [("kinhtelua.example.vn", True), ("luavang.example.vn", False)])
def test_an_unknown_name_is_the_agency_where_the_original_lies_on_a_domain_called_so(host: str, is_known: bool) -> None:
    credit = credit_of(f"<p>Nguồn: <a href='https://{host}/bai-1.html'>Kinh tế Lúa</a></p>")
    assert (credit.agency is not None and credit.agency.value == "Kinh tế Lúa") is is_known
    assert is_known or credit.places["agency"] == "unread"


def test_the_law_s_own_words_name_agency_and_author() -> None:
    credit = credit_of("<p>Tên cơ quan báo chí: Báo Sông Lúa</p><p>Tác giả: Lý Lúa</p><p>Thời gian: 26/11/2026</p>")
    assert credit.agency is not None
    assert credit.agency.value == "Báo Sông Lúa"
    assert credit.author is not None
    assert credit.author.value is None  # that a person is named is kept, never who
