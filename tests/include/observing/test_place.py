"""Where the masthead stands."""

import pytest

from include.observing.masthead.reading import read_masthead
from include.observing.place import credit_place, masthead_place, menu_place, page_place
from include.pages.page import open_page


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<footer>Địa chỉ: 48 phố Huế, Hà Nội</footer>", "seen"),
        ("<footer></footer><script>fill('gi\\u1ea5y ph\\u00e9p', 'footer')</script>", "script"),
        ("<footer><script src='/f.js'></script></footer>", "script"),
        ("<div class='footer'><img src='/f.png'></div>", "image"),
        ("<p>Xin chào</p><script type='application/ld+json'>{\"footer\": 1}</script>", "absent"),
    ],
)
def test_the_place_of_the_masthead_is_found(markup: str, place: str) -> None:
    page = open_page(markup.encode(), "https://a.vn/")
    assert masthead_place(page, read_masthead(page.visible)) == place


def test_a_page_of_scripts_alone_was_not_seen() -> None:
    assert page_place(open_page(b"<script>draw()</script>", "https://a.vn/")) == "script"
    assert page_place(open_page(b"<p></p>", "https://a.vn/")) == "absent"


TEXT = "<p>" + "Phường khai trương thư viện ven hồ. " * 5 + "</p>"
MENU = "<ul><li><a href='/a'>Kinh tế</a></li><li><a href='/b'>Văn hóa</a></li><li><a href='/c'>Y tế</a></li></ul>"


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        (MENU + TEXT + "<script src='/dem.js'></script>", "seen"),
        (TEXT + "<div id='menu'></div><script src='/menu.js'></script>", "script"),
        (TEXT + "<a href='/cai-chinh'>Tin</a>", "seen"),
        (TEXT + "<a href='/cai-chinh'>Tin</a><script type='application/ld+json'>{}</script>", "seen"),
        (TEXT, "absent"),
        ("<script src='/menu.js'></script>", "script"),
    ],
)
def test_a_menu_that_a_script_may_draw_or_a_page_without_links_was_not_read(markup: str, place: str) -> None:
    assert menu_place(open_page(markup.encode(), "https://a.vn/")) == place


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<script>fill('ngu\\u1ed3n tin')</script>", "script"),
        ("<script src='/js/nguon-tin.js'></script>", "script"),
        ("<script src='/js/dem.js'></script>", "seen"),
        ("<script type='application/ld+json'>{\"nguon_tin\": 1}</script>", "seen"),
    ],
)
def test_a_script_that_speaks_of_sources_may_draw_the_credit(markup: str, place: str) -> None:
    assert credit_place(open_page(markup.encode(), "https://a.vn/")) == place
