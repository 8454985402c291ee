"""How many suspects of a day are read in full where very many texts are alike."""

from itertools import combinations

import numpy as np
import pytest

from include.classification.reprints import suspect_limit as bounds
from include.classification.reprints.suspect_limit import NOBODY, within_limit


def everybody(texts: int) -> tuple[np.ndarray, np.ndarray]:
    """Return every pair of some texts, all sharing the same."""
    pairs = np.array(list(combinations(range(texts), 2)))
    return pairs, np.full(len(pairs), 9)


def test_a_day_without_crowds_is_read_whole() -> None:
    pairs, shared = everybody(300)  # each is suspected with 299 others, and they are fewer than a small day's bound
    assert within_limit(pairs, shared, 300).all()


def test_each_text_keeps_its_likest_suspects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SUSPECTS_A_TEXT", 2)
    members = np.array([[0, NOBODY]] * 5)
    assert within_limit(members, np.array([3, 9, 1, 9, 5]), 1).tolist() == [False, True, False, True, False]


def test_a_pair_is_read_when_it_is_among_the_likest_of_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SUSPECTS_A_TEXT", 1)
    members = np.array([[0, 1], [0, 2], [0, 3]])
    assert within_limit(members, np.array([9, 5, 5]), 4).all()


def test_more_suspects_than_a_day_can_bear_are_cut_for_all_texts_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SUSPECTS_A_DAY", 0)
    for texts in (100, 200, 400):
        read = within_limit(*everybody(texts), texts)
        assert texts <= np.count_nonzero(read) <= bounds.SUSPECTS_A_TEXT_ON_AVERAGE * texts


def test_what_is_read_of_a_day_does_not_depend_on_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SUSPECTS_A_DAY", 0)
    pairs, shared = everybody(60)
    assert np.array_equal(within_limit(pairs, shared, 60), within_limit(pairs.copy(), shared.copy(), 60))


def test_a_day_without_suspects_has_none_to_read() -> None:
    assert not len(within_limit(np.zeros((0, 2), np.int64), np.zeros(0, np.int64), 0))
