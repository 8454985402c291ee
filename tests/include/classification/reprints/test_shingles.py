"""Shingles and the sample of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from include.classification.reprints.shingles import fingerprint, read_both, shingle
from tests.include.classification.landed import words


@given(st.lists(st.integers(0, 50), max_size=6))
def test_a_text_has_the_same_shingles_alone_and_among_others(seeds: list[int]) -> None:
    texts = [words(seed, 5 + seed) for seed in seeds]
    prints, matrix = read_both(texts)
    for number, text in enumerate(texts):
        alone = fingerprint([text])
        assert prints.shingles[prints.bounds[number] : prints.bounds[number + 1]].tolist() == alone.shingles.tolist()
        assert (matrix[number] != shingle([text])).nnz == 0


def test_about_one_shingle_in_four_is_sampled() -> None:
    text = " ".join(f"w{number}" for number in range(8000))
    assert 1800 < len(fingerprint([text]).shingles) < 2200


def test_texts_of_fewer_than_five_syllables_have_none() -> None:
    prints, matrix = read_both(["", "một hai ba bốn", "một hai ba bốn năm"])
    assert np.diff(matrix.indptr).tolist() == [0, 0, 1]
    assert len(prints.bounds) == 4


def test_a_repeated_shingle_is_kept_once_at_its_first_place() -> None:
    matrix = shingle(["a b c d e f a b c d e f"])
    assert matrix.nnz == 6
    assert sorted(matrix.data.tolist()) == [1, 2, 3, 4, 5, 6]


def test_no_texts_have_no_shingles() -> None:
    prints, matrix = read_both([])
    assert (len(prints.shingles), matrix.shape[0]) == (0, 0)
