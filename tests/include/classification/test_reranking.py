"""The last order of passages: the best first, those like it after it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from include.classification.reranking import best_places, heaviest, reorder
from include.classification.retrieval import build, search

NEWS = [f"tin {word} trong ngày của thành phố" for word in ("chợ", "cầu", "trường", "hồ", "rạp", "sân", "ga", "bến")]


def test_of_equal_likeness_the_passage_that_covers_more_of_the_claim_comes_first() -> None:
    passages = ["giá nước giá nước giá nước", "giá nước sạch tăng từ tháng mười ở nội đô", *NEWS]
    assert search(build(passages), ["giá nước sạch tăng ở nội đô"], 1)[0][0].passage == 1


def test_a_passage_that_is_like_the_first_rises_above_one_that_is_not() -> None:
    passages = [
        "cầu Long Biên bắc qua sông Hồng do người Pháp xây",
        "sông Hồng nước lên dưới cầu Long Biên",
        "tàu lửa chạy chậm",
        *NEWS,
    ]
    hits = search(build(passages), ["cầu Long Biên do người Pháp xây, tàu chạy"], 3)[0]
    assert [hit.passage for hit in hits][:2] == [0, 1]


def test_the_best_of_a_row_come_best_first_and_equal_ones_by_column() -> None:
    rows, places = best_places(csr_matrix(np.array([[0, 2, 5, 2, 1], [0, 0, 0, 0, 0], [3, 0, 0, 3, 0]])), 2)
    assert rows.tolist() == [0, 0, 2, 2]
    assert places.tolist() == [1, 0, 4, 5]


def test_the_heaviest_terms_have_length_one() -> None:
    found = heaviest(csr_matrix(np.array([[1.0, 3.0, 4.0], [0, 0, 0]], np.float32)), 2).toarray()
    assert np.allclose(found, [[0, 0.6, 0.8], [0, 0, 0]])


def test_where_nothing_was_found_nothing_is_put_in_order() -> None:
    nothing = csr_matrix((2, 3), dtype=np.float32)
    assert reorder(nothing, csr_matrix((2, 4)), csr_matrix((3, 4)), csr_matrix((4, 3))).nnz == 0


@settings(deadline=None)
@given(st.permutations(range(len(NEWS))))
def test_the_order_of_passages_decides_only_between_equal_scores(order: list[int]) -> None:
    claims = ["tin chợ trong ngày", "rạp"]
    plain = search(build(NEWS), claims, 5)
    turned = search(build([NEWS[number] for number in order]), claims, 5)
    assert [{(hit.passage, hit.score) for hit in hits if hit.score > hits[-1].score} for hits in plain] == [
        {(order[hit.passage], hit.score) for hit in hits if hit.score > hits[-1].score} for hits in turned
    ]
