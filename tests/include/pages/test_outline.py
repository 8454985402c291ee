"""Names and sizes of a page's elements."""

from lxml import html

from include.pages.outline import Outline, called, plain_name

LINE = "Một dòng văn đủ dài để là một đoạn của bài báo chứ không phải là một mục. "


def test_prose_is_long_lines_that_are_not_mostly_links() -> None:
    tree = html.fromstring(f"<div><p>{LINE}</p><p>Ngắn</p><p><a href='/'>{LINE}</a></p><script>{LINE}</script></div>")
    size = Outline(tree).of(tree)
    assert size.prose == len(LINE.strip())
    assert (size.characters, size.linked) == (2 * len(LINE.strip()) + 4, len(LINE.strip()))
    assert size.has_blocks and not size.has_heading


def test_inline_elements_belong_to_the_line_around_them() -> None:
    tree = html.fromstring(f"<div><p>{LINE[:30]}<b>{LINE[30:70]}</b></p></div>")
    assert Outline(tree).of(tree).prose == len(LINE[:30].strip()) + len(LINE[30:70].strip())


def test_names_of_every_style_become_one() -> None:
    assert [plain_name(name) for name in ("ArticleDate", "article_date", "article--date", "Article date")] == [
        "article-date"
    ] * 4
    assert called(html.fromstring("<p class='lbPublishDate' data-role='time'>x</p>")) == "lb-publish-date-time"
    assert called(html.fromstring("<p>x</p>")) == ""
