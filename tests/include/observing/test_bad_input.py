"""Pages as nobody should write them: each is read, or said to be unread, with work that grows as the page does."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.home_page import MASTHEAD, observe_home_page
from include.observing.observation import Observation as Fact
from include.pages.extraction.article import ExtractedArticle, extract_page
from include.pages.page import open_page

URL = "https://a.example.vn/bai-1.html"
PARAGRAPH = (
    "<p>" + "Ban quản lý chợ cho biết các quầy đã đủ điện nước và bà con trở lại bán hàng từ sáng sớm. " * 4 + "</p>"
)
ENGLISH = (
    "<p>" + "The board said that all stalls have water again and that traders were back before dawn. " * 4 + "</p>"
)
ONE = "<p>Cơ quan chủ quản: Hội Nông dân Bến Gạo</p><p>Điện thoại: 024 3936 0000</p>"
OTHER = "<p>Giấy phép số 12/GP-TTĐT do Sở TT&TT Hà Nội cấp ngày 02/03/2026</p><p>Email: toasoan@a.example.vn</p>"


def article(body: str, head: str = "") -> ExtractedArticle:
    """Return what is read of a page with a title."""
    return extract_page(open_page(f"<html><head>{head}</head><body><h1>Chợ sáng mở lại</h1>{body}".encode(), URL))


def masthead(html: str) -> dict[Fact, ObservedFact]:
    """Return the masthead fields of a home page."""
    facts = observe_home_page(open_page(f"<html><body><main>{PARAGRAPH}</main>{html}".encode(), URL))
    return {fact.observation: fact for fact in facts if fact.observation in MASTHEAD}


def steps(work: Callable[[], Any]) -> int:
    """Return how many functions a piece of work calls: the same on every machine, however busy it is."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def test_a_masthead_of_ten_thousand_lines_leaves_what_its_first_lines_do_not_show_unread() -> None:
    lines = "".join(f"<p>Dòng thứ {number} của chân trang</p>" for number in range(10_000))
    facts = masthead(f"<footer>{ONE}{lines}{OTHER}</footer>")
    assert facts[Fact.GOVERNING_BODY].value == "Hội Nông dân Bến Gạo"
    assert [name for name, fact in facts.items() if not fact.is_present and fact.place == "seen"] == []


def test_ten_times_the_lines_are_not_more_than_ten_times_the_work() -> None:
    def work(number: int) -> int:
        lines = "".join(f"<p>Địa chỉ của quầy thứ {n}: số {n} phố Gạo Tám</p>" for n in range(number))
        page = open_page(f"<html><body><footer>{lines}</footer>".encode(), URL)
        return steps(lambda: observe_home_page(page))

    assert work(5_000) <= 12 * work(500)


def test_two_mastheads_are_read_as_one() -> None:
    facts = masthead(f"<footer>{ONE}</footer><div class='footer'>{OTHER}</div>")
    shown = {name for name, fact in facts.items() if fact.is_present}
    assert shown >= {Fact.GOVERNING_BODY, Fact.CONTACT_PHONE, Fact.CONTACT_EMAIL, Fact.LICENCE_NUMBER}


@pytest.mark.parametrize("source", ["", "<html><head><title>Lúa</title></head></html>", "<html>", "<body"])
def test_a_page_without_a_body_shows_nothing_and_accuses_nobody(source: str) -> None:
    page = open_page(source.encode(), URL)
    read = extract_page(page)
    facts = [*observe_home_page(page), *observe_article(page, read)]
    assert not read.text
    assert [fact for fact in facts if fact.observation in MASTHEAD and (fact.is_present or fact.place == "seen")] == []


@pytest.mark.parametrize(
    "comments",
    [
        f"<!--{'lời ' * 400_000}-->",
        "<div class='comments'>" + f"<p><b>Khách Quen</b> {'Hay lắm, cảm ơn. ' * 9}</p>" * 9_000 + "</div>",
    ],
    ids=["of the source", "of readers"],
)
def test_two_megabytes_of_comments_are_no_part_of_the_text(comments: str) -> None:
    assert len(comments.encode()) >= 1_500_000
    read = article(f"{PARAGRAPH * 3}{comments}")
    assert read.text is not None
    assert "điện nước" in read.text
    assert "Khách Quen" not in read.text
    assert "lời" not in read.text


@pytest.mark.parametrize("written", ["0025-11-25T07:00:00+07:00", "25-11-25", "25/11/0025", "0001-01-01T00:00:00Z"])
def test_a_date_of_the_year_25_is_no_date(written: str) -> None:
    head = f"<meta property='article:published_time' content='{written}'>"
    read = article(f"<span class='date'>{written}</span>{PARAGRAPH * 3}", head)
    assert read.published_at is None or read.published_at.year == 2025


def test_of_contradicting_dates_in_five_places_the_best_source_decides_and_is_named() -> None:
    read = article(
        "<time datetime='2026-11-22T07:00:00+07:00'>22/11</time><span class='date'>23/11/2026 07:00</span>"
        f"{PARAGRAPH * 3}<p class='pubdate'>24/11/2026 08:00</p>",
        "<meta property='article:published_time' content='2026-11-20T07:00:00+07:00'>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Chợ sáng mở lại", '
        '"datePublished": "2026-11-21T07:00:00+07:00"}</script>',
    )
    assert str(read.published_date) == "2026-11-21"
    assert read.published_from == "structured_data"


def test_an_article_that_is_one_table_is_read() -> None:
    rows = "".join(f"<tr><td>{PARAGRAPH}</td></tr>" for _ in range(6))
    read = article(f"<table>{rows}</table>")
    assert read.text is not None
    assert read.text.count("đủ điện nước") == 24


def test_a_page_in_english_is_read() -> None:
    read = article(f"<div class='date'>November 25, 2026 7:30 AM</div>{ENGLISH * 3}")
    assert read.text is not None
    assert read.text.count("before dawn") == 12
    assert str(read.published_date) == "2026-11-25"
