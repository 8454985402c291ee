"""One recogniser says what readers' comments are, for the visible lines and for the tree alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.pages import reader_comments
from include.pages.areas import Area
from include.pages.blocks import block_text
from include.pages.page import Page, open_page
from include.pages.reader_comments import comment_elements, heads_comments, is_comment_place, is_reply_control

PARAGRAPHS = "".join(
    f"<p>Đoạn {number} kể về trạm nước mới ở xóm Hạ, phục vụ hơn ba trăm hộ dân.</p>" for number in range(4)
)
READER = "<b>Khổng Thị Khách</b><p>Nhà tôi đợi nước sạch đã ba năm nay.</p>"
NAMES = """
comment comments commentList box_comment_vne list-comment cmt-wrapper boxcmt box-binh-luan binhluan y-kien
y_kien_ban_doc ykbd phan-hoi thao-luan thaoluan gopy-list user-reviews user-discuss opinion-list reader-opinion
feedback-list
fb-comments disqus_thread nhan-xet replies-box list-discussion docgia-viet respond
"""
OTHERS = """
recommended-box commentary news-opinion opinion review film-review article has-comments no-comments cm-tin tin-cung-cm
feedback-link hoi-dap message logo content documents-list section-reply-none
"""


def page_of(body: str) -> Page:
    """Return a page with an article and what is given after it."""
    return open_page(
        f"<html><body><h1>Tiêu đề</h1><article>{PARAGRAPHS}{body}</article></body></html>".encode(), "https://a.vn/1"
    )


def left_over(page: Page) -> tuple[str, str]:
    """Return what two readers keep of a page: by its visible lines, by its tree."""
    lines = [page.visible.line_text(line) for line in page.visible.lines if not line.area & Area.COMMENTS]
    return "\n".join(lines), block_text(page.tree, comment_elements(page.tree))


@pytest.mark.parametrize("name", NAMES.split())
def test_a_place_for_comments_is_known_by_its_name(name: str) -> None:
    """The names that Vietnamese sites give it, in any writing."""
    assert is_comment_place("div", name)
    for kept in left_over(page_of(f'<div class="{name}"><div class="it">{READER}</div></div>')):
        assert "Khổng" not in kept
        assert "ba năm nay" not in kept
        assert "Đoạn 3" in kept


@given(st.from_regex(reader_comments._CERTAIN), st.sampled_from("-_ "))
def test_a_name_that_the_pattern_finds_holds_one_of_the_words_that_are_looked_for_first(name: str, mark: str) -> None:
    plain = name.lower().replace("-", mark)
    assert any(sign in plain for sign in reader_comments._NAME_SIGNS)


@pytest.mark.parametrize("name", OTHERS.split())
def test_what_only_resembles_a_place_for_comments_is_none(name: str) -> None:
    """Recommendations, an opinion section, an article that counts its comments."""
    assert not is_comment_place("div", name)


def test_an_article_that_has_comments_is_no_comment() -> None:
    """The class of the article itself says so on many sites."""
    for tag in ("article", "main", "body"):
        assert not is_comment_place(tag, "post comment-open")


@pytest.mark.parametrize(
    "heading",
    [
        "<h4>Có 2 phản hồi</h4>",
        "<h3>Bình luận (12)</h3>",
        "<p>3 bình luận</p>",
        "<h3>Ý kiến (<label>12</label>)</h3>",
        "<h3>Ý kiến bạn đọc</h3>",
        '<div class="t"><h3>Bình luận</h3></div>',
        "<h2><i class='ico'></i>Comments (4)</h2>",
    ],
)
def test_what_a_heading_announces_as_comments_is_comments(heading: str) -> None:
    """Whatever the element around it is called."""
    for kept in left_over(page_of(f'<div class="zz">{heading}<div class="it">{READER}</div></div>')):
        assert "Khổng" not in kept
        assert "ba năm nay" not in kept
        assert "Đoạn 3" in kept


def test_comments_that_follow_their_heading_as_siblings_end_with_the_next_heading() -> None:
    """The article's own element holds them all."""
    body = f"<h3>Bình luận (1)</h3><div class='it'>{READER}</div><h3>Tin liên quan</h3><p>Giá rau giảm nhẹ.</p>"
    for kept in left_over(page_of(body)):
        assert "Khổng" not in kept
        assert "Đoạn 3" in kept
        assert "Giá rau giảm nhẹ." in kept


@pytest.mark.parametrize(
    "controls", ["Trả lời", "<a href='#'>Thích</a> <a href='#'>Trả lời</a> 2 giờ trước", "3 giờ trước · Reply"]
)
def test_one_comment_is_known_by_its_controls(controls: str) -> None:
    """No name and no heading: only what readers may do under it."""
    for kept in left_over(page_of(f'<div class="zz"><div class="it">{READER}<div>{controls}</div></div></div>')):
        assert "Khổng" not in kept
        assert "ba năm nay" not in kept
        assert "Đoạn 3" in kept


@pytest.mark.parametrize(
    "sentence",
    [
        "<p>Ông Mẫu trả lời phỏng vấn về trạm nước.</p>",
        "<p>Nhiều ý kiến cho rằng trạm nước nên mở sớm hơn.</p>",
        "<h3>Ý kiến chuyên gia</h3>",
        "<p>Có 2 phản hồi từ phía nhà thầu, theo phường.</p>",
        '<p><a href="/binh-luan">Bình luận</a></p>',
    ],
)
def test_words_of_an_article_are_no_comments(sentence: str) -> None:
    """Replies in an interview, opinions of experts, the section called commentary."""
    body = f"{sentence}<p>Trạm hai sẽ xây vào năm sau.</p>"
    for kept in left_over(page_of(body)):
        assert "Trạm hai sẽ xây vào năm sau." in kept
        assert "Đoạn 0" in kept


def test_a_heading_needs_a_number_or_a_heading_element() -> None:
    """The bare word heads nothing, as outlets name a section so."""
    assert heads_comments("Bình luận (3)", is_heading=False)
    assert heads_comments("Bình luận", is_heading=True)
    assert not heads_comments("Bình luận", is_heading=False)
    assert not heads_comments("Bình luận viên thể thao", is_heading=True)


def test_controls_hold_nothing_else() -> None:
    """A sentence with the word is no control."""
    assert is_reply_control("Thích 3 · Trả lời · 2 giờ trước")
    assert not is_reply_control("Ông trả lời ngay")
