"""Hashed counts of syllables and pairs."""

import numpy as np

from include.classification.topics.features import BUCKETS, count_buckets, damp


def test_each_syllable_and_each_pair_is_counted() -> None:
    counts = count_buckets(["bóng đá bóng đá", "", "bóng"])
    assert counts.shape == (3, BUCKETS)
    assert sorted(counts[0].data.tolist()) == [1.0, 2.0, 2.0, 2.0]
    assert (counts[1].nnz, counts[2].nnz) == (0, 1)


def test_a_text_counts_the_same_alone_and_among_others() -> None:
    texts = [f"tin {number} hôm nay" for number in range(50)]
    together = count_buckets(texts)
    assert (together[7] != count_buckets([texts[7]])).nnz == 0


def test_no_texts_are_no_rows() -> None:
    assert count_buckets([]).shape == (0, BUCKETS)


def test_repeating_a_word_adds_less_and_less() -> None:
    damped = damp(np.array([1, 2, 3], np.float32))
    assert damped[0] == 1
    assert damped[1] - damped[0] > damped[2] - damped[1] > 0
