"""What is left of a page without furniture and comments."""

from include.pages.extraction.lean import bare_tree, lean_tree, prose_left
from include.pages.page import Page, open_page

PROSE = "Một đoạn văn đủ dài của bài báo nói về chuyện trong phường hôm nay. "


def page(markup: str) -> Page:
    body = f"<p>{PROSE * 2}</p><p>{PROSE * 2}</p><p>{PROSE * 2}</p>"
    return open_page(f"<body><div class='ct'>{body}{markup}</div></body>".encode(), "https://a.example.vn/1")


def test_furniture_comments_and_linked_lines_are_taken_off_and_their_tails_stay() -> None:
    found = page(
        "<div class='box-related'>Hộp tin</div>đuôi một<div class='binh-luan'>Lời bạn đọc</div>đuôi hai"
        "<p><a href='/x'>Một bài khác của hôm qua</a></p>"
    )
    text = lean_tree(found).text_content()
    assert "đuôi một" in text and "đuôi hai" in text
    assert not any(words in text for words in ("Hộp tin", "Lời bạn đọc", "bài khác"))
    assert "Hộp tin" in bare_tree(found).text_content()
    assert "Lời bạn đọc" not in bare_tree(found).text_content()


def test_the_shared_tree_stays_as_it_was() -> None:
    found = page("<div class='box-related'>Hộp tin</div><figure><figcaption>x</figcaption></figure>")
    lean_tree(found)
    assert "Hộp tin" in found.tree.text_content()


def test_a_caption_of_a_sentence_becomes_a_paragraph() -> None:
    found = lean_tree(page(f"<figure><figcaption>{PROSE}</figcaption></figure><figcaption>Ngắn</figcaption>"))
    assert [caption.text for caption in found.iter("figcaption")] == ["Ngắn"]


def test_prose_is_counted_with_and_without_furniture() -> None:
    whole, left = prose_left(page(f"<div class='box-related'><div class='ads'><p>{PROSE * 2}</p></div></div>"))
    assert (whole, left) == (4 * len((PROSE * 2).strip()), 3 * len((PROSE * 2).strip()))
