"""Pairs of which one contains the other."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from include.classification.reprints.pairs import Pair, find_pairs, outlet_numbers, read_pairs
from tests.include.classification.landed import words

ARTICLES = st.lists(
    st.tuples(st.lists(st.integers(0, 4), min_size=1, max_size=3), st.sampled_from(["bao_a", "bao_b", "trang_c"])),
    min_size=2,
    max_size=6,
)


def described(texts: list[str], outlets: list[str | None], names: list[int]) -> set[tuple[object, ...]]:
    return {
        (*sorted([(names[p.left], round(p.of_left, 9)), (names[p.right], round(p.of_right, 9))]), p.shared)
        for p in find_pairs(texts, outlets)
    }


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_articles_never_changes_the_pairs(articles: list[tuple[list[int], str]], chance: Random) -> None:
    texts = [" ".join(words(seed, 40) for seed in seeds) for seeds, _ in articles]
    outlets: list[str | None] = [outlet for _, outlet in articles]
    order = list(range(len(articles)))
    chance.shuffle(order)
    before = described(texts, outlets, list(range(len(articles))))
    assert described([texts[n] for n in order], [outlets[n] for n in order], order) == before


@given(ARTICLES)
def test_shares_lie_between_0_and_1_and_outlets_differ(articles: list[tuple[list[int], str]]) -> None:
    texts = [" ".join(words(seed, 40) for seed in seeds) for seeds, _ in articles]
    for pair in find_pairs(texts, [outlet for _, outlet in articles]):
        assert 0 <= pair.of_left <= 1 and 0 <= pair.of_right <= 1
        assert pair.containment == max(pair.of_left, pair.of_right)
        assert articles[pair.left][1] != articles[pair.right][1]


def test_a_shortened_copy_is_evidence_and_an_article_around_a_passage_is_a_question() -> None:
    original = words(1, 400)
    shortened = " ".join(original.split()[:150])
    around_a_passage = " ".join((*original.split()[:60], words(2, 40)))
    for text, is_evidence in ((shortened, True), (around_a_passage, False)):
        (pair,) = find_pairs([original, text], ["bao_a", "trang_c"])
        assert pair.containment >= 0.5
        assert pair.is_evidence is is_evidence, pair.shared_by_both


def test_without_outlets_every_article_may_pair() -> None:
    assert [(p.left, p.right) for p in find_pairs([words(1), words(1)], [None, None])] == [(0, 1)]


def test_outlets_are_numbered_and_unknown_ones_are_not() -> None:
    assert outlet_numbers(["b", None, "a", "b", ""]).tolist() == [1, -1, 0, 1, -1]


def test_no_texts_make_no_pairs() -> None:
    assert find_pairs([], []) == []
    assert find_pairs(["", "một", ""], [None, None, None]) == []


def test_named_suspects_are_read_in_full() -> None:
    import numpy as np

    found = read_pairs([words(1), words(2), words(1)], np.array([[0, 1], [0, 2]]), np.zeros(0, np.uint64))
    assert [(p.left, p.right, p.containment) for p in found] == [(0, 2, 1.0)]
    assert isinstance(found[0], Pair)
