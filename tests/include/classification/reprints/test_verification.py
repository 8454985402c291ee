"""Containment both ways, counted on every shingle."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from include.classification.reprints.candidates import crowded, index
from include.classification.reprints.shingles import fingerprint, shingle
from include.classification.reprints.verification import compare, without_boilerplate
from tests.include.classification.landed import words

TEXTS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm", "sáu"]), max_size=40).map(" ".join)


def sets(text: str) -> set[tuple[str, ...]]:
    parts = text.split()
    return {tuple(parts[first : first + 5]) for first in range(len(parts) - 4)}


@given(TEXTS, TEXTS)
def test_counts_are_those_of_plain_sets_and_shares_lie_between_0_and_1(left: str, right: str) -> None:
    found = compare(shingle([left]), shingle([right]), np.array([[0, 0]]))
    assert found.shared.tolist() == [len(sets(left) & sets(right))]
    assert (found.lefts.tolist(), found.rights.tolist()) == ([len(sets(left))], [len(sets(right))])
    for share in found.containment():
        assert 0 <= share[0] <= 1


@given(TEXTS, TEXTS)
def test_runs_point_at_equal_syllables(left: str, right: str) -> None:
    found = compare(shingle([left]), shingle([right]), np.array([[0, 0]]))
    for _, first, second, length in found.runs.tolist():
        assert left.split()[first : first + length] == right.split()[second : second + length]


def test_a_text_is_wholly_in_itself_in_one_run() -> None:
    rows = shingle([words(1)])
    found = compare(rows, rows, np.array([[0, 0]]))
    assert found.containment()[0].tolist() == [1.0]
    assert found.runs.tolist() == [[0, 0, 0, 120]]


def test_boilerplate_counts_for_nothing() -> None:
    footer = words(99, 60)
    texts = [f"{words(seed)} {footer}" for seed in range(20)]
    left_out = crowded(index(fingerprint(texts)), np.zeros(20, np.int64))
    rows = shingle(texts)
    whole, cut = (compare(m, m, np.array([[0, 1]])) for m in (rows, without_boilerplate(rows, left_out)))
    assert whole.containment()[0][0] > 0.3
    assert cut.containment()[0][0] < 0.05
    assert cut.lefts[0] < whole.lefts[0]


def test_no_pairs_are_compared_to_nothing() -> None:
    rows = shingle([words(1)])
    assert len(compare(rows, rows, np.zeros((0, 2), np.int64)).shared) == 0
