"""Passages: offsets between which both texts read alike."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from include.classification.reprints.pairs import find_pairs
from include.classification.reprints.passages import Passage, ReadText, passages
from include.classification.syllables import read_syllables
from tests.include.classification.landed import words

SENTENCES = st.lists(st.integers(0, 6).map(lambda seed: words(seed, 15)), min_size=1, max_size=6)
JOINTS = st.sampled_from([" ", "\n", "\n\n", " – ", "  "])


def blanks_as_one(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def read(text: str) -> ReadText:
    found = read_syllables([text])
    return ReadText(text, found.starts, found.ends)


@given(SENTENCES, SENTENCES, JOINTS, JOINTS)
def test_offsets_point_at_equal_text(left: list[str], right: list[str], first: str, second: str) -> None:
    texts = [first.join(left), second.join(right).upper() if len(right) == 2 else second.join(right)]
    for pair in find_pairs(texts, [None, None]):
        for p in pair.passages:
            here, there = texts[0][p.left_start : p.left_end], texts[1][p.right_start : p.right_end]
            assert blanks_as_one(here) == blanks_as_one(there)
            assert here


def test_a_run_is_cut_where_letters_or_punctuation_differ() -> None:
    left, right = read("Một hai ba bốn năm, sáu bảy tám chín mười"), read("Một hai ba bốn năm; sáu bảy tám chín mười")
    found = passages(left, right, np.array([[0, 0, 10]]))
    assert [left.text[p.left_start : p.left_end] for p in found] == ["Một hai ba bốn năm", "sáu bảy tám chín mười"]


def test_pieces_shorter_than_a_shingle_are_dropped() -> None:
    left, right = read("Một hai, ba bốn năm sáu"), read("Một hai; ba bốn năm sáu")
    assert passages(left, right, np.array([[0, 0, 6]])) == []


def test_a_passage_turns_round() -> None:
    assert Passage(1, 2, 3, 4).turned() == Passage(3, 4, 1, 2)
