"""The last order of passages: a stretch that covers the claim, its names, and no luck by length."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from include.classification.reranking import BLOCK, WEIGHTS, Claim, Reranking, Sequences, final_scores
from include.classification.retrieval import build, search
from tests.include.classification.landed import words

NEWS = [f"tin {word} trong ngày của thành phố" for word in ("chợ", "cầu", "trường", "hồ", "rạp", "sân", "ga", "bến")]
CLAIM = "giá nước sạch tăng ở nội đô"


def parts(passages: list[list[int]], asked: list[int], named: tuple[int, ...] = ()) -> np.ndarray:
    """Return the parts of passages made of numbered syllables; names are the same syllables everywhere."""
    syllables = np.array([number for passage in passages for number in passage], np.int32)
    sequences = Sequences(syllables, np.isin(syllables, named), np.cumsum([0, *map(len, passages)]), 100)
    claim = Claim(np.array(asked), np.ones(len(asked), np.float32), np.isin(asked, named))
    return Reranking(sequences).features(claim, np.arange(len(passages)), np.ones(len(passages)))


def test_words_that_stand_together_count_more_than_words_far_apart() -> None:
    together = f"{words(1, 200)} {CLAIM} {words(2, 200)}"
    apart = f" {words(3, 100)} ".join(CLAIM.split())
    assert [hit.passage for hit in search(build([apart, together, *NEWS]), [CLAIM], 2)[0]] == [1, 0]


def test_a_stretch_is_two_neighbouring_blocks() -> None:
    near = [1, *[9] * (2 * BLOCK - 2), 2]
    far = [1, *[9] * (2 * BLOCK - 1), 2]
    assert parts([near, far], [1, 2])[:, 1].tolist() == [1.0, 0.5]


def test_a_stretch_does_not_run_into_the_next_passage() -> None:
    assert parts([[9] * BLOCK + [1], [2] + [9] * BLOCK], [1, 2])[:, 1].tolist() == [0.5, 0.5]


def test_only_a_name_read_as_a_name_counts_as_one() -> None:
    passages = ["quân đội nước Pháp đến nơi", "quân đội nước pháp đến nơi", *NEWS]
    assert [hit.passage for hit in search(build(passages), ["quân Pháp đến"], 2)[0]] == [0, 1]
    assert parts([[1, 2], [2]], [1, 2], named=(1,))[:, 2].tolist() == [1.0, 0.0]
    assert parts([[1, 2], [2]], [1, 2])[:, 2].tolist() == [0.0, 0.0]


def test_of_passages_alike_the_shorter_has_the_higher_value() -> None:
    values = final_scores(parts([[1, 2, *[9] * 30], [1, 2, *[9] * 300]], [1, 2]))
    assert values[1] < values[0] <= 1


def test_one_claim_leaves_nothing_behind_for_the_next() -> None:
    sequences = Sequences(np.array([1, 2, 3], np.int32), np.zeros(3, np.bool_), np.array([0, 3]), 10)
    reranking, ones = Reranking(sequences), np.ones(1, np.float32)
    both = [
        reranking.features(Claim(np.array([n]), ones, np.zeros(1, np.bool_)), np.zeros(1, int), np.ones(1))
        for n in (1, 5)
    ]
    assert [found[0, 1] for found in both] == [1.0, 0.0]


def test_where_nothing_was_found_nothing_is_put_in_order() -> None:
    sequences = Sequences(np.zeros(0, np.int32), np.zeros(0, np.bool_), np.zeros(1, np.int64), 0)
    nothing = Claim(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.bool_))
    assert Reranking(sequences).features(nothing, np.zeros(0, np.int64), np.zeros(0)).shape == (0, len(WEIGHTS))


@settings(deadline=None)
@given(st.permutations(range(len(NEWS))))
def test_the_order_of_passages_decides_only_between_equal_scores(order: list[int]) -> None:
    claims = ["tin chợ trong ngày", "rạp"]
    plain = search(build(NEWS), claims, 5)
    turned = search(build([NEWS[number] for number in order]), claims, 5)
    assert [{(hit.passage, hit.score) for hit in hits if hit.score > hits[-1].score} for hits in plain] == [
        {(order[hit.passage], hit.score) for hit in hits if hit.score > hits[-1].score} for hits in turned
    ]
