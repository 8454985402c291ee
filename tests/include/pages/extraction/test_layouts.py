"""Layouts read pages by selectors."""

from datetime import date

from include.outlets.profile import Layout
from include.pages.extraction import layouts
from include.pages.page import open_page

PAGE = open_page(
    "<h1>Tựa</h1><meta class='gio' content='2026-11-24T07:30:00+07:00'>"
    "<div class='a'><p>Một</p><p class='x'>bỏ</p></div>"
    "<div class='a'><p>Hai</p><div id='comment-box'>ý kiến</div></div><p class='nguon'>Theo Báo B</p>".encode(),
    "https://a.vn/1",
)


def test_every_selector_is_read_and_dropped_parts_are_left_out() -> None:
    layout = Layout(valid_from=date(2026, 1, 1), title="h1", text=".a", drop=(".x",), published=".gio", credit=".nguon")
    reading = layouts.read(PAGE, layout)
    assert (reading.title, reading.text, reading.credit) == ("Tựa", "Một\nHai", "Theo Báo B")
    assert reading.published is not None
    assert reading.published.precision == "second"
    assert "bỏ" in PAGE.tree.text_content()


def test_selectors_that_find_nothing_leave_fields_empty() -> None:
    assert layouts.read(PAGE, Layout(valid_from=date(2026, 1, 1), text=".khong")) == layouts.Reading()


def test_a_paragraph_that_is_dropped_or_lies_in_what_is_dropped_is_left_out() -> None:
    layout = Layout(valid_from=date(2026, 1, 1), text="p", drop=(".x", "div + div"))
    assert layouts.read(PAGE, layout).text == "Một\nTheo Báo B"


def test_what_two_selectors_find_is_read_once() -> None:
    layout = Layout(valid_from=date(2026, 1, 1), text=".a, .a p", drop=(".x",))
    assert layouts.read(PAGE, layout).text == "Một\nHai"
