"""Passages: offsets between which both texts read alike."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.classification.reprints.letters import read_letters
from include.classification.reprints.pairs import find_pairs
from include.classification.reprints.passages import Passage, passages
from tests.include.classification.landed import words

SENTENCES = st.lists(st.integers(0, 6).map(lambda seed: words(seed, 15)), min_size=1, max_size=6)
JOINTS = st.sampled_from([" ", "\n", "\n\n", " – ", "  "])


def blanks_as_one(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def cut(left: str, right: str, runs: list[list[int]]) -> list[str]:
    """Return what the passages of two texts hold, of the runs given."""
    found = passages(
        read_letters([left, right]), np.array([[0, 1]]), np.array([[0, *run] for run in runs], np.int64).reshape(-1, 4)
    )
    return [left[p.left_start : p.left_end] for p in found[0]]


@given(SENTENCES, SENTENCES, JOINTS, JOINTS)
def test_offsets_point_at_equal_text(left: list[str], right: list[str], first: str, second: str) -> None:
    texts = [first.join(left), second.join(right).upper() if len(right) == 2 else second.join(right)]
    for pair in find_pairs(texts, [None, None]):
        for p in pair.passages:
            here, there = texts[0][p.left_start : p.left_end], texts[1][p.right_start : p.right_end]
            assert blanks_as_one(here) == blanks_as_one(there)
            assert here


@pytest.mark.parametrize(("here", "there"), [(", ", "; "), (" ", ", "), (" 😀 ", " 😃 "), ("", "")])
def test_a_run_is_cut_where_what_stands_between_differs(here: str, there: str) -> None:
    left = f"Một hai ba bốn năm{here or ' '}sáu bảy tám chín mười"
    right = f"Một hai ba bốn năm{there or '  '}sáu bảy tám chín mười"
    whole = ["Một hai ba bốn năm", "sáu bảy tám chín mười"]
    assert cut(left, right, [[0, 0, 10]]) == (whole if here else [" ".join(whole)])


def test_a_run_is_cut_where_the_case_differs() -> None:
    left, right = "một hai ba bốn năm sáu bảy tám chín mười một", "một hai ba bốn năm SÁU bảy tám chín mười một"
    assert cut(left, right, [[0, 0, 11]]) == ["một hai ba bốn năm", "bảy tám chín mười một"]


def test_pieces_shorter_than_a_shingle_are_dropped() -> None:
    assert cut("Một hai, ba bốn năm sáu", "Một hai; ba bốn năm sáu", [[0, 0, 6]]) == []


def test_runs_that_follow_each_other_are_no_one_passage() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười"
    assert cut(text, text, [[0, 0, 5], [5, 5, 5]]) == ["một hai ba bốn năm", "sáu bảy tám chín mười"]


def test_a_pair_without_runs_has_no_passages() -> None:
    assert cut("một", "hai", []) == []


def test_a_passage_turns_round() -> None:
    assert Passage(1, 2, 3, 4).swapped() == Passage(3, 4, 1, 2)
