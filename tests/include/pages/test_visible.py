"""What a reader sees, and the way back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.pages.visible import Area, read_visible

PAGE = """<html><head><title>Tên</title></head><body><!-- <p>ẩn</p> --><script>var x = "<p>a</p>";</script>
<header><img src="logo.png"></header><p>Một  <b>hai</b>&nbsp;ba &amp; bốn</p><p style="display:none">không thấy</p>
<div class="binh-luan"><p>lời bạn đọc</p></div>
<footer id="chan-trang"><a href="/x">Giấy phép</a><br>số 1</footer></body></html>"""


def test_lines_are_what_a_reader_sees() -> None:
    visible = read_visible(PAGE)
    assert [visible.line_text(line).strip() for line in visible.lines if not line.area & Area.COMMENTS] == [
        "Một hai ba & bốn",
        "Giấy phép",
        "số 1",
    ]


def test_areas_are_known_by_element_class_and_id() -> None:
    visible = read_visible(PAGE)
    areas = {visible.line_text(line).strip(): line.area for line in visible.lines}
    assert areas["số 1"] & Area.FOOTER
    assert areas["lời bạn đọc"] & Area.COMMENTS
    header = next(part for part in visible.parts if part.area & Area.HEADER)
    assert (header.images, header.characters) == (1, 0)


def test_links_cover_their_words() -> None:
    visible = read_visible(PAGE)
    assert [(link.href, visible.text[link.start : link.end]) for link in visible.links] == [("/x", "Giấy phép")]


def test_a_snippet_is_the_source_at_its_offset() -> None:
    visible = read_visible(PAGE)
    start = visible.text.index("ba & bốn")
    found = visible.snippet(start, start + len("ba & bốn"))
    assert found is not None
    assert found[0] == "ba &amp; bốn"
    assert PAGE[found[1] : found[1] + len(found[0])] == found[0]


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "Hà Nội", " ", "\n", "&amp;", "&#7897;", "<", "a>", "<br/>", "ô\u0323", "<!--"]
        )
    )
)
def test_every_snippet_is_the_source_at_its_offset(pieces: list[str]) -> None:
    source = "".join(pieces)
    visible = read_visible(source)
    for line in visible.lines:
        found = visible.snippet(line.start, line.end)
        if found:
            assert source[found[1] : found[1] + len(found[0])] == found[0]
            assert len(found[0]) <= 200


@pytest.mark.parametrize(
    "source",
    [
        "<" * 50_000,
        "<a href='" * 5_000,
        '<div class="' + "x" * 50_000,
        "<!--" * 5_000,
        "<p>" * 20_000,
        "<b>" * 300_000 + "</i>" * 300_000,
        "<footer>x" * 100_000,
    ],
)
def test_hostile_markup_ends(source: str) -> None:
    read_visible(source)


def test_a_head_that_nobody_closed_ends_where_the_page_begins() -> None:
    seen = read_visible("<head><title>Tên</title><meta charset=utf-8><body><div id=footer>Địa chỉ: 1 phố Mẫu</div>")
    assert [seen.line_text(line) for line in seen.lines] == ["Địa chỉ: 1 phố Mẫu"]
    assert seen.lines[0].area & Area.FOOTER


def test_a_head_keeps_its_title_and_what_it_holds_for_browsers_without_scripts() -> None:
    seen = read_visible("<head><noscript><p>Bật script</p></noscript><title>Tên</title></head><body><p>Bài</p>")
    assert [seen.line_text(line) for line in seen.lines] == ["Bài"]


def test_a_template_is_seen_only_where_it_is_a_shadow_root() -> None:
    seen = read_visible(
        '<template><p>Mẫu</p></template><x-f><template shadowrootmode="open"><p>Thật</p></template></x-f>'
    )
    assert [seen.line_text(line) for line in seen.lines] == ["Thật"]
