"""Dates that readers see near the title."""

import pytest

from include.pages.extraction.shown_dates import shown_dates
from include.pages.page import open_page

PROSE = "Một đoạn văn nói về chuyện xảy ra trong ngày ở phường. " * 12


def weights(markup: str) -> list[int]:
    page = open_page(f"<body><h1>Tiêu đề của bài</h1>{markup}</body>".encode(), "https://a.example.vn/1")
    return [shown.weight for shown in shown_dates(page.tree, page.tree.find(".//h1"), page.outline)]


def test_a_labelled_date_counts_more_than_a_bare_one() -> None:
    assert weights("<b>Đăng lúc 07:30 24/11/2026</b>") > weights("<b>07:30 24/11/2026</b>")


def test_a_date_counts_less_the_farther_it_stands_from_the_title() -> None:
    line = "<span class='date'>07:30 24/11/2026</span>"
    near, far = weights(line), weights(f"<p>{PROSE}</p>{line}")
    assert near[0] > far[0]


def test_a_date_within_a_sentence_of_the_text_is_no_date_line() -> None:
    assert weights(f"<p>Sáng 24/11/2026, {PROSE[:90]}</p>") == []


def test_without_a_title_only_what_machines_are_told_counts() -> None:
    page = open_page(
        b"<body><span class='date'>24/11/2026</span><i itemprop='datePublished' content='2026-11-24'></i></body>",
        "https://a.example.vn/1",
    )
    found = shown_dates(page.tree, None, page.outline)
    assert [(shown.weight, shown.is_marked) for shown in found] == [(85, True)]


CLOCK = "<td><span id='ctl00_lblToday'>Thứ Sáu, 27/11/2026 10:05:41</span></td>"
MENU = "<td>" + "".join(f"<a href='/muc-{n}'>Chuyên mục số {n}</a> " for n in range(6)) + "</td>"


@pytest.mark.parametrize("header", [CLOCK, f"{CLOCK.replace('lblToday', 'lbl1')}</tr><tr>{MENU}"])
def test_the_clock_of_a_page_in_nested_tables_is_no_date_of_the_article(header: str) -> None:
    """Its cell holds it alone, or a menu stands between it and the title."""
    source = f"<form><table><tr>{header}</tr><tr><td><h1>Tiêu đề của bài</h1></td></tr></table></form>"
    page = open_page(source.encode(), "https://a.example.vn/1")
    assert shown_dates(page.tree, page.tree.find(".//h1"), page.outline) == []


def test_a_path_of_sections_is_no_menu_before_the_title() -> None:
    path = "<p class='breadcrumb'>" + "".join(f"<a href='/{n}'>Mục số {n}</a>" for n in range(6)) + "</p>"
    source = f"<div>{path}<span class='date'>24/11/2026 07:30</span><h1>Tiêu đề của bài</h1></div>"
    page = open_page(source.encode(), "https://a.example.vn/1")
    assert len(shown_dates(page.tree, page.tree.find(".//h1"), page.outline)) == 1


@pytest.mark.parametrize(
    ("before", "count"),
    [
        ("<div class='bar'>Thứ Sáu, 27/11/2026 10:05</div>", 0),
        ("<div class='time'>27/11/2026 10:05</div>", 0),
        ("<div class='bar'>Đăng lúc 27/11/2026 10:05</div>", 1),
        ("<div class='news-date'>27/11/2026 10:05</div>", 1),
    ],
)
def test_outside_the_block_of_title_and_text_only_what_is_called_an_articles_date_counts(
    before: str, count: int
) -> None:
    source = f"<div>{before}<div><h1>Tiêu đề của bài</h1><p>{PROSE}</p></div></div>"
    page = open_page(source.encode(), "https://a.example.vn/1")
    assert len(shown_dates(page.tree, page.tree.find(".//h1"), page.outline)) == count
