"""What is not the article, by its name and by what it holds."""

import pytest
from lxml import html

from include.pages.furniture import furniture
from include.pages.outline import Outline

PROSE = "Một đoạn văn đủ dài của bài báo nói về chuyện trong phường hôm nay. " * 2
ARTICLE = f"<div class='noi-dung'><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p></div>"


def dropped(markup: str) -> list[str]:
    tree = html.fromstring(f"<html><body>{ARTICLE}{markup}</body></html>")
    return [element.text_content() for element in furniture(tree, Outline(tree))]


@pytest.mark.parametrize(
    "name",
    [
        "box-related", "tin-lien-quan", "VnnInsertNewsBox insert-news", "detail-same-category", "other-news", "adv-box",
        "ads", "banner", "social-share", "detail-tool", "poll-widget", "paywall-box", "keyword-list", "tags",
        "breadcrumb", "xem-them", "list-news", "next-videos", "author_mail", "tacgia", "entry-meta", "lightbox",
        "newsletter-signup", "doc-nhieu",
    ],
)  # fmt: skip
def test_furniture_is_known_by_its_name(name: str) -> None:
    assert dropped(f"<div class='{name}'>Vài chữ</div>") == ["Vài chữ"]


@pytest.mark.parametrize(
    "name", ["noi-dung", "detail-content", "fck_detail", "entry-content", "lead", "download", "authority"]
)
def test_what_is_called_otherwise_stays(name: str) -> None:
    assert dropped(f"<div class='{name}'>Vài chữ</div>") == []


def test_a_box_that_holds_most_of_the_text_is_the_article_whatever_it_is_called() -> None:
    tree = html.fromstring(f"<html><body><div class='sidebar social'><h1>Tên</h1>{ARTICLE}</div></body></html>")
    assert furniture(tree, Outline(tree)) == []
