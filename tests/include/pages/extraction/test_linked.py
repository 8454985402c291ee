"""JSON-LD as carelessly as pages write it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.pages.extraction import linked
from include.pages.extraction.linked import Linked
from include.pages.page import open_page

ARTICLE = (
    '{"@type":"NewsArticle","headline":"Một tiêu đề","datePublished":"2026-11-24T07:30:00+07:00",'
    '"articleSection":"Đời sống"}'
)


def read(*scripts: str) -> Linked:
    tags = "".join(f"<script type='application/ld+json'>{script}</script>" for script in scripts)
    return linked.read(open_page(f"<html><head>{tags}</head><body>x</body></html>".encode(), "https://a.vn/1").tree)


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@graph":[{{"@type":"WebSite"}},{ARTICLE}]}}',
        f'{{"@type":"WebPage","datePublished":"2019-01-01","mainEntity":{ARTICLE}}}',
        f"/*<![CDATA[*/{ARTICLE}/*]]>*/",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        ARTICLE.replace("}", ",}"),
        ARTICLE.replace("Một tiêu đề", 'Một "tiêu đề" gãy'),
        ARTICLE.replace("Một tiêu đề", "Một\ntiêu đề"),
        ARTICLE + ";",
    ],
)
def test_the_article_is_found_however_it_is_wrapped_or_broken(script: str) -> None:
    found = read(script)
    assert found.kind == "article"
    assert (found.text("datePublished"), found.text("articleSection")) == ("2026-11-24T07:30:00+07:00", "Đời sống")


def test_the_path_of_sections_is_read_in_its_order() -> None:
    steps = [{"@type": "ListItem", "item": {"name": "Trang chủ"}}, {"@type": "ListItem", "name": "Xã hội"}]
    found = read(json.dumps({"@type": "BreadcrumbList", "itemListElement": steps}))
    assert found.crumbs == ("Trang chủ", "Xã hội")
    assert found.kind == ""


def test_a_video_gives_its_date_only_where_no_article_does() -> None:
    video = '{"@type":"VideoObject","uploadDate":"2026-11-23"}'
    assert read(video).kind == "video"
    assert read(video, ARTICLE).kind == "article"


NAMES = st.sampled_from(["@type", "@graph", "author", "itemListElement", "breadcrumb"])
DOCUMENTS = st.recursive(
    st.none() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(st.text(max_size=80) | DOCUMENTS.map(json.dumps))
def test_no_script_raises(script: str) -> None:
    found = read(script.replace("</script", ""))
    list(found.authors())
