"""The lead above the body."""

import pytest

from include.pages.extraction.leads import find_lead
from include.pages.page import open_page

LEAD = "Sáu chiếc xe mười hai chỗ bắt đầu chạy thử trên tuyến dài chín cây số giữa bến đò và ga."
FIRST = "Xe chạy từ năm giờ sáng tới chín giờ tối, cứ hai mươi phút có một chuyến và dừng ở mười bốn điểm."


def lead(markup: str, summary: str | None = None) -> list[str]:
    body = f"<div class='ct'><p>{FIRST}</p><p>{FIRST}</p></div>"
    source = f"<body><h1>Tuyến xe buýt nhỏ chạy thử</h1>{markup}{body}</body>"
    page = open_page(source.encode(), "https://a.example.vn/1")
    title = page.tree.find(".//h1")
    return find_lead(page.tree, page.outline, title, page.furniture | page.comments, summary, [FIRST])


@pytest.mark.parametrize(
    "markup",
    [
        f"<p class='sapo'>{LEAD}</p>",
        f"<h2 class='dt-sapo'>{LEAD}</h2>",
        f"<div class='summary'><strong>{LEAD}</strong></div>",
        f"<p class='lead_detail'>{LEAD}</p>",
        f"<h2>{LEAD}</h2>",
        f"<p><strong>{LEAD}</strong></p>",
        f"<span class='date'>24/11/2026 07:30</span><div class='tom-tat'>{LEAD}</div>",
        f"<ul class='list-news'><li><a href='/1'>Bài khác của ngày hôm qua ở phường này</a></li></ul><p>{LEAD}</p>",
    ],
)
def test_the_lead_is_found_in_any_markup(markup: str) -> None:
    assert lead(markup) == [LEAD]


@pytest.mark.parametrize(
    "markup",
    [
        "",
        f"<div class='tin-lien-quan'><p>{LEAD}</p></div>",
        f"<figure><figcaption>{LEAD}</figcaption></figure>",
        f"<p><a href='/khac'>{LEAD}</a></p>",
        "<p>Một dòng ngắn.</p>",
        f"<div class='comments'><p>{LEAD}</p></div>",
    ],
)
def test_what_leads_elsewhere_is_no_lead(markup: str) -> None:
    assert lead(markup) == []


def test_a_line_that_the_page_declares_as_its_description_is_the_lead() -> None:
    line = LEAD.rstrip(".")
    assert lead(f"<div>{line}</div>") == []
    assert lead(f"<div>{line}</div>", LEAD) == [line]


@pytest.mark.parametrize("around", ["form", "aside"])
def test_what_holds_the_title_as_well_is_no_furniture_around_the_lead(around: str) -> None:
    source = f"<{around}><h1>Tuyến xe buýt nhỏ chạy thử</h1><p class='sapo'>{LEAD}</p><p>{FIRST}</p></{around}>"
    page = open_page(source.encode(), "https://a.example.vn/1")
    assert find_lead(page.tree, page.outline, page.tree.find(".//h1"), set(), None, [FIRST]) == [LEAD]
