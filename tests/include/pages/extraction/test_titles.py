"""The title of an article."""

import pytest

from include.pages.extraction import metadata
from include.pages.page import open_page

TITLE = "Trường tiểu học Bãi Giữa có phòng đọc làm từ toa tàu cũ"
OG = f"<meta property='og:title' content='{TITLE}'>"


def title(head: str, body: str) -> str | None:
    page = f"<html><head>{head}</head><body>{body}<p>{'Một đoạn văn của bài. ' * 9}</p></body></html>"
    return metadata.read(open_page(page.encode(), "https://tinben.example.vn/bai-1.html")).title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (OG, f"<header><h1 class='brand'><a href='/'>Tin Bến</a></h1></header><h2>{TITLE}</h2>"),
        ("", f"<header><h1><a href='/'>Tin Bến</a></h1></header><h1>{TITLE}</h1>"),
        (f"<title>{TITLE} | Giao thông - Tin Bến</title>", f"<div class='bv-title'>{TITLE}</div>"),
        (f"<title>{TITLE} | Giao thông - Tin Bến</title>", ""),
        (f"<meta property='og:title' content='{TITLE} - Báo Tin Bến'>", ""),
        (OG, f"<h1><span class='tag'>Mới</span> {TITLE}</h1>"),
        (f"<title>{TITLE} - Tin Bến</title>", f"<h1>{TITLE}</h1><h1>Bài khác trong ngày</h1>"),
        ("<title>Chi tiết tin - Cổng Thông tin điện tử Lúa</title>", f"<h3 class='title'>{TITLE}</h3>"),
        (OG, f"<h1>Thời sự</h1><h2>{TITLE}</h2>"),
        ("", f"<h1>{TITLE}</h1>"),
    ],
)
def test_the_title_is_read_without_logo_site_and_badge(head: str, body: str) -> None:
    assert title(head, body) == TITLE


def test_a_dash_inside_a_title_stays() -> None:
    whole = "Giá gạo hôm nay - Tăng nhẹ ở ba chợ đầu mối của thành phố trong tuần"
    assert title(f"<meta property='og:title' content='{whole}'>", "") == whole


def test_the_heading_of_a_box_of_other_items_is_no_title() -> None:
    assert title("", f"<div class='tin-lien-quan'><h3>Bài khác của ngày hôm qua</h3></div><h2>{TITLE}</h2>") == TITLE
