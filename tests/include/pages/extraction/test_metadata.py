"""What pages declare about themselves."""

import json

from include.pages.extraction import metadata
from include.pages.extraction.metadata import Metadata
from include.pages.page import open_page


def read(markup: str) -> Metadata:
    return metadata.read(open_page(f"<html lang='vi'><body>{markup}</body></html>".encode(), "https://a.vn/1"))


def linked(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def test_linked_data_is_read_inside_graphs() -> None:
    data = json.dumps(
        {
            "@graph": [
                {"@type": "NewsArticle", "datePublished": "2026-11-24T07:30:00+07:00", "articleSection": ["Xã hội"]}
            ]
        }
    )
    found = read(f"<script type='application/ld+json'>{data}</script>")
    assert found.section == "Xã hội"
    assert found.publication.source == "structured_data"


def test_an_author_is_a_byline_unless_it_is_the_outlet() -> None:
    person = {"@type": "Person", "name": "Nguyễn Văn An"}
    assert read(linked(datePublished="2026-11-24", author=person)).has_byline
    assert not read("<meta property='og:site_name' content='Báo A'><meta name='author' content='Báo A'>").has_byline
    assert read("<p class='tac-gia'>Nguyễn Văn An</p>").has_byline


def test_the_title_loses_the_name_of_the_site() -> None:
    found = read("<meta property='og:site_name' content='Báo A'><meta property='og:title' content='Tin mới - Báo A'>")
    assert (found.title, found.language) == ("Tin mới", "vi")


def test_broken_linked_data_is_passed_by() -> None:
    assert read("<script type='application/ld+json'>{oops</script>").publication.moment is None
