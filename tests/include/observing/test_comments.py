"""Comments are noticed, never kept."""

from include.observing.comments import observe_comments
from include.pages.page import open_page


def test_a_comment_service_is_a_form_drawn_by_script() -> None:
    form, comments = observe_comments(open_page(b"<div id='disqus_thread'></div>", "https://a.vn/"), "seen")
    assert (form.is_present, form.place) == (True, "script")
    assert not comments.is_present


def test_words_of_commenters_are_in_no_fact() -> None:
    page = open_page("<div class='comments'><p>Trần Bình: rất hay</p></div>".encode(), "https://a.vn/")
    _, comments = observe_comments(page, "seen")
    assert comments.is_present
    assert (comments.snippet, comments.value) == (None, None)
