"""Stable ids."""

from hypothesis import example, given
from hypothesis import strategies as st

from include.articles.identity import article_id, capture_id, stable_id

WORDS = st.text(alphabet=st.characters(exclude_characters="\x1f"), max_size=20)


def test_ids_stay_what_they_are() -> None:
    assert article_id("bao_a", "http://a.example.vn/1") == "1b7b619c9609ed80"


@example([""], ["\ud800"])
@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_different_parts_get_different_ids(one: list[str], other: list[str]) -> None:
    assert (stable_id(*one) == stable_id(*other)) == (one == other)


def test_an_article_and_a_capture_of_one_address_differ() -> None:
    assert article_id("bao_a", "u") != capture_id("bao_a", "u", "")
