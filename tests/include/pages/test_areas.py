"""An element's name, class, id and style tell which part of a page it is."""

import pytest

from include.pages.areas import Area, area_of, names_of


@pytest.mark.parametrize(
    ("tag", "attributes", "area"),
    [
        ("footer", "", Area.FOOTER),
        ("div", ' class="chan-trang"', Area.FOOTER),
        ("div", " id='top-bar'", Area.HEADER),
        ("section", ' class="box binh-luan"', Area.COMMENTS),
        ("h1", ' class="title"', Area.HEADING),
        ("nav", " hidden", Area.NAVIGATION | Area.HIDDEN),
        ("p", ' style="DISPLAY: none"', Area.HIDDEN),
        ("a", ' class="footer"', Area.NOWHERE),
        ("a", ' href="/x" hidden', Area.HIDDEN),
        ("body", ' class="has-header"', Area.NOWHERE),
        ("div", ' class="noi-dung"', Area.NOWHERE),
        ("div", f' class="footer" data-x="{"x" * 500}"', Area.FOOTER),
    ],
)
def test_an_element_says_which_part_it_is(tag: str, attributes: str, area: int) -> None:
    assert area_of(tag, attributes) == area
    assert area_of(tag, attributes) == area  # remembered, and the same


def test_attributes_are_read_in_all_three_quotings() -> None:
    assert names_of(""" Class="a b" id='c' href=/d """) == {"class": "a b", "id": "c", "href": "/d"}
